"""10,000 small runs under 200 random kills of workers and their processes: effects, duplicates, time to come back."""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import django

from house.manage import django as manage
from house.places import folder
from house.servers import plan_servers
from house.supervisor import Supervisor

WORKERS = {"one": ("watch,quick", 3), "two": ("watch,quick", 3)}
SLOTS = sum(processes for _, processes in WORKERS.values())
TIMES = 5
SHARE_OF_WHOLE_WORKERS = 0.15
IDLE = 180.0  # seconds without a run that ends, after which it is called off


class Campaign:
    """The runs, the workers, and whoever kills them. The database knows what became of each."""

    def __init__(self, place: Path, runs: int, kills: int, seed: int) -> None:
        from tests.trials.workshop import Workshop  # noqa: PLC0415 - Django is set up by now

        self.workshop = Workshop(folder(place / "workshop"), pace={}, workers=WORKERS)
        self.runs, self.kills = runs, kills
        self.dice = random.Random(seed)
        self.killed: Counter[str] = Counter()
        self.struck: dict[Any, datetime] = {}  # which run lost its worker last when

    def go(self) -> dict[str, Any]:
        """All of it, as figures."""
        self.workshop.start_redis()
        os.environ["REDIS_URL"] = self.workshop.redis.url
        began = time.monotonic()
        self._ask()
        asked = time.monotonic() - began
        self.workshop.start(*WORKERS, "beat")
        self._kill_on_the_way()
        took = time.monotonic() - began
        figures = {"seconds to ask": round(asked, 1), "seconds in all": round(took, 1)} | self._figures()
        print(json.dumps(figures), file=sys.stderr)
        return figures | {f"done after {what} (s)": self._times(hurt) for what, hurt in self._scenes().items()}

    # --- one at a time ---------------------------------------------------------------------------
    def _scenes(self) -> dict[str, Callable[[str], None]]:
        def kill_process(worker: str) -> None:
            os.kill(int(worker.split()[1]), signal.SIGKILL)

        def kill_worker(worker: str) -> None:
            self.workshop.kill(worker.partition("@")[0])

        def forget(_worker: str) -> None:
            self.workshop.client.flushall()

        return {
            "kill -9 of its process": kill_process,
            "kill -9 of its worker": kill_worker,
            "FLUSHALL while it waits": forget,
        }

    def _times(self, hurt: Callable[[str], None]) -> list[float]:
        """How long after the blow a run of one second is done, sorted. With FLUSHALL it stands behind others."""
        from audit.actions.runs import start_run  # noqa: PLC0415
        from tests.trials.workshop import finished, ringing_at, until  # noqa: PLC0415

        found = []
        for _ in range(TIMES):
            with ringing_at(self.workshop.redis.url):
                runs = [start_run(by=None, kind="trials.count", parameters={"seconds": 1}) for _ in range(SLOTS + 1)]
            first = runs[0]
            hurt(until(partial(self._holder, first.pk)))
            struck_at = time.monotonic()
            for run in runs:
                finished(run, patience=IDLE)
            found.append(round(time.monotonic() - struck_at, 1))
            self.workshop.start(*(name for name in WORKERS if not self.workshop.is_there(name)))
        return sorted(found)

    @staticmethod
    def _holder(run_id: UUID) -> str:
        """The worker that has the run; nobody, as long as it waits."""
        from audit.models import Run  # noqa: PLC0415

        return Run.objects.values_list("worker", flat=True).get(pk=run_id)

    # --- many ------------------------------------------------------------------------------------

    def _ask(self) -> None:
        from audit.actions.runs import start_run  # noqa: PLC0415
        from tests.trials.workshop import ringing_at  # noqa: PLC0415

        with ringing_at(self.workshop.redis.url):
            for _ in range(self.runs):
                start_run(by=None, kind="trials.count", parameters={"seconds": self.dice.random() * 0.1})

    def _kill_on_the_way(self) -> None:
        from audit.choices import OPEN_STATES  # noqa: PLC0415
        from audit.models import Run  # noqa: PLC0415

        over, moved_at = 0, time.monotonic()
        while over < self.runs:
            now_over = Run.objects.exclude(state__in=OPEN_STATES).count()
            moved_at = time.monotonic() if now_over > over else moved_at
            over = now_over
            assert time.monotonic() - moved_at < IDLE, f"nothing more happens after {over} runs"
            if sum(self.killed.values()) < min(self.kills, 1 + over * self.kills // (self.runs * 0.95)):
                self._kill_one()
            else:
                time.sleep(0.05)

    def _kill_one(self) -> None:
        """Kill a process that holds a run, or a whole worker with all that it holds."""
        from django.db.models.functions import Now  # noqa: PLC0415

        from audit.choices import RunState  # noqa: PLC0415
        from audit.models import Run  # noqa: PLC0415

        held = list(Run.objects.filter(state=RunState.RUNNING).values("pk", "worker", at=Now()))
        living = [row for row in held if Path(f"/proc/{row['worker'].split()[1]}").exists()]
        if not living:
            return
        victim = self.dice.choice(living)
        host, pid = victim["worker"].split()
        name = host.partition("@")[0]
        if self.dice.random() < SHARE_OF_WHOLE_WORKERS:
            self.workshop.kill(name)
            self.killed["workers"] += 1
            self.struck |= {row["pk"]: row["at"] for row in living if row["worker"].startswith(host)}
            self.workshop.start(name)
            return
        try:
            os.kill(int(pid), signal.SIGKILL)
        except ProcessLookupError:
            return
        self.killed["processes"] += 1
        self.struck[victim["pk"]] = victim["at"]

    def _figures(self) -> dict[str, Any]:
        from audit.models import Act, Run  # noqa: PLC0415

        effects = Counter(Act.objects.filter(act="trial.effect").order_by().values_list("subject_id", flat=True))
        again = Run.objects.filter(pk__in=self.struck, attempt__gt=1)
        waits = sorted((run.finished_at - self.struck[run.pk]).total_seconds() for run in again if run.finished_at)
        failed = Run.objects.failed().values_list("outcome", "attempt", "reference")
        states = Counter(Run.objects.filter(kind="trials.count").order_by().values_list("state", flat=True))
        return {
            "runs": self.runs,
            "kills": dict(self.killed),
            "states": dict(states),
            "failed": [" ".join(map(str, row)) for row in failed],
            "effects": sum(effects.values()),
            "runs with more than one effect": sum(number > 1 for number in effects.values()),
            "runs done without effect": states["DONE"] - len(effects),
            "runs whose worker was killed under them": len(waits),
            "latest end after the kill (s)": round(max(waits, default=0), 1),
            "median end after the kill (s)": round(waits[len(waits) // 2], 1) if waits else 0,
            "most attempts": max(Run.objects.order_by().values_list("attempt", flat=True), default=0),
        }


@contextmanager
def database_in(place: Path) -> Iterator[None]:
    """A PostgreSQL of its own, migrated, for this process and those that it starts."""
    place.chmod(0o755)
    supervisor = Supervisor(place)
    supervisor.take()
    try:
        servers = plan_servers(place, "test")
        servers.start(supervisor)
        migrate = manage("migrate", "--no-input", "--skip-checks", "-v", "0")
        subprocess.run(migrate, env=servers.environment(owner=True), check=True)
        os.environ.update(servers.environment())
        django.setup()
        yield
    finally:
        supervisor.stop()
        supervisor.release()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=10_000)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--seed", type=int, default=int(time.time()))
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="vigie-runs-") as name, database_in(Path(name)):
        campaign = Campaign(Path(name), options.runs, options.kills, options.seed)
        try:
            found = campaign.go()
        finally:
            campaign.workshop.stop()
    print(json.dumps({"seed": options.seed, **found}, indent=2))


if __name__ == "__main__":
    main()
