"""What stands in the tables, read by plain SQL and hashed outside the database.

Nothing of the models is used here, nor the statements that sealing uses: the spelling is asked for again as
docs/decisions/0016 says. The server is trusted to print what it holds, and not to hash it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from types import SimpleNamespace

import psycopg2
import psycopg2.extensions
from django.db import connection as django_connection
from psycopg2 import sql

from audit.rules.heads import Head

SETTINGS = """
SET LOCAL statement_timeout = 0; SET LOCAL search_path = pg_catalog; SET LOCAL row_security = off;
SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'iso_8601';
SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex';
SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off
"""
BY_NO_INDEX = """
SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off
"""
SEALS = """
SELECT book, number, columns::text[], first_id, last_id, count, listed, head, previous,
       to_char(made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), key_id, signature, frontier, ids, leaves
FROM public.audit_seal WHERE book = %s ORDER BY number
"""
HEAD = f"{SEALS.partition(', frontier')[0]} FROM public.audit_seal WHERE book = %s"
NEWEST_HEAD = f"{HEAD} ORDER BY number DESC LIMIT 1"
ONE_HEAD = f"{HEAD} AND number = %s"
HEAD_OVER = f"{HEAD} AND last_id >= %s ORDER BY number LIMIT 1"
# The hashes of entries `start` to `stop` (not included), out of the lists of the seals that hold them.
LEAVES = """
SELECT substring(leaves FROM (greatest(%(start)s - before, 0) * 32 + 1)::int
                 FOR ((least(%(stop)s, count) - greatest(%(start)s, before)) * 32)::int)
FROM (SELECT leaves, count, count - octet_length(leaves) / 32 AS before FROM public.audit_seal
      WHERE book = %(book)s AND count > %(start)s
        AND count <= (SELECT min(count) FROM public.audit_seal WHERE book = %(book)s AND count >= %(stop)s)
      ORDER BY count) AS listed
WHERE before < %(stop)s
"""
LINES = sql.SQL(
    "COPY (SELECT {columns} FROM public.{table} WHERE {key} > {after} AND {key} <= {until} ORDER BY {key}) TO STDOUT"
)
LINE = sql.SQL("COPY (SELECT {columns} FROM public.{table} WHERE {key} = {id}) TO STDOUT")
NEWER = sql.SQL("SELECT count(*) FROM public.{table} WHERE {key} > {after}")
ROWS = sql.SQL("SELECT count(*) FROM public.{table}")
SUBTREES = (
    "SELECT root FROM public.audit_sealsubtree WHERE book = %s AND level = %s AND place >= %s ORDER BY place LIMIT %s"
)
SUBTREE_COUNT = "SELECT count(*) FROM public.audit_sealsubtree WHERE book = %s"
SEALS_AT_ONCE = 4
ID, HASH = 8, 32  # bytes
FIRST, LAST = -(2**63), 2**63 - 1

Leaf = tuple[int, bytes]
Connection = psycopg2.extensions.connection
Cursor = psycopg2.extensions.cursor


class CannotCheckError(RuntimeError):
    """The question cannot be answered: neither "all is well" nor "something was changed" may be said."""


@dataclass(frozen=True)
class SealRow:
    """One seal as it stands in the table."""

    head: Head
    frontier: bytes
    ids: bytes
    leaves: bytes

    @property
    def is_whole(self) -> bool:
        """Whether the list has a hash for each id."""
        return len(self.ids) * HASH == len(self.leaves) * ID and not len(self.ids) % ID

    @property
    def listing(self) -> list[Leaf]:
        """The ids and hashes that the seal lists; a torn end is a last leaf that fits nothing."""
        ids = [self.ids[place : place + ID] for place in range(0, len(self.ids), ID)]
        hashes = [self.leaves[place : place + HASH] for place in range(0, len(self.leaves), HASH)]
        pairs = zip_longest(ids, hashes, fillvalue=b"")
        return [(int.from_bytes(number, "big", signed=True), leaf) for number, leaf in pairs]


@contextmanager
def one_view() -> Iterator[Connection]:
    """A connection of its own that sees the tables as they are at one moment, and can change nothing."""
    connection = psycopg2.connect(**django_connection.get_connection_params())
    try:
        connection.set_client_encoding("UTF8")
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with connection.cursor() as cursor:
            cursor.execute(SETTINGS)
        yield connection
    finally:
        connection.close()


def lines(connection: Connection, table: str, columns: Sequence[str], *, after: int, until: int) -> list[bytes]:
    """The entries with ids above `after` up to `until`, in their order, as PostgreSQL spells them."""
    return _copied(connection, LINES, table, columns, after=after, until=until)


def entry(connection: Connection, table: str, columns: Sequence[str], entry_id: int) -> bytes | None:
    """One entry as it is spelt now."""
    found = _copied(connection, LINE, table, columns, id=entry_id)
    return found[0] if found else None


def newer(connection: Connection, table: str, key: str, after: int) -> int:
    """How many entries stand above an id."""
    question = NEWER.format(table=sql.Identifier(table), key=sql.Identifier(key), after=sql.Literal(after))
    return _number(connection, question)


def rows_by_no_index(connection: Connection, table: str) -> int:
    """How many rows the table holds, whatever its indexes say."""
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT as_before")
        cursor.execute(BY_NO_INDEX)
        found = _number(connection, ROWS.format(table=sql.Identifier(table)))
        cursor.execute("ROLLBACK TO SAVEPOINT as_before")
    return found


def seals(connection: Connection, book: str) -> Iterator[SealRow]:
    """Each seal of a book, the oldest first."""
    cursor = connection.cursor("seals")  # the server keeps all but the next few
    cursor.itersize = SEALS_AT_ONCE
    try:
        cursor.execute(SEALS, [book])
        for row in cursor:
            *said, frontier, ids, leaves = row
            yield SealRow(_head_of(said), bytes(frontier), bytes(ids), bytes(leaves))
    finally:
        cursor.close()


def newest_head(connection: Connection, book: str) -> Head | None:
    """What the newest seal of a book says."""
    return _head(connection, NEWEST_HEAD, book)


def one_head(connection: Connection, book: str, number: int) -> Head | None:
    """What one seal of a book says."""
    return _head(connection, ONE_HEAD, book, number)


def head_over(connection: Connection, book: str, entry_id: int) -> Head | None:
    """What the seal says that was made over this entry, if it is sealed."""
    return _head(connection, HEAD_OVER, book, entry_id)


def _head(connection: Connection, question: str, *values: object) -> Head | None:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        row = cursor.fetchone()
    return _head_of(row) if row else None


def place_of(connection: Connection, over: Head, entry_id: int) -> int | None:
    """Where in the log an entry stands, by the list of its seal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ids FROM public.audit_seal WHERE book = %s AND number = %s", [over.book, over.number])
        ((ids,),) = cursor.fetchall()
    listed = [bytes(ids[place : place + ID]) for place in range(0, len(ids), ID)]
    sought = entry_id.to_bytes(ID, "big", signed=True)
    return over.count - len(listed) + listed.index(sought) if sought in listed else None


