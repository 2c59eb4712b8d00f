"""A step of a migration that takes rights from the application's role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.migrations.operations.base import Operation

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState


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
