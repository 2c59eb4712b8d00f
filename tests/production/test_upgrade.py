"""An upgrade in one command: looked at first, backed up before, and stopped where something is wrong."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.db.migrations import AddField, DeleteModel, Migration, RemoveField, RenameField, RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from config.management.commands import check_migrations
from house.places import ROOT

# What docker compose is asked for is written down; the container engine itself is not at hand where tests run.
ENGINE = """#!/bin/sh
echo "$VIGIE_VERSION $*" >> "$ASKED"
case "$*" in *"$REFUSES"*) exit 1 ;; esac
"""


# --- the look -------------------------------------------------------------------------------------
def looked(*words: str) -> str:
    told = StringIO()
    call_command("check_migrations", *words, stdout=told)
    return told.getvalue()


def planned(monkeypatch: pytest.MonkeyPatch, *operations: object) -> None:
    """One migration is to come, with these steps."""
    migration = Migration("0099_next", "audit")
    migration.__dict__["operations"] = list(operations)
    monkeypatch.setattr(check_migrations, "unapplied", lambda _loader: [("audit.0099_next", migration)])


def test_nothing_is_to_come(db: None) -> None:
    assert looked() == "0 migrations are to come.\n"


def test_adding_is_no_doubt(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    planned(monkeypatch, AddField("run", "more", models.TextField(default="")))

    assert looked() == "audit.0099_next: 1 steps\n1 migrations are to come.\n"


@pytest.mark.parametrize(
    ("operation", "why"),
    [
        (RemoveField("run", "word"), "is lost"),
        (DeleteModel("RunLine"), "is lost"),
        (RenameField("run", "word", "sentence"), "release before"),
        (RunPython(RunPython.noop), "no way leads back"),
    ],
)
def test_what_loses_something_is_told(db: None, monkeypatch: pytest.MonkeyPatch, operation: object, why: str) -> None:
    planned(monkeypatch, operation)

    with pytest.raises(CommandError, match=why) as refusal:
        looked()
    assert refusal.value.returncode == 3
    assert "1 migrations" in looked("--accept")


def test_what_is_to_come_is_found(db: None) -> None:
    loader = MigrationLoader(connection)
    latest = max(name for room, name in loader.graph.nodes if room == "audit")
    del loader.applied_migrations["audit", latest]

    assert [name for name, _ in check_migrations.unapplied(loader)] == [f"audit.{latest}"]


def test_a_newer_database_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    applied = MigrationRecorder(connection).applied_migrations()
    newer = {**applied, ("audit", "0999_from_the_future"): None, ("gone_package", "0001_initial"): None}
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _recorder: newer)

    with pytest.raises(CommandError, match=r"newer release of Vigie, which knows audit\.0999_from_the_future\."):
        looked("--accept")


# --- the command ------------------------------------------------------------------------------------
@dataclass
class Server:
    """A folder with an installation, and an engine that writes down what it is asked for."""

    place: Path

    def upgrade(self, *words: str, refuses: str = "nothing at all") -> subprocess.CompletedProcess[str]:
        around = {"PATH": f"{self.place / 'bin'}:{os.environ['PATH']}", "ASKED": str(self.place / "asked")}
        command = [str(self.place / "deploy" / "upgrade"), *words]
        return subprocess.run(command, env=around | {"REFUSES": refuses}, capture_output=True, text=True, check=False)

    @property
    def asked(self) -> list[str]:
        told = self.place / "asked"
        return told.read_text().splitlines() if told.exists() else []

    @property
    def version(self) -> str:
        return (self.place / ".env").read_text()


@pytest.fixture
def server(tmp_path: Path) -> Server:
    for name, text in {"deploy/upgrade": (ROOT / "deploy/upgrade").read_text(), "bin/docker": ENGINE}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    (tmp_path / ".env").write_text("VIGIE_HOST=vigie.example.org\nVIGIE_VERSION=1.4\nEMAIL_URL=\n")
    return Server(tmp_path)


def test_upgrade_looks_backs_up_and_starts(server: Server) -> None:
    done = server.upgrade("1.5")

    assert done.returncode == 0, done.stderr
    said = [line.split() for line in server.asked]
    assert {line[0] for line in said} == {"1.5"}, "the new release makes the backup and the look"
    order = [
        next(word for word in ("build", "check_migrations", "script/backup", "up") if word in line) for line in said
    ]
    assert order == ["build", "build", "check_migrations", "script/backup", "up"]
    assert server.version == "VIGIE_HOST=vigie.example.org\nVIGIE_VERSION=1.5\nEMAIL_URL=\n"
    assert (server.place / ".env").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("refuses", "last", "word"),
    [("check_migrations", "check_migrations", "1.4 still runs"), ("script/backup", "script/backup", "No backup")],
)
def test_where_one_step_fails_nothing_is_changed(server: Server, refuses: str, last: str, word: str) -> None:
    done = server.upgrade("1.5", refuses=refuses)

    assert done.returncode == 1
    assert word in done.stderr
    assert last in server.asked[-1]
    assert "VIGIE_VERSION=1.4" in server.version


def test_a_release_that_does_not_start_says_the_way_back(server: Server) -> None:
    done = server.upgrade("1.5", "--accept", refuses=" up ")

    assert done.returncode == 1
    assert "VIGIE_VERSION=1.4" in done.stderr
    assert "--replace" in done.stderr
    assert any("check_migrations --accept" in line for line in server.asked)


@pytest.mark.parametrize("words", [(), ("1.4",), ("--accept",), ("1.5; rm -rf /",), ("1.5", "--force"), ("../x",)])
def test_what_an_upgrade_refuses(server: Server, words: tuple[str, ...]) -> None:
    done = server.upgrade(*words)

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert server.asked == []
