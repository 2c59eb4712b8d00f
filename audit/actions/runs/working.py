"""What a worker does when it hears the bell: take one run, do it, say how it ended."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now

from audit.actions.runs import ending
from audit.actions.runs.heartbeat import Heartbeat
from audit.actions.runs.kinds import Kind, UnknownKind, find_kind
from audit.actions.runs.running import Cancelled, CannotGoOn, LeaseLost, Result, Running
from audit.acts import request_id
from audit.choices import RunState
from audit.models import Run

log = logging.getLogger(__name__)


def work_on_next(queue: str, *, worker: str) -> Running | None:
    """Take the run that has waited longest and do one attempt at it; None when nothing waits."""
    running = claim_next(queue, worker=worker)
    if running is None:
        return None
    log.info("begins: %s", running)
    token = request_id.set(str(running.id))
    try:
        with _statement_timeout(queue):
            _attempt(running)
    except LeaseLost:
        log.warning("is somebody else’s by now, nothing of this attempt is kept: %s", running)
    finally:
        request_id.reset(token)
    return running


@transaction.atomic
def claim_next(queue: str, *, worker: str) -> Running | None:
    """Make the longest waiting run this worker's own, under a new attempt number."""
    run = Run.objects.due(queue).select_for_update(skip_locked=True).first()
    if run is None:
        return None
    Run.objects.filter(pk=run.pk).update(
        state=RunState.RUNNING,
        attempt=F("attempt") + 1,
        worker=worker[-160:],
        started_at=Coalesce("started_at", Now()),
        heartbeat_at=Now(),
    )
    run.attempt += 1
    return Running(run)


def _attempt(running: Running) -> None:
    """Do the work and end it in whatever way is called for. Raises LeaseLost."""
    try:
        try:
            with Heartbeat(running):
                _do(running, find_kind(running.kind))
        finally:
            running.write_lines()
    except LeaseLost:
        raise
    except Cancelled:
        ending.stop(running)
        log.info("cancelled: %s", running)
    except UnknownKind:
        ending.refuse(running, CannotGoOn(ending.UNKNOWN_KIND))
    except CannotGoOn as refusal:
        ending.refuse(running, refusal)
        log.info("cannot go on: %s: %s", running, refusal.words % refusal.values)
    except Exception as error:  # whatever the work throws, the person who asked is told
        reference = ending.break_off(running, _words_for(error))
        log.exception("failed, reference %s: %s", reference, running)
    else:
        log.info("done: %s", running)


def _do(running: Running, kind: Kind) -> None:
    if kind.checkpoints:
        ending.succeed(running, kind.work(running) or Result())
        return
    with transaction.atomic():
        ending.succeed(running, kind.work(running) or Result())


def _words_for(error: Exception) -> str:
    match error:
        case SoftTimeLimitExceeded():
            return ending.TOO_LONG
        case MemoryError():
            return ending.TOO_LARGE
        case _:
            return ending.UNEXPECTED


@contextmanager
def _statement_timeout(queue: str) -> Iterator[None]:
    """How long one statement of this queue's work may take; Celery's limits cannot stop a query."""
    limit = timedelta(seconds=settings.RUN_STATEMENT_SECONDS[queue])
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{limit.total_seconds() * 1000:.0f}"])
    try:
        yield
    finally:
        try:
            with connection.cursor() as cursor:
                cursor.execute("RESET statement_timeout")
        except DatabaseError:
            connection.close()  # what comes next gets a new one, and with it the usual limit
