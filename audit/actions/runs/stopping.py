"""Stopping a run, and trying again. Who may is for the act that calls this."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from audit.actions.runs.bell import ring_after_commit
from audit.actions.runs.ending import STOPPED
from audit.choices import RunState
from audit.models import Run


class NotOpen(ValueError):
    """The run is over: there is nothing to stop."""


class NotOver(ValueError):
    """The run has not failed and was not stopped: there is nothing to try again."""


@transaction.atomic
def cancel_run(run: Run) -> Run:
    """Stop a run: at once while it waits, else at its next checkpoint. Twice is once. Raises NotOpen."""
    current = Run.objects.select_for_update().get(pk=run.pk)
    match current.state:
        case RunState.QUEUED:
            current.state, current.outcome = RunState.CANCELLED, STOPPED
            current.finished_at = current.cancel_asked_at = Now()
        case RunState.RUNNING:
            current.cancel_asked_at = current.cancel_asked_at or Now()
        case _:
            raise NotOpen(str(current.pk))
    current.save(update_fields=["state", "outcome", "finished_at", "cancel_asked_at"])
    current.refresh_from_db()
    return current


@transaction.atomic
def retry_run(run: Run) -> Run:
    """Put a failed or stopped run back into its queue; it goes on from its last checkpoint. Raises NotOver."""
    current = Run.objects.select_for_update().get(pk=run.pk)
    if current.state not in (RunState.FAILED, RunState.CANCELLED):
        raise NotOver(str(current.pk))
    Run.objects.filter(pk=run.pk).update(
        state=RunState.QUEUED,
        due_at=Now(),
        failures=0,
        cancel_asked_at=None,
        finished_at=None,
        outcome="",
        outcome_values={},
        reference="",
    )
    ring_after_commit(current.queue)
    current.refresh_from_db()
    return current