def leaves(connection: Connection, book: str, start: int, stop: int) -> list[bytes]:
    """The hashes of the entries at these places of the log, as the seals list them."""
    with connection.cursor() as cursor:
        cursor.execute(LEAVES, {"book": book, "start": start, "stop": stop})
        found = b"".join(bytes(part) for (part,) in cursor)
    return [found[place : place + HASH] for place in range(0, len(found), HASH)]


def _head_of(said: Sequence[object]) -> Head:
    """What a row of a seal says, columns in the order of `Head`."""
    book, number, columns, *rest = (bytes(value) if isinstance(value, memoryview) else value for value in said)
    return Head(book, number, tuple(columns), *rest)  # type: ignore[arg-type] # as the columns of the table are


def subtrees(connection: Connection, book: str, level: int, place: int, number: int) -> list[bytes]:
    """So many roots of a level, from a place on, as they are kept."""
    with connection.cursor() as cursor:
        cursor.execute(SUBTREES, [book, level, place, number])
        return [bytes(root) for (root,) in cursor]


def subtree_count(connection: Connection, book: str) -> int:
    """How many roots are kept for a book."""
    with connection.cursor() as cursor:
        cursor.execute(SUBTREE_COUNT, [book])
        ((number,),) = cursor.fetchall()
    return int(number)


def _copied(
    connection: Connection, question: sql.SQL, table: str, columns: Sequence[str], **numbers: int
) -> list[bytes]:
    """The key is the first of the columns, as in every seal."""
    found: list[bytes] = []
    statement = question.format(
        table=sql.Identifier(table),
        key=sql.Identifier(columns[0]),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        **{name: sql.Literal(number) for name, number in numbers.items()},
    )
    with connection.cursor() as cursor:
        cursor.copy_expert(statement, SimpleNamespace(write=found.append))
    return found


def _number(connection: Connection, question: sql.Composed) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        ((number,),) = cursor.fetchall()
    return int(number)
