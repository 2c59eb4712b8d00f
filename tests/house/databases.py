"""Databases for the tests: migrated once by the owner into a template, copied for each worker."""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import psycopg2.errors

from house.places import ROOT, fingerprint
from house.preparation import ROOMS

SHAPES = (
    "migrations",
    "models",
    "models.py",
    "choices.py",
    "roles.py",
    "permissions.py",
    "codes",
    "codes.py",
    "fixtures",
)

OLD_TEMPLATES = """
SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%' ORDER BY oid DESC OFFSET 2
"""  # the newest two stay: another worker of this run may still copy one of them


def url_of(database: str, *, owner: bool = False) -> str:
    """The address of another database on the tests' server."""
    parts = urlsplit(os.environ["DATABASE_OWNER_URL" if owner else "DATABASE_URL"])
    return parts._replace(path=f"/{database}").geturl()


def as_owner(statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
    """Run one statement as the role that owns the tables."""
    with closing(psycopg2.connect(url_of(database, owner=True))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Let one worker of this run at a time do something."""
    with (Path(os.environ["VIGIE_VAR"]) / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def migrated_template() -> str:
    """A database that is migrated and otherwise as new; kept until a migration or a model changes."""
    shapes = [ROOT / room / shape for room in (*ROOMS, "tests/sharing", "tests/trials") for shape in SHAPES]
    name = f"template_{fingerprint(ROOT / 'requirements.txt', *shapes)[:16]}"
    with alone("template"):
        if not exists(name):
            for (old,) in as_owner(OLD_TEMPLATES):
                drop(str(old))
            drop(f"{name}_half")  # what a killed run has left
            _make(f"{name}_half")
            as_owner(f"ALTER DATABASE {name}_half RENAME TO {name}")
    return name


def _make(database: str) -> None:
    as_owner(f"CREATE DATABASE {database}")
    environment = os.environ | {
        "DATABASE_URL": url_of(database),
        "DATABASE_OWNER_URL": url_of(database, owner=True),
        "VIGIE_AS_OWNER": "1",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--no-input", "--skip-checks", "-v", "0"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The migration of an empty database failed:\n{done.stderr[-4000:]}")


def exists(database: str) -> bool:
    """Whether the server has a database of that name."""
    return bool(as_owner(f"SELECT 1 FROM pg_database WHERE datname = '{database}'"))  # noqa: S608  (our own name)


def drop(database: str) -> None:
    """Remove a database, whoever is connected to it.

    The owner may end the application's sessions and no others: one that is just closing counts as
    nobody's for a moment, and is waited for.
    """
    for _patience in range(300):
        try:
            as_owner(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        except (psycopg2.errors.InsufficientPrivilege, psycopg2.errors.ObjectInUse):
            time.sleep(0.1)
        else:
            return
    as_owner(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def copy(template: str, database: str) -> None:
    """Make a database that equals the template."""
    with alone("copy"):  # a template is read by one at a time
        drop(database)
        as_owner(f"CREATE DATABASE {database} TEMPLATE {template}")
