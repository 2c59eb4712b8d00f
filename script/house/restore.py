"""`script/restore`: checks an archive to the last byte, then brings it back whole or not at all."""

import shutil
import subprocess
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Any

from house.archive import DUMP, FILES, REPLACED, RESTORING, files_under, members, verified
from house.database import TABLES, Database, counted, opened, rows_of, told
from house.places import ROOT, folder, var
from house.terminal import Trouble, say, speak_aside, step

BEGIN, COMMIT = b"BEGIN;\n", b"COMMIT;\n"
# Everything of the owner's in this database: tables, extensions, default rights. The archive holds them all, and says
# of each table who may do what: default rights of an empty database would let the application change its own record.
EMPTY = b"DROP OWNED BY CURRENT_USER CASCADE;\n"


def restore(arguments: list[str]) -> int:
    """Bring an archive back into an empty database, or with --replace in place of what is there."""
    speak_aside()
    replace = "--replace" in arguments
    named = [argument for argument in arguments if argument != "--replace"]
    if len(named) != 1 or named[0].startswith("-"):
        raise Trouble("script/restore FILE [--replace]")
    place = Path(named[0]).absolute()
    with step("check of the archive"):
        manifest = verified(place)
    with opened(alone=True) as database:
        restore_backup(database, place, manifest, replace=replace)
    return 0


def restore_backup(database: Database, place: Path, manifest: dict[str, Any], *, replace: bool) -> None:
    """Bring back a verified archive. Raises Trouble and changes nothing where the database is not empty."""
    refuse_newer(manifest)
    there = database.ask(TABLES)
    files = var() / "files"
    if not replace and (there or files_under(files)):
        raise Trouble("The database or VIGIE_VAR/files is not empty: --replace puts the archive in their place.")
    half = files / RESTORING
    shutil.rmtree(half, ignore_errors=True)
    folder(half, 0o700)
    with step("database and uploaded files"):
        with closing(members(place)) as parts:
            for name, stream in parts:
                if name.startswith(FILES):
                    _write(half, name.removeprefix(FILES), stream)
        with closing(members(place)) as parts:
            _bring_database(database, next(stream for name, stream in parts if name == DUMP))
        _put_in_place(half, files)
    _compare(database, manifest["rows"])
    told_files = sum(name.startswith(FILES) for name in manifest["parts"])
    say(f"{sum(manifest['rows'].values())} rows in {len(manifest['rows'])} tables and {told_files} files are back.")
    say(f"The archive is of {manifest['made_at']}.")


def refuse_newer(manifest: dict[str, Any]) -> None:
    """Raise Trouble where the archive was made by a release that has migrations which this one does not know."""
    known = {f"{path.parents[1].name}.{path.stem}" for path in ROOT.glob("*/migrations/0*.py")}
    rooms = {name.partition(".")[0] for name in known}
    newer = [name for name in manifest.get("migrations", []) if name.partition(".")[0] in rooms and name not in known]
    if newer:
        raise Trouble(
            f"The archive was made by a newer release of Vigie, which knows {newer[0]}: restore it with that release."
        )


def _write(top: Path, name: str, stream: IO[bytes]) -> None:
    """Write one file, never outside the folder."""
    place = (top / name).resolve()
    if not place.is_relative_to(top.resolve()):
        raise Trouble(f"The archive holds a file that lies outside of it: “{name}”.")
    folder(place.parent, 0o700)
    with place.open("wb") as file:
        shutil.copyfileobj(stream, file)


def _put_in_place(half: Path, files: Path) -> None:
    """Exchange what is in the folder and not the folder, which may be a volume of its own."""
    old = files / REPLACED
    shutil.rmtree(old, ignore_errors=True)
    folder(old, 0o700)
    for entry in [entry for entry in files.iterdir() if entry not in (half, old)]:
        entry.rename(old / entry.name)
    for entry in list(half.iterdir()):
        entry.rename(files / entry.name)
    half.rmdir()
    shutil.rmtree(old)


def _bring_database(database: Database, dump: IO[bytes]) -> None:
    """One transaction that we end ourselves: a script torn anywhere leaves what was there before."""
    with tempfile.TemporaryFile() as errors:
        writer = database.start(database.psql(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors)
        assert writer.stdin  # noqa: S101  (a pipe)
        with suppress(BrokenPipeError):  # what a refused statement leaves; its words are read below
            writer.stdin.write(BEGIN + EMPTY)
            writer.stdin.flush()
            if _read_dump(database, dump, writer.stdin, errors):
                writer.stdin.write(COMMIT)
            writer.stdin.close()
        if writer.wait() or _said(errors):
            raise Trouble(f"PostgreSQL refused: {told(_said(errors))}. Nothing was changed.")


def _read_dump(database: Database, dump: IO[bytes], script: IO[bytes], errors: IO[bytes]) -> bool:
    """Have pg_restore write the dump as a script; whether it came to its end."""
    command = [str(database.programs / "pg_restore"), "--no-owner", "--file=-"]
    reader = database.start(command, stdin=subprocess.PIPE, stdout=script, stderr=errors)
    assert reader.stdin  # noqa: S101  (a pipe)
    with suppress(BrokenPipeError):
        shutil.copyfileobj(dump, reader.stdin, 1_048_576)
    with suppress(BrokenPipeError):
        reader.stdin.close()
    return reader.wait() == 0


def _said(errors: IO[bytes]) -> str:
    errors.seek(0)
    return errors.read().decode(errors="replace")


def _compare(database: Database, expected: dict[str, int]) -> None:
    found = counted(database.ask(rows_of(database.ask(TABLES))))
    wrong = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    if wrong:
        lines = "".join(f"\n    {name}: {expected.get(name)} expected, {found.get(name)} found" for name in wrong)
        raise Trouble(f"The rows that came back are not those of the archive:{lines}")
