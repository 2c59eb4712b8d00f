"""Writes the entries of an edition into the tables, a hundred thousand in a few seconds."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

from reference.actions.comparing import Comparison, retirements
from reference.models import Code, Edition, Place, table_of
from reference.rules.entries import Entry
from reference.rules.trees import levels

_INCOMING = """
CREATE TEMPORARY TABLE incoming (
    code varchar, parent varchar, fr text, en text, pt text, synonyms text, note text, valid_from date,
    valid_until date, details jsonb, weight smallint, search text, digest varchar
) ON COMMIT DROP
"""
_WRITTEN = (
    "fr", "en", "pt", "synonyms", "note", "valid_from", "valid_until", "details", "weight", "search", "digest",
)  # fmt: skip
_NULL = "\\N"
MANY = 500  # after so many new rows the planner has to look at the tables again


def write(edition: Edition, comparison: Comparison) -> None:
    """Put an edition in force: new codes are added, changed ones rewritten, left-out ones retired."""
    code_list = edition.code_list
    table = table_of(code_list.pk)
    left_out = retirements(code_list, comparison.retired, edition.from_on) if comparison.retired else []
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS incoming")
        cursor.execute(_INCOMING)
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")  # new words go into the index all together
        _copy(cursor, [*comparison.changed, *left_out])
        _update(cursor, table._meta.db_table, edition)
        cursor.execute("TRUNCATE incoming")
        _copy(cursor, comparison.added)
        _insert(cursor, table, edition)
        if len(comparison.added) + len(comparison.changed) > MANY:
            cursor.execute("SELECT reference_settle()")
        if code_list.definition.tree:
            _hang(cursor, edition, [*comparison.added, *comparison.changed])
        if not code_list.definition.large and comparison.order:
            _put_in_order(cursor, table._meta.db_table, edition, comparison.order)
        cursor.execute("DROP TABLE incoming")


def _copy(cursor: CursorWrapper, entries: Iterable[Entry]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for entry in entries:
        writer.writerow(_cells(entry))
    buffer.seek(0)
    cursor.copy_expert(f"COPY incoming FROM STDIN (FORMAT csv, NULL '{_NULL}')", buffer)


def _cells(entry: Entry) -> list[str | int]:
    return [
        entry.code, entry.parent, entry.fr, entry.en, entry.pt, entry.synonyms, entry.note,
        str(entry.valid_from or _NULL), str(entry.valid_until or _NULL),
        json.dumps(entry.details, ensure_ascii=False), entry.weight, entry.search, entry.digest,
    ]  # fmt: skip


def _update(cursor: CursorWrapper, table: str, edition: Edition) -> None:
    taken = ", ".join(f"{name} = incoming.{name}" for name in _WRITTEN)
    cursor.execute(
        f"UPDATE {table} SET {taken}, edition_id = %s FROM incoming "  # noqa: S608 (names of ours)
        f"WHERE {table}.code_list_id = %s AND {table}.code = incoming.code",
        [edition.pk, edition.code_list_id],
    )


def _insert(cursor: CursorWrapper, table: type[Code] | type[Place], edition: Edition) -> None:
    level = ", level" if table is Code else ""
    columns = ", ".join(("code", *_WRITTEN))
    cursor.execute(
        f"INSERT INTO {table._meta.db_table} ({columns}, code_list_id, edition_id, position{level}) "  # noqa: S608
        f"SELECT {columns}, %s, %s, 0{', 1' if level else ''} FROM incoming ORDER BY code",
        [edition.code_list_id, edition.pk],
    )


def _hang(cursor: CursorWrapper, edition: Edition, entries: Sequence[Entry]) -> None:
    """Point each entry to its parent, which exists by now, and tell how deep everything stands."""
    codes, parents = [entry.code for entry in entries], [entry.parent for entry in entries]
    cursor.execute(
        "UPDATE reference_code AS child SET parent_id = parent.id "
        "FROM unnest(%s::varchar[], %s::varchar[]) AS told (code, parent) "
        "LEFT JOIN reference_code AS parent ON parent.code_list_id = %s AND parent.code = told.parent "
        "WHERE child.code_list_id = %s AND child.code = told.code AND child.parent_id IS DISTINCT FROM parent.id",
        [codes, parents, edition.code_list_id, edition.code_list_id],
    )
    rows = Code.objects.of(edition.code_list_id).values_list("pk", "code", "parent_id")
    named = {pk: code for pk, code, _ in rows}
    depths = levels({code: named.get(parent, "") for _, code, parent in rows})
    cursor.execute(
        "UPDATE reference_code SET level = told.level FROM unnest(%s::varchar[], %s::int[]) AS told (code, level) "
        "WHERE code_list_id = %s AND reference_code.code = told.code AND reference_code.level <> told.level",
        [list(depths), list(depths.values()), edition.code_list_id],
    )


def _put_in_order(cursor: CursorWrapper, table: str, edition: Edition, order: Sequence[str]) -> None:
    cursor.execute(
        f"UPDATE {table} SET position = told.position "  # noqa: S608 (a name of ours)
        "FROM unnest(%s::varchar[]) WITH ORDINALITY AS told (code, position) "
        f"WHERE code_list_id = %s AND {table}.code = told.code AND {table}.position <> told.position",
        [list(order), edition.code_list_id],
    )
