"""Closing the books in batches: a signed Merkle head over all entries so far (docs/decisions/0016)."""

from __future__ import annotations

import time
from dataclasses import asdict
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from psycopg2 import sql

from audit.actions.seal_keys import publish, signing_key
from audit.merkle import Frontier, leaf_hashes
from audit.models import Seal, SealSubtree
from audit.reports.books import books
from audit.rules.canonical import SPELLING, id_of, moment
from audit.rules.heads import NOTHING_BEFORE, Head, digest_of_list, key_id_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from audit.reports.books import Book

BATCH = 4_096  # entries in one seal
PATIENCE = 20.0  # seconds to wait for writers that began before
ONE_AT_A_TIME = 0x5EA1  # advisory lock of PostgreSQL
HASH = 32
BY_THE_KEY = {"enable_seqscan": "off", "enable_bitmapscan": "off", "enable_sort": "off"}  # whatever is known of it
BEFORE_ALL = -(2**63)

# Transactions that may still hold an id that is not visible yet. An INSERT takes this lock before it draws
# an id, and keeps it until its transaction has ended for everybody to see.
OPEN_WRITERS = """
SELECT DISTINCT pg_class.relname::text, virtualtransaction FROM pg_locks
JOIN pg_class ON pg_class.oid = relation
WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted
  AND relnamespace = 'public'::regnamespace AND pg_class.relname = ANY (%s)
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND pid IS DISTINCT FROM pg_backend_pid()
"""
NEWEST = sql.SQL("SELECT max({key}) FROM public.{table}")
ENTRIES = sql.SQL(
    "COPY (SELECT {columns} FROM public.{table} WHERE {key} > {after} AND {key} <= {until}"
    " ORDER BY {key} LIMIT {batch}) TO STDOUT"
)


class SealBrokenError(RuntimeError):
    """The newest seal is not what was sealed: nothing is put on top of it. `verify_audit` tells more."""


def seal_books(*, patience: float = PATIENCE) -> int:
    """Seal every entry of every book that no earlier one can still precede. Returns how many seals were made.

    Raises ImproperlyConfigured without a key, and SealBrokenError, after the other books are sealed.
    """
    key = signing_key()
    publish(key)
    with connection.cursor() as cursor:
        found = [book for book in books(cursor, settings.DATABASE_APPLICATION_ROLE) if book.key and book.plain]
    until, made, broken = settled(found, patience), 0, list[SealBrokenError]()
    for book in found:
        try:
            while book.table in until and _seal_next(book, until[book.table], key):
                made += 1
        except SealBrokenError as error:
            broken.append(error)
    if broken:
        raise broken[0]
    return made


def settled(found: Iterable[Book], patience: float) -> dict[str, int]:
    """For each book the newest id below which no entry can appear any more. Books without one are left out.

    Ids are drawn in order but transactions end in any order. Whoever drew an id below the newest visible
    one had drawn it by now, and so is either over or among the open writers; once those are gone, all
    that will ever be there is there. Writers that come later draw later ids and are not waited for.
    """
    newest = _newest(found)
    deadline, waiting = time.monotonic() + patience, _open_writers(newest)
    while waiting and time.monotonic() < deadline:
        time.sleep(0.05)
        waiting &= _open_writers(newest)
    late = {table for table, _transaction in waiting}
    return {table: until for table, until in newest.items() if table not in late}


def _newest(found: Iterable[Book]) -> dict[str, int]:
    newest = {}
    with connection.cursor() as cursor:
        for book in found:
            cursor.execute(NEWEST.format(key=sql.Identifier(book.key), table=sql.Identifier(book.table)))
            (until,) = cursor.fetchone()
            if until is not None:
                newest[book.table] = until
    return newest


def _open_writers(tables: Iterable[str]) -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(OPEN_WRITERS, [list(tables)])
        return set(cursor.fetchall())


@transaction.atomic
def _seal_next(book: Book, until: int, key: Ed25519PrivateKey) -> bool:
    """Seal the next batch of a book. False when nothing is left, or somebody else is sealing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        if cursor.fetchone() != (True,):
            return False
    last = Seal.objects.newest_of(book.table)
    entries = _entries(book, after=last.last_id if last else BEFORE_ALL, until=until)
    if entries:
        _close(book, last, entries, key)
    return bool(entries)


def _close(book: Book, last: Seal | None, entries: list[bytes], key: Ed25519PrivateKey) -> None:
    """Keep the seal over these entries. Raises SealBrokenError."""
    frontier, before = _where_it_stands(last)
    numbers, hashes, made_at = [id_of(entry) for entry in entries], leaf_hashes(entries), timezone.now()
    complete = frontier.extend(hashes)
    ids, leaves = b"".join(number.to_bytes(8, "big", signed=True) for number in numbers), b"".join(hashes)
    head = Head(
        book=book.table,
        number=last.number + 1 if last else 1,
        columns=book.columns,
        first_id=numbers[0],
        last_id=numbers[-1],
        count=frontier.size,
        listed=digest_of_list(ids, leaves),
        head=frontier.head,
        previous=before,
        made_at=moment(made_at),
        key_id=key_id_of(key.public_key().public_bytes_raw()),
    ).signed(key)
    kept = asdict(head) | {"columns": list(head.columns), "made_at": made_at}
    Seal.objects.create(**kept, frontier=b"".join(frontier.roots), ids=ids, leaves=leaves)
    SealSubtree.objects.bulk_create(
        SealSubtree(book=book.table, level=level, place=place, root=root) for level, place, root in complete
    )


def _where_it_stands(last: Seal | None) -> tuple[Frontier, bytes]:
    """The log after the newest seal, and that seal's digest. Raises SealBrokenError."""
    if last is None:
        return Frontier(), NOTHING_BEFORE
    stored = bytes(last.frontier)
    roots = [stored[place : place + HASH] for place in range(0, len(stored), HASH)]
    try:
        frontier = Frontier(last.count, roots)
    except ValueError as error:
        raise SealBrokenError(f"seal {last}: {error}") from error
    if frontier.head != bytes(last.head):
        raise SealBrokenError(f"seal {last}: its subtrees do not give its head")
    return frontier, last.signed_head.digest


def _entries(book: Book, *, after: int, until: int) -> list[bytes]:
    """The next entries in the order of their ids, as PostgreSQL spells them."""
    entries: list[bytes] = []
    names = {"table": book.table, "key": book.key}
    question = ENTRIES.format(
        columns=sql.SQL(", ").join(map(sql.Identifier, book.columns)),
        after=sql.Literal(after),
        until=sql.Literal(until),
        batch=sql.Literal(BATCH),
        **{name: sql.Identifier(word) for name, word in names.items()},
    )
    with connection.cursor() as cursor:
        for name, value in {**SPELLING, **BY_THE_KEY}.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        cursor.copy_expert(question, SimpleNamespace(write=entries.append))
    return entries
