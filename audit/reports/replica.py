"""The read replica: where long reads are done, as long as it knows all that the primary knew when one asked.

A report must not leave out what its reader has just saved. So the replica is waited for a moment, and where it
stays behind, or is away, the primary answers.
"""

from __future__ import annotations

import logging
import time

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db import Error as DatabaseFault

log = logging.getLogger(__name__)
ALIAS = "replica"
STEP = 0.05  # seconds between two looks
REST = 30.0  # seconds for which one that was away is not asked again
# The end of what was said, written out or not: with synchronous_commit off a commit is not at once.
NOW = "SELECT pg_current_wal_insert_lsn()::text"
REPLAYED = "SELECT pg_is_in_recovery(), coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false)"
BEHIND = "SELECT extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float"
_rest = {"until": float("-inf")}


def reports_database() -> str:
    """The database for a long read that begins now: the replica, or the primary where it is behind or away.

    Whatever was committed before is seen there. To be used with `using(…)`; nothing can be written. Within a
    transaction the primary answers: only there is what it has written.
    """
    if ALIAS not in settings.DATABASES or connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return DEFAULT_DB_ALIAS
    if time.monotonic() < _rest["until"]:
        return DEFAULT_DB_ALIAS
    try:
        if _catches_up(_primary_position(), patience=settings.REPLICA_PATIENCE):
            return ALIAS
        log.warning("the read replica is behind: the primary answers")
    except DatabaseFault as error:
        _rest["until"] = time.monotonic() + REST
        connections[ALIAS].close()
        log.warning("the read replica is away: the primary answers: %s", type(error).__name__)
    return DEFAULT_DB_ALIAS


def lag() -> float | None:
    """How many seconds the replica is behind; 0 where it knows everything; None where it is away."""
    position = _primary_position()
    try:
        if _catches_up(position, patience=0):
            return 0.0
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(BEHIND)
            found: tuple[float | None] | None = cursor.fetchone()
    except DatabaseFault:
        connections[ALIAS].close()
        return None
    return found[0] if found else None


def _primary_position() -> str:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(NOW)
        return str(cursor.fetchone()[0])


def _catches_up(position: str, *, patience: float) -> bool:
    """Whether the replica knows all up to here, or will within so many seconds. What is no replica never does."""
    deadline = time.monotonic() + patience
    while True:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(REPLAYED, [position])
            is_replica, knows = cursor.fetchone()
        if not is_replica:
            log.error("DATABASE_REPLICA_URL leads to a server that is no replica")
            return False
        if knows or time.monotonic() >= deadline:
            return bool(knows)
        time.sleep(STEP)
