"""`script/backup`: the database and the uploaded files, as they were at one moment, in one archive."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from house.archive import DUMP, FILES, files_under, writing
from house.database import MIGRATIONS, TABLES, Database, counted, opened, rows_of, told
from house.places import folder, var
from house.terminal import Trouble, say, speak_aside, step

BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\nSELECT pg_export_snapshot();\n"


def backup(arguments: list[str]) -> int:
    """Write an archive; its name goes to standard output, everything else to standard error."""
    speak_aside()
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        raise Trouble("script/backup [FILE]")
    name = time.strftime("vigie-%Y%m%d-%H%M%S.tar", time.gmtime())
    place = Path(arguments[0]).absolute() if arguments else folder(var() / "backups", 0o700) / name
    if place.exists():
        raise Trouble(f"{place} is there already: an older backup is not written over.")
    if not place.parent.is_dir():
        raise Trouble(f"There is no folder {place.parent}.")
    with opened(alone=False) as database:
        write_backup(database, place)
    print(place)
    return 0


def write_backup(database: Database, place: Path) -> None:
    """Write the archive of this database and of VIGIE_VAR/files."""
    made_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    with writing(place) as archive, tempfile.TemporaryDirectory(dir=place.parent, prefix=".dump-") as half:
        dump = Path(half) / DUMP
        with step("database"), _moment(database) as moment:
            moment_id, rows = moment
            _dump(database, moment_id, dump)
        archive.add(DUMP, dump)
        with step("uploaded files"):  # after the database: every file that a row names is there by now
            for path in files_under(var() / "files"):
                archive.add(FILES + path.relative_to(var() / "files").as_posix(), path)
        archive.finish({"made_at": made_at, "rows": rows, "migrations": database.ask(MIGRATIONS)})
    if bucket := os.environ.get("VIGIE_S3_BUCKET"):
        say(f"Files in the object store {bucket} are not in it: that store has to be kept by its own means.")
    say(f"{sum(rows.values())} rows, {len(archive.parts) - 1} files, {place.stat().st_size / 1_000_000:.1f} MB")


@contextmanager
def _moment(database: Database) -> Iterator[tuple[str, dict[str, int]]]:
    """Hold one moment of the database: its name for pg_dump, and how many rows each table has in it."""
    tables = database.ask(TABLES)
    if not tables:
        raise Trouble("The database is empty: there is nothing to back up.")
    with tempfile.TemporaryFile() as errors:
        session = database.start(database.psql(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)
        assert session.stdin  # noqa: S101  (a pipe)
        assert session.stdout  # noqa: S101  (a pipe)
        try:
            session.stdin.write(f"{BEGIN}{rows_of(tables)};\n".encode())
            session.stdin.flush()
            lines = [session.stdout.readline().decode().strip() for _ in range(len(tables) + 1)]
            if not all(lines):
                session.wait()
                errors.seek(0)
                raise Trouble(f"The rows could not be counted: {told(errors.read().decode(errors='replace'))}")
            yield lines[0], counted(lines[1:])
        finally:
            session.stdin.close()
            session.wait()
            session.stdout.close()


def _dump(database: Database, moment: str, place: Path) -> None:
    options = ["--format=custom", "--compress=6", f"--snapshot={moment}", f"--file={place}"]
    place.touch(0o600)
    with tempfile.TemporaryFile() as errors:
        session = database.start(database.command("pg_dump", *options), stdin=subprocess.DEVNULL, stderr=errors)
        if session.wait():
            errors.seek(0)
            raise Trouble(f"pg_dump failed: {told(errors.read().decode(errors='replace'))}")
    with place.open("rb") as file:
        os.fsync(file.fileno())
