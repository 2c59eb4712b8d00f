"""What goes round every few seconds, and what an administrator is told about the queues."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from audit.actions.runs import (
    LeaseLost,
    Result,
    ending,
    note_beat,
    start_run,
    sweeping,
)
from audit.actions.runs.bell import ring, ring_for_forgotten
from audit.choices import QueueTrouble, RunQueue, RunState
from audit.models import Run, WorkerBeat
from audit.reports.queues import queue_standings, unheard
from tests.trials.by_hand import count, now, taken, work
from tests.trials.tasks import effect
from tests.trials.workshop import effects, ringing_at

if TYPE_CHECKING:
    from django.conf import LazySettings
    from time_machine import TimeMachineFixture

    from audit.actions.runs import Running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_bells_left")]


# --- The sweeper ---------------------------------------------------------------------------------
def test_living_run_is_left_alone() -> None:
    run = count()
    taken(run)

    assert sweeping.give_back_abandoned() == 0
    assert now(run).state == RunState.RUNNING


def test_sweeper_rings_as_often_as_bells_are_missing() -> None:
    for _ in range(5):
        count()
    ring("quick", times=2)

    assert ring_for_forgotten("quick") == 3
    assert unheard("quick") == 5
    assert ring_for_forgotten("quick") == 0


def test_sweeper_does_not_ring_for_what_waits_after_a_failure() -> None:
    run = start_run(by=None, kind="trials.fail")
    work()

    assert now(run).due_at > timezone.now()
    assert ring_for_forgotten("quick") == 0


def test_sweep_forgets_workers_of_yesterday() -> None:
    for worker in ("old", "new"):
        note_beat("quick", worker=worker)
    WorkerBeat.objects.filter(worker="old").update(beat_at=Now() - timedelta(days=2))
    sweeping.sweep()

    assert [beat.worker for beat in WorkerBeat.objects.all()] == ["new"]


def test_few_bells_wake_all_who_do_long_work() -> None:
    for _ in range(15):
        start_run(by=None, kind="trials.count_on", parameters={"steps": 1})

    assert ring_for_forgotten("long") == 10


def test_clock_that_was_put_back_holds_nothing_up() -> None:
    waiting, failed, held = count(), count(), count()
    hour = timedelta(hours=1)
    Run.objects.filter(pk=waiting.pk).update(due_at=Now() + hour)
    Run.objects.filter(pk=failed.pk).update(due_at=Now() + timedelta(seconds=60))
    Run.objects.filter(pk=held.pk).update(
        state=RunState.RUNNING, attempt=1, worker="w 1", due_at=Now(), heartbeat_at=Now() + hour
    )
    sweeping.sweep()

    soon = timezone.now() + timedelta(seconds=30)
    assert now(waiting).due_at < soon
    assert now(failed).due_at > soon, "this one waits for its second attempt"
    assert Run.objects.filter(pk=held.pk, heartbeat_at__lt=soon).exists(), "from here on its lease is counted"


def test_clock_that_was_put_forward_costs_an_attempt_and_no_effect() -> None:
    run = count()
    stale = taken(run)
    Run.objects.update(heartbeat_at=Now() - timedelta(days=1))  # what it looks like from tomorrow
    sweeping.sweep()
    work()
    with pytest.raises(LeaseLost):
        _come_to_an_end(stale)

    assert (now(run).state, run.attempt, effects(run)) == (RunState.DONE, 2, [1])


@transaction.atomic
def _come_to_an_end(claimed: Running) -> None:
    effect(claimed)
    ending.succeed(claimed, Result())


def test_sweep_starts_what_is_due_today_once(settings: LazySettings, time_machine: TimeMachineFixture) -> None:
    settings.RUN_DAILY = {"trials.count": time(4, 10), "trials.whisper": time(23, 0)}
    for moment, started in (("22 04:09", 0), ("22 04:10", 1), ("22 19:00", 1), ("22 23:30", 2), ("24 12:00", 3)):
        time_machine.move_to(f"2026-11-{moment} +0000")
        sweeping.sweep()
        assert Run.objects.count() == started


# --- How the queues stand --------------------------------------------------------------------------
def test_standings() -> None:
    runs = [count() for _ in range(3)]
    taken(runs[0])
    note_beat("long", worker="w")
    WorkerBeat.objects.update(beat_at=Now() - timedelta(minutes=10))
    quick, long = queue_standings()

    assert (quick.queue, quick.waiting, quick.under_way, quick.is_silent) == (RunQueue.QUICK, 2, 1, False)
    assert quick.waiting_since == now(runs[1]).due_at
    assert (long.waiting, long.under_way, long.waiting_since, long.is_silent) == (0, 0, None, True)


def test_sign_of_life_from_the_future_is_none() -> None:
    note_beat("quick", worker="w")
    WorkerBeat.objects.update(beat_at=Now() + timedelta(hours=1))

    assert queue_standings()[0].is_silent
    assert not WorkerBeat.objects.recent().exists()


def test_why_a_queue_is_silent() -> None:
    assert trouble() == QueueTrouble.CLOCK_STOPPED, "no bell, not even the clock’s"
    ring("quick")
    assert trouble() == QueueTrouble.NOBODY_HEARS
    with ringing_at("redis://127.0.0.1:1/0"):
        assert trouble() == QueueTrouble.REDIS_AWAY
    note_beat("quick", worker="w")
    assert trouble() is None


def trouble() -> QueueTrouble | None:
    return queue_standings()[0].trouble
