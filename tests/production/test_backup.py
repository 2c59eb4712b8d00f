"""What a backup holds comes back to the last row and byte, or is refused by name."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import signal
import subprocess
import tarfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg2
import psycopg2.errors
import pytest

from house.archive import DUMP, MANIFEST, SUM
from house.database import TABLES, rows_of
from house.places import ROOT
from house.processes import dies_with_parent
from tests.house import databases

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.slow_house, pytest.mark.xdist_group("backup")]
SOURCE, TARGET = "backup_source", "backup_target"
COMPANY = f"SELECT pid FROM pg_stat_activity WHERE datname = '{TARGET}'"  # noqa: S608  (our own name)
UPLOADED = {"slips/2026/Constatation n° 7.pdf": b"%PDF-" + bytes(range(256)) * 40, "photo.jpg": b"\xff\xd8" * 999}


@dataclass
class Place:
    """One server's database and folder."""

    database: str
    var: Path

    @property
    def environment(self) -> dict[str, str]:
        urls = {
            "DATABASE_URL": databases.url_of(self.database),
            "DATABASE_OWNER_URL": databases.url_of(self.database, owner=True),
        }
        return os.environ | urls | {"VIGIE_VAR": str(self.var)}

    def run(self, command: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """One of the two commands."""
        return subprocess.run(
            [ROOT / "script" / command, *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def refused(self, command: str, *arguments: str | Path) -> str:
        """The one line that a command says when it refuses."""
        done = self.run(command, *arguments)
        said = re.sub(r"^ .*\n", "", done.stderr, flags=re.MULTILINE).strip()
        assert done.returncode == 1, said
        assert said.count("\n") == 0, said
        return said

    def rows(self) -> list[tuple[object, ...]]:
        """How many rows each table has."""
        tables = [str(name) for (name,) in databases.as_owner(TABLES, self.database)]
        return sorted(databases.as_owner(rows_of(tables), self.database)) if tables else []

    def files(self) -> dict[str, bytes]:
        top = self.var / "files"
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}

    def left_aside(self) -> list[str]:
        """What an exchange of files has not cleared away."""
        return [path.name for path in (self.var / "files").iterdir() if path.name.startswith(".")]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The demo's people and offices, and two uploaded files."""
    place = Place(SOURCE, tmp_path_factory.mktemp("source"))
    databases.copy(databases.migrated_template(), SOURCE)
    environment = place.environment | {"VIGIE_DEMO": "1"}
    command = [str(ROOT / ".venv/bin/python"), str(ROOT / "manage.py"), "load_demo"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    for name, content in UPLOADED.items():
        (place.var / "files" / name).parent.mkdir(parents=True, exist_ok=True)
        (place.var / "files" / name).write_bytes(content)
    yield place
    databases.drop(SOURCE)


@pytest.fixture(scope="module")
def archive(source: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    began = time.monotonic()
    file = tmp_path_factory.mktemp("archive") / "vigie.tar"
    done = source.run("backup", file)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(file)
    print(f"backup {time.monotonic() - began:.2f} s, {file.stat().st_size} bytes")  # noqa: T201 (a figure)
    return file


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Place]:
    """An empty database and an empty folder."""
    databases.drop(TARGET)
    databases.as_owner(f"CREATE DATABASE {TARGET}")
    yield Place(TARGET, tmp_path)
    databases.drop(TARGET)


def test_round_trip(source: Place, archive: Path, target: Place) -> None:
    began = time.monotonic()
    done = target.run("restore", archive)

    print(f"restore {time.monotonic() - began:.2f} s")  # noqa: T201 (a figure)
    assert done.returncode == 0, done.stderr
    assert "are back" in done.stderr
    assert target.rows() == source.rows() != []
    assert target.files() == UPLOADED
    query = "SELECT md5(string_agg(o::text, '' ORDER BY id)) FROM accounts_officer o"
    assert databases.as_owner(query, TARGET) == databases.as_owner(query, SOURCE)


def test_the_application_may_do_afterwards_what_it_might_before(archive: Path, source: Place, target: Place) -> None:
    target.run("restore", archive)
    query = (
        "SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'S') ORDER BY 1"
    )
    defaults = "SELECT defaclobjtype, defaclacl::text FROM pg_default_acl ORDER BY 1"

    assert databases.as_owner(query, TARGET) == databases.as_owner(query, SOURCE)
    assert databases.as_owner(defaults, TARGET) == databases.as_owner(defaults, SOURCE)
    ran = subprocess.run(
        [ROOT / ".venv/bin/python", ROOT / "manage.py", "migrate", "--check"],
        env=target.environment,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_what_is_there_is_replaced_only_on_demand(archive: Path, source: Place, target: Place) -> None:
    assert target.run("restore", archive).returncode == 0
    databases.as_owner("CREATE TABLE later (n int); INSERT INTO later VALUES (1)", TARGET)
    (target.var / "files" / "later.txt").write_text("later")

    assert "not empty" in target.refused("restore", archive)
    assert (target.var / "files" / "later.txt").exists()
    folder = (target.var / "files").stat().st_ino  # it may be a volume, which cannot be renamed
    done = target.run("restore", archive, "--replace")
    assert done.returncode == 0, done.stderr
    assert (target.var / "files").stat().st_ino == folder
    assert target.left_aside() == []
    assert target.rows() == source.rows()
    assert target.files() == UPLOADED


def test_nobody_else_is_in_the_database(archive: Path, target: Place) -> None:
    company = subprocess.Popen(
        [ROOT / ".venv/bin/python", ROOT / "manage.py", "shell", "-v0", "-c",
         "from django.db import connection; connection.ensure_connection(); print('in', flush=True); input()"],
        env=target.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert company.stdout
    assert company.stdout.readline().strip() == b"in"
    try:
        assert "stop web, workers and clock first" in target.refused("restore", archive)
    finally:
        company.communicate(b"\n")


def _middle_of(archive: Path, name: str) -> int:
    with tarfile.open(archive) as tar:
        member = tar.getmember(name)
        return member.offset_data + member.size // 2


@pytest.mark.parametrize("part", [DUMP, f"files/{next(iter(UPLOADED))}", MANIFEST])
def test_one_flipped_bit_is_found_and_named(archive: Path, target: Place, tmp_path: Path, part: str) -> None:
    damaged = tmp_path / "damaged.tar"
    content = bytearray(archive.read_bytes())
    content[_middle_of(archive, part)] ^= 0b100
    damaged.write_bytes(content)

    said = target.refused("restore", damaged)
    assert "damaged" in said
    assert part in said
    assert target.rows() == []
    assert not (target.var / "files").exists()


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.97])
def test_a_torn_archive_is_refused(archive: Path, target: Place, tmp_path: Path, kept: float) -> None:
    torn = tmp_path / "torn.tar"
    torn.write_bytes(archive.read_bytes()[: int(archive.stat().st_size * kept)])

    said = target.refused("restore", torn)
    assert "damaged" in said or "too soon" in said
    assert target.rows() == []


def test_an_interrupted_restore_leaves_what_was_there(archive: Path, source: Place, target: Place) -> None:
    """Killed at once and ever later: the rows are all those from before or all those of the archive."""
    states = set()
    for wait in (0.0, 0.05, 0.2):
        child = subprocess.Popen(
            [ROOT / "script" / "restore", archive, "--replace"],
            env=target.environment,
            stderr=subprocess.DEVNULL,
            preexec_fn=dies_with_parent(signal.SIGKILL),  # noqa: PLW1509  (no threads here)
        )
        under_way = f"{COMPANY} AND application_name = 'psql' AND xact_start < now() - interval '5 ms'"
        deadline = time.monotonic() + 10
        while not databases.as_owner(under_way) and child.poll() is None and time.monotonic() < deadline:
            time.sleep(0.003)
        time.sleep(wait)
        child.kill()
        child.wait()
        deadline = time.monotonic() + 10
        while databases.as_owner(COMPANY) and time.monotonic() < deadline:
            time.sleep(0.02)
        rows = target.rows()
        assert rows in ([], source.rows())
        states.add(not rows)
    assert True in states  # at least one was killed in the middle
    assert target.run("restore", archive, "--replace").returncode == 0
    assert (target.rows(), target.files()) == (source.rows(), UPLOADED)


def test_what_a_backup_refuses(archive: Path, target: Place, tmp_path: Path) -> None:
    assert "not written over" in target.refused("backup", archive)
    assert "empty" in target.refused("backup", tmp_path / "nothing.tar")
    assert "no folder" in target.refused("backup", tmp_path / "nowhere" / "vigie.tar")
    assert "no file" in target.refused("restore", tmp_path / "nothing.tar")
    assert list(tmp_path.iterdir()) == []


def test_triggers_and_functions_come_back(archive: Path, source: Place, target: Place) -> None:
    target.run("restore", archive)
    triggers = (
        "SELECT tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger"
        " WHERE NOT tgisinternal ORDER BY 1, 2"
    )
    functions = (
        "SELECT oid::regprocedure::text, prosrc, proacl::text FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace ORDER BY 1"
    )

    assert databases.as_owner(triggers, TARGET) == databases.as_owner(triggers, SOURCE) != []
    assert databases.as_owner(functions, TARGET) == databases.as_owner(functions, SOURCE)


def test_the_record_of_acts_stays_append_only_after_a_restore(archive: Path, target: Place) -> None:
    target.run("restore", archive)
    with closing(psycopg2.connect(databases.url_of(TARGET))) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_act")
        for statement in ("DELETE FROM audit_act", "UPDATE audit_act SET reason = ''", "TRUNCATE audit_act"):
            connection.rollback()
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(statement)


def test_an_archive_of_a_newer_release_is_refused(archive: Path, target: Place, tmp_path: Path) -> None:
    newer, changed = tmp_path / "newer.tar", b""
    with tarfile.open(archive) as old, tarfile.open(newer, "w", format=tarfile.PAX_FORMAT) as new:
        for member in old:
            content = old.extractfile(member).read()  # type: ignore[union-attr]
            if member.name == MANIFEST:
                manifest = json.loads(content)
                assert "audit.0001_initial" in manifest["migrations"]
                manifest["migrations"] += ["gone_package.0001_initial", "audit.0999_from_the_future"]
                content = changed = json.dumps(manifest).encode()
            if member.name == SUM:
                content = hashlib.sha256(changed).hexdigest().encode()
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))

    said = target.refused("restore", newer)
    assert "newer release of Vigie, which knows audit.0999_from_the_future" in said
    assert target.rows() == []


def test_a_full_disk_leaves_no_half_backup(source: Place, tmp_path: Path) -> None:
    """No file may grow past 100 kB: what a disk does that is full, to whoever writes."""
    command = [
        "sh",
        "-c",
        'ulimit -f 200; exec "$@"',
        "sh",
        str(ROOT / "script" / "backup"),
        str(tmp_path / "full.tar"),
    ]
    done = subprocess.run(command, env=source.environment, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_files_in_an_object_store_are_named_as_not_covered(source: Place, tmp_path: Path) -> None:
    stored = Place(source.database, source.var)
    environment = stored.environment | {"VIGIE_S3_BUCKET": "vigie-files"}
    command = [ROOT / "script" / "backup", tmp_path / "vigie.tar"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)

    assert "object store vigie-files are not in it" in done.stderr


def test_only_its_owner_may_read_a_backup(archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]
