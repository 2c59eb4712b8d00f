"""Real workers, a real beat and a Redis of their own, which a test may kill, empty and start again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import redis
from celery import current_app

from audit.choices import OPEN_STATES
from audit.models import Act, Run
from house.kept import free_port
from house.places import ROOT
from house.processes import send, session
from house.redis import find_redis
from tests.trials.acts import EFFECT

PATIENCE = 30
REDIS, QUICK, LONG, OTHER, ALONE, BEAT, SECOND_BEAT = "redis", "quick", "long", "other", "alone", "beat", "second"
WORKERS = {  # queues, processes
    QUICK: ("watch,quick", 4),
    LONG: ("watch,long", 2),
    OTHER: ("watch,long", 2),
    ALONE: ("quick,long,watch", 3),  # as on one machine
}
CLOCKS = (BEAT, SECOND_BEAT)
HURRY = {
    "VIGIE_RUN_HEARTBEAT": "0.3",
    "VIGIE_RUN_LEASE": "1.5",
    "VIGIE_RUN_SWEEP": "0.5",
    "VIGIE_RUN_BACKOFF": "0.2",
    "VIGIE_RUN_QUICK": "0.8",
    "VIGIE_RUN_LONG_STATEMENT": "1",
    "VIGIE_RUN_LONG_AT_ONCE": "2",
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
    pace: Mapping[str, str] = field(default_factory=lambda: HURRY)
    workers: Mapping[str, tuple[str, int]] = field(default_factory=lambda: WORKERS)
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.redis = find_redis(self.place, free_port(), {"redis": "workshop"})
        self.redis.make_settings()

    # --- Redis -----------------------------------------------------------------------------------
    def start_redis(self) -> None:
        """Start it, with what it had when it was stopped."""
        self._start(REDIS, self.redis.command(), dict(os.environ))
        until(self.redis.is_ready)

    @property
    def client(self) -> redis.Redis:
        """A line to it."""
        return redis.Redis.from_url(self.redis.url)

    # --- workers and clock -----------------------------------------------------------------------
    def start(self, *names: str) -> None:
        """Start workers (those of `workers`) or the clock beside each other, and wait until all are ready."""
        for name in names:
            queues, concurrency = self.workers.get(name, ("", 0))
            worker = ["worker", "-Q", queues, f"--concurrency={concurrency}", "-n", f"{name}@here"]
            worker += ["--without-gossip", "--without-mingle"]
            clock = ["beat", "--pidfile=", "-s", str(self.place / f"schedule-{name}")]
            self._start_celery(name, [*(worker if queues else clock), "--loglevel=INFO"])
        for name in names:
            until(partial(self._is_ready, name))

    def _is_ready(self, name: str) -> bool:
        return (b"beat: Starting" if name in CLOCKS else b" ready.") in self.said(name)

    def said(self, name: str) -> bytes:
        """What a part has written since it was started last."""
        return (self.place / f"{name}.log").read_bytes()

    def is_there(self, name: str) -> bool:
        """Whether a part runs."""
        return name in self.parts and self.parts[name].poll() is None

    def start_what_ended(self) -> None:
        """Start workers and clocks that ended by themselves, as the container's runtime does in production."""
        for name in list(self.parts):
            if name != REDIS and not self.is_there(name):
                self.start(name)

    def kill(self, name: str) -> None:
        """Kill a part with all its children, as a machine that loses its power would."""
        leader = self.parts.pop(name)
        send(session(leader.pid), signal.SIGKILL)
        leader.wait()

    def stop(self) -> None:
        """End everything."""
        for name in list(self.parts):
            self.kill(name)
        if keep := os.environ.get("VIGIE_KEEP_LOGS"):
            shutil.copytree(self.place, keep, dirs_exist_ok=True)

    def _start_celery(self, name: str, command: list[str]) -> None:
        around = os.environ | dict(self.pace) | {"REDIS_URL": self.redis.url, "PYTHONPATH": f"{ROOT}:{ROOT / 'script'}"}
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
    current_app.conf.update(broker_url=address)
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
    acts = Act.objects.of(run).filter(act=EFFECT.name).order_by("id")
    return [act.details["number"] for act in acts]
