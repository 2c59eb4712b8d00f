"""Steps of migrations: triggers are put on many tables at once, and rights are taken from the application's role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.migrations.operations.base import Operation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState
    from pgtrigger.compiler import Trigger


class ReadOnly(Operation):
    """The application may read these models' tables and nothing else; their triggers write, as the owner.

    Owed after each model that keeps versions: `ReadOnly("OfficerVersion", "PostingVersion")`.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, *models: str) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models are what they were."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, _from: ProjectState, to_state: ProjectState
    ) -> None:
        """Take the rights away."""
        role = schema_editor.quote_name(settings.DATABASE_APPLICATION_ROLE)
        for name in self.models:
            table = schema_editor.quote_name(to_state.apps.get_model(app_label, name)._meta.db_table)
            schema_editor.execute(f"REVOKE ALL ON {table} FROM {role}")
            schema_editor.execute(f"GRANT SELECT ON {table} TO {role}")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, _to: ProjectState
    ) -> None:
        """The rights stay away: what was kept is not given up because a migration is."""

    def describe(self) -> str:
        """What the migration says of it."""
        return f"The application only reads {', '.join(self.models)}"


class AddTriggers(Operation):
    """Puts the triggers of many tables on them: `AddTriggers({"case": [Trigger(…), …]})`.

    The package's own step takes one trigger, and Django draws every model anew after each: a first start would
    wait eight seconds longer for the room of records alone. A trigger changes nothing that a model is drawn from.
    """

    reduces_to_sql = True
    reversible = False

    def __init__(self, triggers: Mapping[str, Sequence[Trigger]]) -> None:
        self.triggers = triggers

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models know their triggers from here on."""
        for model, triggers in self.triggers.items():
            options: dict[str, Any] = state.models[app_label, model].options
            options["triggers"] = [*options.get("triggers", ()), *triggers]

    def database_forwards(
        self, _app_label: str, schema_editor: BaseDatabaseSchemaEditor, _from: ProjectState, _to: ProjectState
    ) -> None:
        """Put them on."""
        for triggers in self.triggers.values():
            for trigger in triggers:
                schema_editor.execute(trigger.install_sql, params=None)

    def describe(self) -> str:
        """What the migration says of it."""
        return f"The database keeps versions of {', '.join(self.triggers)}"
