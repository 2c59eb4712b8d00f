"""What `runs` measures: a campaign of kills, single blows, and what a run costs above its floors."""

from __future__ import annotations

import os
import random
import signal
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import Max, Min
from django.db.models.functions import Now

from audit.actions.runs import start_run
from audit.acts import record
from audit.choices import RunQueue, RunState
from audit.models import Act, Run
from house.places import folder
from tests.trials.acts import EFFECT
from tests.trials.workshop import BEAT, Workshop, ringing_at, until

PAIR = ("one", "two")
SINGLE = "single"
WORKERS = dict.fromkeys(PAIR, ("watch,quick", 3)) | {SINGLE: ("watch,quick", 1)}
SLOTS = sum(WORKERS[name][1] for name in PAIR)
SHARE_OF_WHOLE_WORKERS = 0.15
IDLE = 180.0  # seconds without a run that ends, after which it is called off


@contextmanager
def workshop_in(place: Path) -> Iterator[Workshop]:
    """A Redis of its own, at which this process rings, and room for workers at the usual pace."""
    workshop = Workshop(folder(place / "workshop"), pace={}, workers=WORKERS)
    try:
        workshop.start_redis()
        os.environ["REDIS_URL"] = workshop.redis.url
        with ringing_at(workshop.redis.url):
            yield workshop
    finally:
        workshop.stop()


# --- What a run costs ------------------------------------------------------------------------------
def costs(workshop: Workshop, number: int) -> dict[str, float]:
    """Milliseconds for one effect: written by hand, by a bare Celery task, by a run; one process does all."""

    def by_hand() -> None:
        with transaction.atomic():
            record(EFFECT, by=None, subject=Run(pk=uuid4(), kind="by hand"), details={})

    def by_task() -> None:
        current_app.send_task("trials.bare", queue="quick")

    def by_run() -> None:
        start_run(by=None, kind="trials.count")

    found = {"by hand": _each(by_hand, number)}
    for name, ask in (("bare task", by_task), ("run", by_run)):
        found[f"{name}, to ask for it"] = _each(ask, number)
        found[f"{name}, to do it"] = _drained(workshop, number)
    return found


def _each(do: Callable[[], object], number: int) -> float:
    began = time.perf_counter()
    for _ in range(number):
        do()
    return round((time.perf_counter() - began) / number * 1000, 2)


def _drained(workshop: Workshop, number: int) -> float:
    """How far apart the effects of one process stand, when all was asked for before it starts."""
    before = Act.objects.aggregate(last=Max("pk"))["last"]
    made = Act.objects.filter(pk__gt=before)
    workshop.start(SINGLE)
    until(lambda: made.count() >= number, patience=IDLE)
    workshop.kill(SINGLE)
    span: timedelta = made.aggregate(span=Max("at") - Min("at"))["span"]
    return round(span.total_seconds() / (number - 1) * 1000, 2)


# --- Kills -----------------------------------------------------------------------------------------
def _attempt(run: Run) -> int:
    return Run.objects.values_list("attempt", flat=True).get(pk=run.pk)


def _has_come_to(run: Run, attempt: int) -> bool:
    return _attempt(run) >= attempt


def _under_way() -> Run:
    """A run of a few seconds in the hands of a worker."""
    run = start_run(by=None, kind="trials.count", parameters={"seconds": 2})
    until(lambda: _attempt(run) == 1, patience=IDLE)
    run.refresh_from_db()
    return run


class Campaign:
    """The runs, the workers, and whoever kills them. The database knows what became of each."""

    def __init__(self, workshop: Workshop, runs: int, kills: int, seed: int) -> None:
        self.workshop = workshop
        self.runs, self.kills = runs, kills
        self.dice = random.Random(seed)
        self.killed: Counter[str] = Counter()
        self.struck: dict[Any, datetime] = {}  # which run lost its worker last when
        self.asked: set[UUID] = set()

    def go(self) -> dict[str, Any]:
        """Ask for all, kill on the way, count."""
        began = time.monotonic()
        for _ in range(self.runs):
            asked = start_run(by=None, kind="trials.count", parameters={"seconds": self.dice.random() * 0.1})
            self.asked.add(asked.pk)
        to_ask = time.monotonic() - began
        self.workshop.start(*PAIR, BEAT)
        self._kill_on_the_way()
        took = time.monotonic() - began
        return {"seconds to ask": round(to_ask, 1), "seconds in all": round(took, 1)} | self._figures()

    # --- one at a time ---------------------------------------------------------------------------
    def comebacks(self, blows: int) -> dict[str, Any]:
        """How many seconds after a blow the run is in the hands of a worker again, or for the first time."""
        return {
            "back after kill -9 of its process (s)": self._times(blows, self._kill_process),
            "back after kill -9 of its worker (s)": self._times(blows, self._kill_worker),
            "taken after FLUSHALL (s)": self._times(blows, self._forget),
        }

    def _times(self, blows: int, strike: Callable[[], tuple[Run, int]]) -> dict[str, Any]:
        found = []
        for _ in range(blows):
            self.workshop.start(*(name for name in PAIR if not self.workshop.is_there(name)))
            time.sleep(self.dice.uniform(0, settings.RUN_SWEEP))  # wherever the sweeper is on its round
            run, attempt = strike()
            struck_at = time.monotonic()
            until(partial(_has_come_to, run, attempt), patience=IDLE)
            found.append(round(time.monotonic() - struck_at, 1))
            until(lambda: not Run.objects.open().filter(queue=RunQueue.QUICK).exists(), patience=IDLE)
        return {"median": statistics.median(found), "worst": max(found), "each": sorted(found)}

    def _kill_process(self) -> tuple[Run, int]:
        run = _under_way()
        os.kill(int(run.worker.split()[1]), signal.SIGKILL)
        return run, 2

    def _kill_worker(self) -> tuple[Run, int]:
        run = _under_way()
        self.workshop.kill(run.worker.partition("@")[0])
        return run, 2

    def _forget(self) -> tuple[Run, int]:
        """All are busy, one more waits, and Redis forgets its bell."""
        _under_way()
        *_busy, last = [start_run(by=None, kind="trials.count", parameters={"seconds": 1}) for _ in range(SLOTS)]
        self.workshop.client.flushall()
        return last, 1

    # --- many ------------------------------------------------------------------------------------

    def _kill_on_the_way(self) -> None:

        over, moved_at = 0, time.monotonic()
        while over < self.runs:
            now_over = self.runs - Run.objects.open().filter(kind="trials.count").count()
            moved_at = time.monotonic() if now_over > over else moved_at
            over = now_over
            assert time.monotonic() - moved_at < IDLE, f"nothing more happens after {over} runs"
            if sum(self.killed.values()) < min(self.kills, 1 + over * self.kills // (self.runs * 0.95)):
                self._kill_one()
            else:
                time.sleep(0.05)

    def _kill_one(self) -> None:
        """Kill a process that holds a run, or a whole worker with all that it holds."""
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

        asked = {str(pk) for pk in self.asked}
        left = Act.objects.filter(act=EFFECT.name).order_by().values_list("subject_id", flat=True)
        effects = Counter(subject for subject in left if subject in asked)
        again = Run.objects.filter(pk__in=self.struck, attempt__gt=1)
        waits = sorted((run.finished_at - self.struck[run.pk]).total_seconds() for run in again if run.finished_at)
        runs = Run.objects.filter(pk__in=self.asked)
        failed = runs.failed().values_list("outcome", "attempt", "reference")
        states = Counter(runs.order_by().values_list("state", flat=True))
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
            "most attempts": max(runs.order_by().values_list("attempt", flat=True), default=0),
        }
