"""The books: the tables that the application may read and not change. Each is sealed by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    class Cursor(Protocol):
        """A cursor, of Django or of the driver."""

        def execute(self, query: str, values: Sequence[Any] | dict[str, Any], /) -> Any:
            """Run one statement."""

        def fetchall(self) -> list[tuple[Any, ...]]:
            """All rows."""


THE_SEALS = ("audit_seal", "audit_sealsubtree", "audit_sealdelivery")

# A table that has been sealed once stays a book, whatever the application's role is allowed later.
BOOKS = """
SELECT t.relname::text,
       (SELECT a.attname::text FROM pg_catalog.pg_index AS i
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = t.oid AND i.indisprimary AND i.indnkeyatts = 1
          AND a.atttypid IN ('pg_catalog.int8'::regtype, 'pg_catalog.int4'::regtype)),
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped),
       t.relkind = 'r' AND t.relpersistence = 'p' AND NOT t.relhasrules AND NOT t.relrowsecurity
           AND NOT t.relhassubclass AND NOT t.relispartition
FROM pg_catalog.pg_class AS t
WHERE t.relnamespace = 'public'::regnamespace AND t.relname <> ALL (%(own)s)
  AND (t.relname::text IN (SELECT book FROM public.audit_seal)
       OR t.relkind IN ('r', 'p') AND has_table_privilege(%(role)s, t.oid, 'SELECT')
           AND NOT has_any_column_privilege(%(role)s, t.oid, 'UPDATE')
           AND NOT has_table_privilege(%(role)s, t.oid, 'DELETE, TRUNCATE'))
ORDER BY t.relname
"""


@dataclass(frozen=True)
class Book:
    """One table, its key, and all its columns, the key first."""

    table: str
    key: str
    columns: tuple[str, ...]
    plain: bool  # a table and nothing but; no rule, policy or heir stands before what is written


def books(cursor: Cursor, role: str) -> list[Book]:
    """All books, by table. `key` is empty where a table has no key of whole numbers: it cannot be sealed."""
    cursor.execute(BOOKS, {"own": list(THE_SEALS), "role": role})
    return [
        Book(table, key or "", tuple(sorted(columns, key=lambda column: column != key)), plain)
        for table, key, columns, plain in cursor.fetchall()
    ]
