"""A real streaming replica of the tests' PostgreSQL, made by pg_basebackup, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from house.account import as_account, lower_account, owned_folder
from house.kept import free_port, keep_secrets
from house.postgres import Postgres, find_postgres
from house.processes import dies_with_parent


def server_of_the_tests() -> Postgres:
    """The primary: the server that script/test has started."""
    var = Path(os.environ["VIGIE_VAR"])
    port = urlsplit(os.environ["DATABASE_URL"]).port
    assert port
    return find_postgres(var, port, keep_secrets(var), fast=True)


@dataclass
class Replica:
    """Follows the tests' server as long as it runs."""

    home: Path
    primary: Postgres
    port: int
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def made(cls, name: str) -> Replica:
        """Copy the primary, beside it, where its account may go; started by `start`."""
        primary = server_of_the_tests()
        home = primary.home.parent / f"replica-{name}"
        shutil.rmtree(home, ignore_errors=True)
        owned_folder(home, lower_account())
        command = [
            str(primary.programs / "pg_basebackup"),
            "-D",
            str(home / "data"),
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
        ]
        command += ["--no-sync", "-h", "127.0.0.1", "-p", str(primary.port), "-U", "postgres"]
        password = {"PGPASSWORD": primary.secrets["superuser"]}
        subprocess.run(command, cwd=home, env=os.environ | password, check=True, **as_account(lower_account()))
        return cls(home, primary, free_port())

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "60",
                   "shared_buffers": "16MB", "fsync": "off", "hot_standby_feedback": "on"}  # fmt: skip
        command = [str(self.primary.programs / "postgres"), "-D", str(self.home / "data"), "-p", str(self.port)]
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *(word for name, value in options.items() for word in ("-c", f"{name}={value}"))],
                cwd=self.home,
                stdout=log,
                stderr=log,
                preexec_fn=dies_with_parent(signal.SIGKILL),  # noqa: PLW1509
                **as_account(lower_account()),
            )
        deadline = time.monotonic() + 30
        ready = [str(self.primary.programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode:
            assert time.monotonic() < deadline, (self.home / "log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it as an administrator would."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)

    def remove(self) -> None:
        """Stop it, and leave nothing."""
        self.stop()
        shutil.rmtree(self.home)

    def say(self, statement: str) -> None:
        """One statement as its superuser."""
        command = [str(self.primary.programs / "psql"), "-X", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        password = {"PGPASSWORD": self.primary.secrets["superuser"]}
        told = ["-U", "postgres", "-d", "postgres", "-c", statement]
        subprocess.run([*command, *told], env=os.environ | password, check=True)
