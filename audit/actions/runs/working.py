"""What a worker does when it hears the bell: take one run, do it, say how it ended."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now
from psycopg2.errors import QueryCanceled
from structlog.contextvars import bound_contextvars

from audit.actions.runs import ending
from audit.actions.runs.bell import ring_for_forgotten
from audit.actions.runs.heartbeat import Heartbeat
from audit.actions.runs.kinds import Kind, UnknownKind, find_kind
from audit.actions.runs.running import Cancelled, CannotGoOn, LeaseLost, Result, Running
from audit.choices import RunQueue, RunState
from audit.models import Run
from audit.rules.numbers import request_id

log = logging.getLogger(__name__)


def work_on_next(queue: str, *, worker: str) -> Running | None:
    """Take the run that has waited longest and do one attempt at it; None when nothing is for this worker.

    `worker` is its name and the number of its process, with a space between them.
    """
    running = claim_next(queue, worker=worker)
    if running is None:
        return None
    token = request_id.set(running.request_id or str(running.id))
    about = {"run": str(running.id), "officer": running.by_id, "office": running.office_code or None}
    try:
        with bound_contextvars(**about), _statement_timeout(queue):
            log.info("begins: %s", running)
            _attempt(running)
    except LeaseLost:
        log.warning("is somebody else’s by now, nothing of this attempt is kept: %s", running)
    finally:
        request_id.reset(token)
        if queue == RunQueue.LONG:
            ring_for_forgotten(queue)  # for those that this worker has passed over in the meantime
    return running


@transaction.atomic
def claim_next(queue: str, *, worker: str) -> Running | None:
    """Make the longest waiting run this worker's own, under a new attempt number."""
    if queue == RunQueue.LONG and not _may_take_long(worker.rpartition(" ")[0]):
        return None
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


def _may_take_long(name: str) -> bool:
    """Whether a worker has room for a long run: its other processes stay free, so that no report delays a check.

    Its processes ask one after the other, until the transaction ends.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"long runs of {name}"])
    most: int = settings.RUN_LONG_AT_ONCE
    return Run.objects.of_worker(name).filter(queue=RunQueue.LONG).count() < most


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
        log.info("cannot go on: %s: %s", running, refusal.words)
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
        case OperationalError(__cause__=QueryCanceled()):
            return ending.TOO_LONG
        case OperationalError() | InterfaceError():
            return ending.DATABASE_AWAY
        case _:
            return ending.UNEXPECTED


@contextmanager
def _statement_timeout(queue: str) -> Iterator[None]:
    """How long one statement of this queue's work may take; Celery's limits cannot stop a query."""
    milliseconds = round(settings.RUN_STATEMENT_SECONDS[queue] * 1000)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(milliseconds)])
    try:
        yield
    finally:
        try:
            with connection.cursor() as cursor:
                cursor.execute("RESET statement_timeout")
        except DatabaseError:
            connection.close()  # what comes next gets a new one, and with it the usual limit
