"""When a row was changed last, kept by the database itself, so that nothing goes round it; and what is settled.

A trigger writes both marks on every insert and update, also of raw SQL and bulk writes. `updated_at` is for people;
`updated_in`, the number of the writing transaction, is for programs that fetch what is new: a clock cannot tell
which slow transaction will still bring older times, while PostgreSQL knows which numbers are still under way.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, models
from django.db.models.functions import Now

FUNCTION = """
CREATE OR REPLACE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_in := pg_current_xact_id()::text::bigint;
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END $$
"""
# The system identifier changes with a restore into a new cluster, where the numbers begin again.
POSITION = """
SELECT (SELECT system_identifier FROM pg_control_system()),
       pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint
"""


class Changing(models.Model):
    """A row that knows when it was changed last. Its migration runs `followed` for its table."""

    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_in = models.BigIntegerField(db_default=0, editable=False)

    class Meta:
        abstract = True


@dataclass(frozen=True)
class Position:
    """Where the database stands. All changes below `settled` can be seen by everybody; none reach `next`."""

    cluster: int
    settled: int
    next: int


def position() -> Position:
    """As of now. To be asked before the rows are, so that what commits between the two is told again, not lost."""
    with connection.cursor() as cursor:
        cursor.execute(POSITION)
        return Position(*cursor.fetchone())


def followed(table: str, *watched: str) -> str:
    """The SQL that has changes of a table noted; where columns are named, only changes of those.

    Setting `updated_in` to anything always counts: that is how a change elsewhere touches a row.
    """
    told = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in (*watched, "updated_in"))
    when = f"WHEN ({told})" if watched else ""
    return (
        f"CREATE TRIGGER note_insert BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION note_change();\n"
        f"CREATE TRIGGER note_update BEFORE UPDATE ON {table} FOR EACH ROW {when} EXECUTE FUNCTION note_change();"
    )


def touching(table: str, touched: str, *columns: str) -> str:
    """The SQL by which a change in one table counts as a change of the rows of another that its columns name."""
    named = " OR ".join(f"id = ROW_OF.{column}" for column in columns)
    touch = f"UPDATE {touched} SET updated_in = -1 WHERE {named};"  # noqa: S608 - names of ours
    old, new = touch.replace("ROW_OF", "OLD"), touch.replace("ROW_OF", "NEW")
    return (
        f"CREATE FUNCTION {table}_touches() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
        f"IF TG_OP <> 'INSERT' THEN {old} END IF;\n"
        f"IF TG_OP <> 'DELETE' THEN {new} END IF;\n"
        "RETURN NULL; END $$;\n"
        f"CREATE TRIGGER note_elsewhere AFTER INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_touches();"
    )
