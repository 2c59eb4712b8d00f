"""What goes round every few seconds: forgotten bells are rung again, what dead workers held is given back."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from audit.actions.runs import ending
from audit.actions.runs.bell import ring_for_forgotten
from audit.actions.runs.starting import start_daily_run
from audit.choices import RunQueue, RunState
from audit.models import Run, WorkerBeat

log = logging.getLogger(__name__)
AT_ONCE = 1_000  # rows in one round: the next round does the rest
FORGET_WORKERS_AFTER = timedelta(days=1)


def sweep() -> None:
    """One round."""
    follow_clock_that_went_back()
    start_what_is_due_today()
    give_back_abandoned()
    for queue in RunQueue:
        ring_for_forgotten(queue)
    WorkerBeat.objects.older_than(FORGET_WORKERS_AFTER).delete()


def follow_clock_that_went_back() -> None:
    """Times that the database's clock cannot have given yet become now; else a run waits until they come again."""
    ahead = Now() + timedelta(seconds=settings.RUN_LEASE)
    Run.objects.filter(state=RunState.RUNNING, heartbeat_at__gt=ahead).update(heartbeat_at=Now())
    ahead = Now() + timedelta(seconds=ending.longest_wait())
    Run.objects.filter(state=RunState.QUEUED, due_at__gt=ahead).update(due_at=Now())


def start_what_is_due_today() -> None:
    """Start each daily run whose time has come. One whose time was missed is started late, not left out."""
    now = timezone.localtime().time()
    for kind, at in settings.RUN_DAILY.items():
        if now >= at:
            start_daily_run(kind=kind)


@transaction.atomic
def give_back_abandoned() -> int:
    """Take from workers that have fallen silent what they held; how many runs."""
    abandoned = Run.objects.abandoned().select_for_update(skip_locked=True)[:AT_ONCE]
    for run in abandoned:
        log.warning("the worker %s has fallen silent: %s %s, attempt %s", run.worker, run.kind, run.pk, run.attempt)
        ending.give_back(run)
    return len(abandoned)


def note_beat(queue: str, *, worker: str) -> None:
    """A heartbeat has come through the queue: its worker takes what it is sent."""
    WorkerBeat.objects.update_or_create(queue=queue, worker=worker[-160:], defaults={"beat_at": Now()})
