"""Closing the record of acts in batches: a signed Merkle head over all entries so far (docs/decisions/0016)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Max, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from audit.actions.seal_keys import publish, signing_key
from audit.merkle import Frontier, leaf_hash
from audit.models import Act, Seal
from audit.rules.canonical import entry_bytes, moment
from audit.rules.heads import NOTHING_BEFORE, Head, key_id_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

BATCH = 4_096  # acts in one seal
PATIENCE = 20.0  # seconds to wait for writers that began before
ONE_AT_A_TIME = 0x5EA1  # advisory lock of PostgreSQL
HASH = 32
SPELT = ("change_id", "details", "recipients")  # as PostgreSQL prints them

# Transactions that may still hold an id that is not visible yet. An INSERT takes this lock before it draws
# an id, and keeps it until its transaction has ended for everybody to see.
OPEN_WRITERS = """
SELECT DISTINCT virtualtransaction FROM pg_locks
WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted
  AND relation = 'audit_act'::regclass
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND pid IS DISTINCT FROM pg_backend_pid()
"""


class SealBrokenError(RuntimeError):
    """The newest seal is not what was sealed: nothing is put on top of it. `verify_audit` tells more."""


def seal_acts(*, patience: float = PATIENCE) -> int:
    """Seal every act that no earlier one can still precede. Returns how many seals were made.

    Raises ImproperlyConfigured without a key, and SealBrokenError.
    """
    until = settled_id(patience)
    key = signing_key()
    publish(key)
    made = 0
    while until is not None and _seal_next(until, key):
        made += 1
    return made


def settled_id(patience: float) -> int | None:
    """The newest id below which no act can appear any more; None if there is none that is known.

    Ids are drawn in order but transactions end in any order. Whoever drew an id below the newest visible
    one had drawn it by now, and so is either over or among the open writers; once those are gone, all
    that will ever be there is there. Writers that come later draw later ids and are not waited for.
    """
    newest: int | None = Act.objects.aggregate(newest=Max("id"))["newest"]
    if newest is None:
        return None
    deadline, waiting = time.monotonic() + patience, _open_writers()
    while waiting:
        if time.monotonic() > deadline:
            return None
        time.sleep(0.05)
        waiting &= _open_writers()
    return newest


def _open_writers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(OPEN_WRITERS)
        return {name for (name,) in cursor.fetchall()}


@transaction.atomic
def _seal_next(until: int, key: Ed25519PrivateKey) -> bool:
    """Seal the next batch. False when nothing is left, or somebody else is sealing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        if cursor.fetchone() != (True,):
            return False
    last = Seal.objects.latest_one()
    frontier, before = _where_it_stands(last)
    entries = _entries(after=last.last_id if last else 0, until=until)
    if not entries:
        return False
    leaves = [(entry["id"], leaf_hash(entry_bytes(entry))) for entry in entries]
    for _id, leaf in leaves:
        frontier.append(leaf)
    made_at = timezone.now()
    head = Head(
        number=last.number + 1 if last else 1,
        first_id=leaves[0][0],
        last_id=leaves[-1][0],
        count=frontier.size,
        head=frontier.head,
        previous=before,
        made_at=moment(made_at),
        key_id=key_id_of(key.public_key().public_bytes_raw()),
    ).signed(key)
    Seal.objects.create(
        number=head.number,
        first_id=head.first_id,
        last_id=head.last_id,
        count=head.count,
        head=head.head,
        frontier=b"".join(frontier.roots),
        leaves=b"".join(number.to_bytes(8, "big") + leaf for number, leaf in leaves),
        previous=head.previous,
        made_at=made_at,
        key_id=head.key_id,
        signature=head.signature,
    )
    return True


def _where_it_stands(last: Seal | None) -> tuple[Frontier, bytes]:
    """The log after the newest seal, and that seal's digest. Raises SealBrokenError."""
    if last is None:
        return Frontier(), NOTHING_BEFORE
    stored = bytes(last.frontier)
    roots = [stored[place : place + HASH] for place in range(0, len(stored), HASH)]
    try:
        frontier = Frontier(last.count, roots)
    except ValueError as error:
        raise SealBrokenError(f"seal {last.number}: {error}") from error
    if frontier.head != bytes(last.head):
        raise SealBrokenError(f"seal {last.number}: its subtrees do not give its head")
    return frontier, last.signed_head.digest


def _entries(*, after: int, until: int) -> Sequence[dict[str, Any]]:
    """The next acts in the order of their ids, each with all its columns as they are hashed."""
    columns = [field.attname for field in Act._meta.concrete_fields if field.attname not in SPELT]
    acts = Act.objects.filter(id__gt=after, id__lte=until).order_by("id")
    spelt = {f"spelt_{name}": Cast(name, TextField()) for name in SPELT}
    rows = acts.annotate(**spelt).values(*columns, *spelt)[:BATCH]
    return [{name.removeprefix("spelt_"): value for name, value in row.items()} for row in rows]
