"""A sealed log to be attacked, and what an attacker and a checker do."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit.actions import sealing
from audit.actions.seal_keys import public_keys_file
from audit.reports.protections import expected
from audit.reports.verification import verify
from audit.rules.heads import Head, read_head, read_keys
from audit.tasks import seal_books
from tests.audit.acts import do
from tests.house.databases import as_owner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

    from audit.reports.findings import Report, Wrong

ACTS, BATCH = 12, 4


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch, seal_folder: Path) -> list[int]:
    """The ids of twelve acts, sealed in three batches whose heads have left."""
    monkeypatch.setattr(sealing, "BATCH", BATCH)
    ids = [act.pk for act in do(ACTS)]
    seal_books()
    return ids


def tamper(statement: str, **values: object) -> None:
    as_owner(statement.format(**values), str(connection.settings_dict["NAME"]))


def outside(settings: Settings) -> list[Head]:
    return [read_head(line) for line in Path(settings.SEAL_HEADS).read_text().splitlines()]


def check(heads: list[Head] | None = None) -> Report:
    return verify(read_keys(public_keys_file().read_text().splitlines()), heads or [], expected())


def found(report: Report) -> list[tuple[Wrong, int | None]]:
    return [(finding.wrong, finding.entry_id) for finding in report.findings]


def command(*arguments: str) -> tuple[int, str]:
    """Exit code, and all that was said."""
    said = io.StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=said)
    except CommandError as error:
        return error.returncode, f"{said.getvalue()}\n{error}"
    return 0, said.getvalue()


@pytest.fixture
def alone_at_last(transactional_db: None) -> Iterator[None]:
    """Wait until every further connection of the test is gone: the database is about to be copied anew."""
    yield
    others = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(others)
            if not cursor.fetchall():
                return
        time.sleep(0.01)
