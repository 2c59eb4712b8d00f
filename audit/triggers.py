"""The triggers that keep versions of rows, as SQL (docs/decisions/0017).

They differ from those that the packages would write in three things: nothing can tell them to look away (the
package's own clause reads a variable that any session may set); they run with the rights of the tables' owner,
so that nobody else needs the right to add a version; and nobody else may put them on a table of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pgtrigger
from pgtrigger import compiler

if TYPE_CHECKING:
    from django.db.models import Model

CHANGE_ID, CHANGE = "vigie.change_id", "vigie.change"  # what `audit.acts` tells the database about a transaction
OLD, NEW = "old_values", "new_values"
ROWS = {pgtrigger.Insert: NEW, pgtrigger.Update: NEW, pgtrigger.Delete: OLD}
LABELS = {pgtrigger.Insert: "insert", pgtrigger.Update: "update", pgtrigger.Delete: "delete"}


class VersionTriggerSql(compiler.UpsertTriggerSql):
    """What a migration runs to put such a trigger on a table."""

    def get_template(self) -> str:
        """Fixed: migrations that have run hold its hash.

        The plan of the first statement serves the others of a session: made for one row it must not be one that
        compares each with each when ten thousand come.
        """
        return """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS TRIGGER AS $$
                BEGIN
                    {func}
                    RETURN NULL;
                END;
            $$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_nestloop = off;
            REVOKE ALL ON FUNCTION {pgid}() FROM PUBLIC;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE TRIGGER {pgid}
                {when} {operation} ON {table}
                {referencing}
                FOR EACH {level}
                EXECUTE FUNCTION {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class VersionTrigger(pgtrigger.Trigger):
    """Writes a version of each row that a statement adds, changes or removes."""

    when = pgtrigger.After

    def __init__(self, versions: type[Model], operation: Any, level: Any = pgtrigger.Statement) -> None:
        self.versions, self.label = versions, LABELS[operation]
        referencing = None
        if level == pgtrigger.Statement:
            old = OLD if operation in (pgtrigger.Update, pgtrigger.Delete) else None
            new = NEW if operation in (pgtrigger.Update, pgtrigger.Insert) else None
            referencing = pgtrigger.Referencing(old=old, new=new)  # type: ignore[no-untyped-call]
        super().__init__(name=f"keep_{self.label}", operation=operation, level=level, referencing=referencing)

    def get_func(self, model: type[Model]) -> str:  # type: ignore[override] # the package means the class too
        """The statement that writes the versions."""
        row = ROWS[self.operation]  # type: ignore[index]
        at_once = self.level == pgtrigger.Statement
        alias = row if at_once else {OLD: "OLD", NEW: "NEW"}[row]
        values = {name: f'{alias}."{name}"' for name in self._columns(model)} | {
            "pgh_created_at": "clock_timestamp()",
            "pgh_label": f"'{self.label}'",
            "pgh_obj_id": f'{alias}."{_key(model)}"',
            "pgh_context": f"NULLIF(current_setting('{CHANGE}', true), '')::jsonb",
            "pgh_context_id": f"NULLIF(current_setting('{CHANGE_ID}', true), '')::uuid",
        }
        names = ", ".join(f'"{name}"' for name in values)
        table = f'public."{self.versions._meta.db_table}"'
        chosen = self._rows_at_once(model) if at_once else self._row(model)
        return f"INSERT INTO {table} ({names}) SELECT {', '.join(values.values())} {chosen};"

    def _rows_at_once(self, model: type[Model]) -> str:
        if self.operation != pgtrigger.Update:
            return f"FROM {ROWS[self.operation]}"  # type: ignore[index]
        key = _key(model)
        # A row whose key was changed has nothing to be compared with: it is kept.
        joined = f'FROM {NEW} LEFT JOIN {OLD} ON {OLD}."{key}" = {NEW}."{key}"'
        return f'{joined} WHERE {OLD}."{key}" IS NULL OR {self._differs(model, OLD, NEW)}'

    def _row(self, model: type[Model]) -> str:
        return f"WHERE {self._differs(model, 'OLD', 'NEW')}" if self.operation == pgtrigger.Update else ""

    def _differs(self, model: type[Model], old: str, new: str) -> str:
        names = self._columns(model)
        before, after = (", ".join(f'{alias}."{name}"' for name in names) for alias in (old, new))
        return f"({before}) IS DISTINCT FROM ({after})"

    def _columns(self, model: type[Model]) -> list[str]:
        kept = {field.name for field in self.versions._meta.concrete_fields}
        return [field.column for field in model._meta.concrete_fields if field.name in kept and field.column]

    def compile(self, model: type[Model]) -> compiler.Trigger:  # type: ignore[override]
        """As a migration holds it."""
        sql = VersionTriggerSql(
            pgid=self.get_pgid(model),  # type: ignore[arg-type]
            func=self.get_func(model),
            table=model._meta.db_table,
            when=self.when,
            operation=self.operation,
            referencing=self.referencing or "",
            level=self.level,
        )
        return compiler.Trigger(name=self.name, sql=sql)


def _key(model: type[Model]) -> str:
    column: str = model._meta.pk.column  # type: ignore[assignment] # what keeps versions has one
    return column
