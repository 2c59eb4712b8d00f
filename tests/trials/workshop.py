"""Real workers, a real beat and a Redis of their own, which a test may kill, empty and start again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import redis
from celery import current_app
from django.db import connection

from audit.choices import OPEN_STATES
from audit.models import Act, Run
from house.kept import free_port
from house.places import ROOT
from house.processes import send, session
from house.redis import find_redis
from tests.trials.tasks import EFFECT

PATIENCE = 30
HURRY = {
    "VIGIE_RUN_HEARTBEAT": "0.3",
    "VIGIE_RUN_LEASE": "2",
    "VIGIE_RUN_SWEEP": "1",
    "VIGIE_RUN_BACKOFF": "0.2",
    "VIGIE_RUN_QUICK": "1.5",
    "VIGIE_RUN_LONG_STATEMENT": "1",
    "VIGIE_RUN_MEMORY": "700",
}


def until(what: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Wait until something is so, and give it."""
    deadline = time.monotonic() + patience
    while not (found := what()):
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)
    return found


@dataclass
class Workshop:
    """One Redis, and any number of workers and beats, in one folder."""

    place: Path
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.redis = find_redis(self.place, free_port(), {"redis": "workshop"})
        self.redis.make_settings()

    # --- Redis -----------------------------------------------------------------------------------
    def start_redis(self) -> None:
        """Start it, with what it had when it was stopped."""
        self._start("redis", self.redis.command(), dict(os.environ))
        until(self.redis.is_ready)

    @property
    def client(self) -> redis.Redis:
        """A line to it."""
        return redis.Redis.from_url(self.redis.url)

    # --- workers ---------------------------------------------------------------------------------
    def start_worker(self, name: str, *, queues: str, concurrency: int = 2) -> None:
        """Start one and wait until it takes work."""
        options = ["-Q", queues, f"--concurrency={concurrency}", "-n", f"{name}@here", "--without-gossip"]
        self._start_celery(name, ["worker", "--without-mingle", "--loglevel=INFO", *options])
        until(lambda: b" ready." in self.said(name))

    def start_beat(self) -> None:
        """Start the clock."""
        self._start_celery("beat", ["beat", "--pidfile=", "-s", str(self.place / "schedule"), "--loglevel=INFO"])
        until(lambda: b"beat: Starting" in self.said("beat"))

    def said(self, name: str) -> bytes:
        """What a part has written since it was started last."""
        return (self.place / f"{name}.log").read_bytes()

    def is_there(self, name: str) -> bool:
        """Whether a part runs."""
        return name in self.parts and self.parts[name].poll() is None

    def kill(self, name: str) -> None:
        """Kill a part with all its children, as a machine that loses its power would."""
        leader = self.parts.pop(name)
        send(session(leader.pid), signal.SIGKILL)
        leader.wait()

    def freeze(self) -> None:
        """Hold everything but Redis still, and take its lines to the database, which can then be made anew."""
        self._signal_all(signal.SIGSTOP)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity"
                " WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()"
            )

    def thaw(self) -> None:
        """Let everything go on."""
        self._signal_all(signal.SIGCONT)

    def stop(self) -> None:
        """End everything."""
        for name in list(self.parts):
            self.kill(name)
        if keep := os.environ.get("VIGIE_KEEP_LOGS"):
            shutil.copytree(self.place, keep, dirs_exist_ok=True)

    def _signal_all(self, sign: signal.Signals) -> None:
        for name, leader in self.parts.items():
            if name != "redis":
                send(session(leader.pid), sign)

    def _start_celery(self, name: str, command: list[str]) -> None:
        around = os.environ | HURRY | {"REDIS_URL": self.redis.url, "PYTHONPATH": f"{ROOT}:{ROOT / 'script'}"}
        self._start(name, [sys.executable, "-m", "celery", "-A", "config.celery", *command], around)

    def _start(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        with (self.place / f"{name}.log").open("wb") as log:
            self.parts[name] = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )


@contextmanager
def ringing_at(address: str) -> Iterator[None]:
    """Make this process ring the bell of another Redis."""
    before = current_app.conf.broker_url
    _point_at(address)
    try:
        yield
    finally:
        _point_at(before)


def _point_at(address: str) -> None:
    current_app.conf.broker_url = address
    current_app._after_fork()  # type: ignore[attr-defined] # forget the open lines


def finished(run: Run, patience: float = PATIENCE) -> Run:
    """The run as it is once nothing more will come of it."""

    def over() -> Run | None:
        run.refresh_from_db()
        return None if run.state in OPEN_STATES else run

    found: Run = until(over, patience)
    return found


def effects(run: Run) -> list[int]:
    """The numbers of the effects that a run has left."""
    acts = Act.objects.of(run).filter(act=EFFECT).order_by("id")
    return [act.details["number"] for act in acts]
