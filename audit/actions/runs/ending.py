"""How an attempt ends. Each ending is written only by the attempt that still holds the run."""

from __future__ import annotations

import secrets
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_noop

from audit.actions.runs import files
from audit.actions.runs.bell import ring_after_commit
from audit.choices import RunState
from audit.models import Run, RunLine

if TYPE_CHECKING:
    from audit.actions.runs.running import CannotGoOn, Result, Running

UNEXPECTED = gettext_noop("Something went wrong that Vigie did not expect. Tell your administrator the reference.")
TOO_LONG = gettext_noop("It took longer than a run may take.")
TOO_LARGE = gettext_noop("It needed more memory than a run may use.")
DATABASE_AWAY = gettext_noop("The database could not be reached.")
SILENT = gettext_noop("The worker stopped without a word, again and again.")
UNKNOWN_KIND = gettext_noop("This version of Vigie does not know what is to be done here.")
STOPPED = gettext_noop("It was stopped before it was done.")


def succeed(running: Running, result: Result) -> None:
    """Done. In the transaction of the work, so that both are kept or neither. Raises LeaseLost."""
    changes: dict[str, Any] = {"outcome": result.words, "outcome_values": dict(result.values)}
    if running.news:
        changes |= running.news
    if file := running.file:
        changes |= {
            "file_name": file.name,
            "file_path": file.path,
            "file_type": file.content_type,
            "file_size": file.size,
            "file_sha256": file.sha256,
        }
    _end(running, RunState.DONE, **changes)


def stop(running: Running) -> None:
    """Cancelled on the way. Raises LeaseLost."""
    _end(running, RunState.CANCELLED, outcome=STOPPED, outcome_values={})


def refuse(running: Running, refusal: CannotGoOn) -> None:
    """Failed for a reason that another attempt would meet again. Raises LeaseLost."""
    _end(running, RunState.FAILED, outcome=refusal.words, outcome_values=refusal.values)


@transaction.atomic
def break_off(running: Running, words: str) -> str:
    """An attempt died of an error: try again after a while, or give up. Gives the reference. Raises LeaseLost."""
    run = Run.objects.held(running.id, running.attempt).select_for_update().first()
    if run is None:
        raise running.lost()
    reference = secrets.token_hex(4).upper()
    _count_failure(run, words, reference, wait=settings.RUN_BACKOFF * 6**run.failures)
    return reference


def give_back(run: Run) -> None:
    """An attempt's worker has fallen silent: the row, locked by the caller, goes back into the queue or ends."""
    _count_failure(run, SILENT, "", wait=0)


def longest_wait() -> float:
    """The most seconds that a run may have to wait between two attempts."""
    return float(settings.RUN_BACKOFF * 6**settings.RUN_ATTEMPTS)


def _count_failure(run: Run, words: str, reference: str, *, wait: float) -> None:
    run.failures += 1
    ended: dict[str, Any] = {"failures": run.failures, "outcome": words, "outcome_values": {}, "reference": reference}
    if run.cancel_asked_at:
        ended |= {"state": RunState.CANCELLED, "finished_at": Now(), "outcome": STOPPED}
    elif run.failures >= settings.RUN_ATTEMPTS:
        ended |= {"state": RunState.FAILED, "finished_at": Now()}
    else:
        ended |= {"state": RunState.QUEUED, "due_at": Now() + timedelta(seconds=wait), "outcome": ""}
        if not wait:
            ring_after_commit(run.queue)
    Run.objects.filter(pk=run.pk).update(**ended)
    if ended["state"] != RunState.QUEUED:
        transaction.on_commit(partial(files.remove_others, run.pk), robust=True)
    _say_why(run, reference, again=ended["state"] == RunState.QUEUED, wait=wait)


def _say_why(run: Run, reference: str, *, again: bool, wait: float) -> None:
    if reference:
        text = gettext_noop("Attempt %(attempt)s failed. Reference: %(reference)s.")
    else:
        text = gettext_noop("The worker of attempt %(attempt)s fell silent.")
    values = {"attempt": run.attempt, "reference": reference}
    lines = [RunLine(run=run, attempt=run.attempt, text=text, values=values)]
    if again:
        text = gettext_noop("It is tried again in %(seconds)s seconds.")
        lines.append(RunLine(run=run, attempt=run.attempt, text=text, values={"seconds": round(wait)}))
    RunLine.objects.bulk_create(lines)


def _end(running: Running, state: RunState, **changes: object) -> None:
    ended = Run.objects.held(running.id, running.attempt).update(
        state=state, finished_at=Now(), reference="", **changes
    )
    if not ended:
        raise running.lost()
    kept = running.file.path if state == RunState.DONE and running.file else ""
    transaction.on_commit(partial(files.remove_others, running.id, kept), robust=True)
