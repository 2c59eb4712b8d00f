"""Runs by hand, without a worker: ask, take, work, let time pass."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models.functions import Now

from audit.actions.runs import start_run, work_on_next
from audit.actions.runs.working import claim_next
from audit.models import Run

if TYPE_CHECKING:
    from audit.actions.runs import Running


def count(**parameters: object) -> Run:
    """Ask for one effect."""
    return start_run(by=None, kind="trials.count", parameters=parameters)


def work(queue: str = "quick") -> None:
    """Do all that is due, as a worker would."""
    while work_on_next(queue, worker="this test"):
        pass


def now(run: Run) -> Run:
    """The run as it stands now."""
    run.refresh_from_db()
    return run


def taken(run: Run) -> Running:
    """The run in the hands of a worker."""
    claimed = claim_next(run.queue, worker="this test")
    assert claimed
    assert claimed.id == run.pk
    return claimed


def silent(run: Run) -> None:
    """Let its worker have been silent for a long time."""
    Run.objects.filter(pk=run.pk).update(heartbeat_at=Now() - timedelta(minutes=5))


def due(run: Run) -> None:
    """Let the wait after a failure be over."""
    Run.objects.filter(pk=run.pk).update(due_at=Now())
