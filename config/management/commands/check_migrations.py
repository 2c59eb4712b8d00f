"""What an upgrade would do to the database, told before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations import AlterField, DeleteModel, RemoveField, RenameField, RenameModel, RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser
    from django.db.migrations import Migration

# What the release before could not go on with, or what no way leads back from.
LOSING = (DeleteModel, RemoveField)
RENAMING = (RenameField, RenameModel)


class Command(BaseCommand):
    """Lists what is to be migrated. Exit code 1: the database is newer than this release; 3: something is lost."""

    help = "Lists migrations that are to come; refuses a database that is newer, and what loses something."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Say yes beforehand."""
        parser.add_argument("--accept", action="store_true", help="Go on also where something would be lost.")

    def handle(self, *_arguments: Any, accept: bool, **_options: Any) -> None:
        """Tell, and refuse. Raises CommandError."""
        loader = MigrationLoader(connection)
        if unknown := sorted(newer_than_us(loader)):
            told = ", ".join(unknown[:5])
            raise CommandError(f"The database was migrated by a newer release of Vigie, which knows {told}.")
        coming = unapplied(loader)
        for name, migration in coming:
            self.stdout.write(f"{name}: {len(migration.operations)} steps")
        self.stdout.write(f"{len(coming)} migrations are to come.")
        doubts = [f"{name}: {doubt}" for name, migration in coming for doubt in doubts_about(migration)]
        # In an empty database nothing can be lost.
        if doubts and not accept and loader.applied_migrations:
            raise CommandError("\n".join([*doubts, "Read the release's notes, then say --accept."]), returncode=3)


def newer_than_us(loader: MigrationLoader) -> Iterator[str]:
    """Migrations of our rooms that the database has had and this release does not know."""
    for room, name in MigrationRecorder(connection).applied_migrations():
        if (
            room in apps.app_configs
            and (room, name) not in loader.disk_migrations
            and not _replaced(loader, room, name)
        ):
            yield f"{room}.{name}"


def _replaced(loader: MigrationLoader, room: str, name: str) -> bool:
    return any((room, name) in migration.replaces for migration in loader.disk_migrations.values())


def unapplied(loader: MigrationLoader) -> list[tuple[str, Migration]]:
    """What is to be done, in its order."""
    plan: dict[tuple[str, str], None] = {}
    for leaf in loader.graph.leaf_nodes():
        plan |= dict.fromkeys(loader.graph.forwards_plan(leaf))
    to_do = [node for node in plan if node not in loader.applied_migrations]
    return [(f"{room}.{name}", loader.graph.nodes[room, name]) for room, name in to_do]


def doubts_about(migration: Migration) -> Iterator[str]:
    """Why one would make a backup before."""
    for operation in migration.operations:
        if isinstance(operation, LOSING):
            yield f"what stood there is lost: {operation.describe()}"
        elif isinstance(operation, RENAMING):
            yield f"the release before cannot work with it: {operation.describe()}"
        elif isinstance(operation, RunPython | RunSQL) and not operation.reversible:
            yield f"no way leads back: {operation.describe()}"
        elif isinstance(operation, AlterField) and not operation.field.null and operation.field.has_default():
            yield f"rows are rewritten: {operation.describe()}"
