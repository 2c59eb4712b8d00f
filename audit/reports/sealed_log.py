"""What stands in the tables, read by plain SQL through a cursor that holds some rows at a time.

Nothing of the models is used here, nor the spelling that sealing uses: the entry is spelt again from what
docs/decisions/0016 says. What both got wrong would be seen as wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg2
import psycopg2.extensions
from django.db import connection as django_connection

from audit.merkle import leaf_hash
from audit.rules.heads import Head

UTC_TEXT = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
SPELT = {"at": UTC_TEXT.format("at")} | {name: f"{name}::text" for name in ("change_id", "details", "recipients")}
NAMES = (
    "act", "at", "by_id", "by_name", "by_office_code", "change_id", "details", "id", "office_code", "operation",
    "reason", "recipients", "request_id", "role_code", "subject_id", "subject_kind", "subject_label",
)  # fmt: skip
ID = NAMES.index("id")
ENTRIES = f"SELECT {', '.join(SPELT.get(name, name) for name in NAMES)} FROM public.audit_act"  # noqa: S608 - fixed words
SEALS = f"""
SELECT number, first_id, last_id, count, head, previous, {UTC_TEXT.format("made_at")}, key_id, signature,
       frontier, leaves
FROM public.audit_seal
"""  # noqa: S608 - fixed words
SHAPE = """
SELECT relkind = 'r' AND NOT relhasrules AND NOT relrowsecurity AND NOT relhassubclass,
       (SELECT array_agg(attname::text ORDER BY attname::text) FROM pg_attribute
        WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped)
FROM pg_class WHERE oid = to_regclass('public.audit_act')
"""
ENTRY_SIZE = 40  # id and hash of one act in the list of a seal
ENTRIES_AT_ONCE = 5_000
SEALS_AT_ONCE = 4
_spell = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

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
    leaves: bytes

    @property
    def listed(self) -> list[Leaf]:
        """The ids and hashes that the seal lists; a torn end is a last leaf that fits nothing."""
        places = range(0, len(self.leaves), ENTRY_SIZE)
        cut = (self.leaves[place : place + ENTRY_SIZE] for place in places)
        return [(int.from_bytes(leaf[:8], "big", signed=True), leaf[8:]) for leaf in cut]


@contextmanager
def one_view() -> Iterator[Connection]:
    """A connection of its own that sees the tables as they are at one moment, and can change nothing."""
    connection = psycopg2.connect(**django_connection.get_connection_params())
    try:
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL search_path = pg_catalog")
        yield connection
    finally:
        connection.close()


def require_shape(connection: Connection) -> None:
    """Raise CannotCheckError unless the acts stand in a plain table with the columns that are sealed."""
    with connection.cursor() as cursor:
        cursor.execute(SHAPE)
        found = cursor.fetchone()
    if found is None:
        raise CannotCheckError("there is no table audit_act")
    plain, columns = found
    if not plain:
        raise CannotCheckError("audit_act is not a plain table: rules, policies or a view stand before what is written")
    if tuple(columns) != NAMES:
        raise CannotCheckError(f"audit_act has the columns {', '.join(columns)}; sealed are {', '.join(NAMES)}")


def entry_of(row: tuple[Any, ...]) -> str:
    """The entry spelt as it is hashed."""
    return _spell(dict(zip(NAMES, row, strict=True)))


def leaves(connection: Connection) -> Iterator[Leaf]:
    """Each act's id and hash, in the order of ids."""
    with _streaming(connection, "acts", ENTRIES_AT_ONCE) as cursor:
        cursor.execute(f"{ENTRIES} ORDER BY id")
        for row in cursor:
            yield row[ID], leaf_hash(entry_of(row).encode())


def entry(connection: Connection, act_id: int) -> str | None:
    """One act as it is spelt now."""
    with connection.cursor() as cursor:
        cursor.execute(f"{ENTRIES} WHERE id = %s", [act_id])
        row = cursor.fetchone()
    return entry_of(row) if row else None


def seals(connection: Connection) -> Iterator[SealRow]:
    """Each seal, the oldest first."""
    with _streaming(connection, "seals", SEALS_AT_ONCE) as cursor:
        cursor.execute(f"{SEALS} ORDER BY number")
        for row in cursor:
            number, first_id, last_id, count, head, previous, made_at, key_id, signature, frontier, listed = row
            yield SealRow(
                Head(number, first_id, last_id, count, bytes(head), bytes(previous), made_at, key_id, bytes(signature)),
                bytes(frontier),
                bytes(listed),
            )


@contextmanager
def _streaming(connection: Connection, name: str, at_once: int) -> Iterator[Cursor]:
    """A cursor of the server, which keeps all rows but the next few."""
    cursor = connection.cursor(name)
    cursor.itersize = at_once
    try:
        yield cursor
    finally:
        cursor.close()
