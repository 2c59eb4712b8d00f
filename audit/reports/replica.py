"""The read replica: where heavy questions are asked, as long as it knows what the primary knew when one asked.

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
NOW = "SELECT pg_current_wal_lsn()::text"
REPLAYED = "SELECT pg_is_in_recovery(), coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false)"
BEHIND = "SELECT extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())"


def reports_database() -> str:
    """The database for a long read that begins now: the replica, or the primary where it is behind or away.

    Whatever was committed before this is called is seen there. To be used with `using(…)`; nothing is written.
    """
    if ALIAS not in settings.DATABASES:
        return DEFAULT_DB_ALIAS
    try:
        if not connections[DEFAULT_DB_ALIAS].in_atomic_block and _has_caught_up():
            return ALIAS
    except DatabaseFault as error:
        connections[ALIAS].close()
        log.warning("The read replica cannot be asked; the primary answers: %s", type(error).__name__)
        return DEFAULT_DB_ALIAS
    log.warning("The read replica is behind; the primary answers.")
    return DEFAULT_DB_ALIAS
