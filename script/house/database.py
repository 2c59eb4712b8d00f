"""The database that a backup is made of, ours or somebody else's, as the role that owns its tables."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from house.packages import site_packages
from house.places import read_json, var
from house.postgres import PROGRAMS, SYSTEM
from house.processes import dies_with_parent
from house.servers import plan_servers
from house.setup import bring_up_to_date
from house.supervisor import Supervisor
from house.terminal import Trouble

TABLES = """
SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname = 'public' AND relkind = 'r' ORDER BY relname
"""
MIGRATIONS = "SELECT app || '.' || name FROM public.django_migrations ORDER BY id"
OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@dataclass(frozen=True)
class Database:
    """A running database and the PostgreSQL programs that speak to it."""

    url: str
    programs: Path

    def command(self, program: str, *options: str) -> list[str]:
        """A program's command line, without the password: everybody on a machine sees those."""
        parts = urlsplit(self.url)
        user, _, host = parts.netloc.rpartition("@")
        bare = parts._replace(netloc=f"{user.partition(':')[0]}@{host}").geturl()
        return [str(self.programs / program), *options, f"--dbname={bare}"]

    def psql(self, *options: str) -> list[str]:
        """The command line of psql: values only, stopped by the first error."""
        return self.command("psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", *options)

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment with the password. A wait for a server that is not there ends."""
        return os.environ | {"PGPASSWORD": unquote(urlsplit(self.url).password or ""), "PGCONNECT_TIMEOUT": "10"}

    def ask(self, sql: str) -> list[str]:
        """The lines that one statement answers. Raises Trouble where it is refused."""
        done = subprocess.run(
            self.psql(), input=sql, env=dict(self.environment), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Trouble(f"PostgreSQL: {told(done.stderr)}")
        return done.stdout.splitlines()

    def start(self, command: list[str], **streams: Any) -> "subprocess.Popen[bytes]":
        """Start a program that ends with us, however we end."""
        return subprocess.Popen(
            command,
            env=dict(self.environment),
            preexec_fn=dies_with_parent(signal.SIGKILL),  # noqa: PLW1509  (we have no threads)
            **streams,
        )


def told(errors: str) -> str:
    """The line that says what went wrong among those that a program wrote."""
    lines = [line for line in errors.splitlines() if line.strip()]
    return next((line for line in lines if "error:" in line.lower()), lines[-1] if lines else "no reason given")


def rows_of(tables: list[str]) -> str:
    """The statement that counts the rows of these tables."""
    counts = (f"""SELECT '{name}', count(*) FROM public."{name}\"""" for name in tables)  # noqa: S608  (our own tables)
    return " UNION ALL ".join(counts) or "SELECT WHERE false"


def counted(lines: list[str]) -> dict[str, int]:
    """What that statement answered."""
    return {name: int(number) for name, _, number in (line.rpartition("|") for line in lines)}


def find_programs() -> Path:
    """Where pg_dump and its like are: the newest of the system's, or the wheel's."""
    releases = sorted(SYSTEM.glob("*/bin"), key=lambda path: path.parent.name.zfill(4), reverse=True)
    found = shutil.which("pg_dump")
    for place in (site_packages() / PROGRAMS, *releases, *([Path(found).parent] if found else [])):
        if all((place / name).is_file() for name in ("pg_dump", "pg_restore", "psql")):
            return place
    raise Trouble("pg_dump, pg_restore and psql are not on this machine: install PostgreSQL’s client programs.")


@contextmanager
def opened(*, alone: bool) -> Iterator[Database]:
    """The database of DATABASE_OWNER_URL or of this folder, started where it does not run; alone: nobody else in it."""
    address = os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL")
    if address:
        database = Database(address, find_programs())
        if alone:
            _refuse_company(database)
        yield database
        return
    bring_up_to_date()
    supervisor = Supervisor(var())
    if not supervisor.take():
        yield _running(alone=alone)
        return
    supervisor.listen()
    try:
        servers = plan_servers(var(), "local")
        servers.start(supervisor)
        assert servers.postgres  # noqa: S101  (no address was given, so it is ours)
        if alone:
            (servers.postgres.home / "content.json").unlink(missing_ok=True)  # the next start migrates
        yield Database(servers.postgres.url("owner"), servers.postgres.programs)
    finally:
        supervisor.stop()
        supervisor.release()


def _running(*, alone: bool) -> Database:
    """The database of the house that runs."""
    if alone:
        raise Trouble("Vigie is running here: stop it before its content is replaced.")
    if not read_json(var() / "running.json").get("ready"):
        raise Trouble(f"Another command of Vigie is using {var()}: wait for it.")
    postgres = plan_servers(var(), "local", keep_running=True).postgres
    assert postgres  # noqa: S101  (no address was given, so it is ours)
    return Database(postgres.url("owner"), postgres.programs)


def _refuse_company(database: Database) -> None:
    """Raise Trouble where somebody else is in the database."""
    [others] = database.ask(OTHERS)
    if others != "0":
        raise Trouble(f"{others} other connections to this database are open: stop web, workers and clock first.")
