"""What Celery calls. The bell names a queue; what is to be done stands in PostgreSQL."""

import os
import resource

from celery import Task, shared_task
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from audit.actions import rehearsal, runs, seal_checks, seal_delivery, sealing
from audit.actions.runs import Result, Running, kind
from audit.choices import RunQueue


@shared_task(name="audit.work_quick", bind=True, acks_late=False)
def work_quick(self: Task[[], None]) -> None:
    """The bell of quick work."""
    _work(self, RunQueue.QUICK)


@shared_task(name="audit.work_long", bind=True, acks_late=False)
def work_long(self: Task[[], None]) -> None:
    """The bell of long work."""
    _work(self, RunQueue.LONG)


@shared_task(name="audit.sweep", acks_late=False)
def sweep() -> None:
    """Every few seconds: bring back what the broker or a dead worker has lost."""
    runs.sweep()


@shared_task(name="audit.beat", bind=True, acks_late=False)
def beat(self: Task[[str], None], queue: str) -> None:
    """Every few seconds through each queue: somebody takes what is sent there."""
    runs.note_beat(queue, worker=str(self.request.hostname))


@shared_task(name="audit.seal_books", acks_late=False)
def seal_books() -> None:
    """Every few minutes: seal what was written, and send the heads out of the database."""
    try:
        sealing.seal_books()
    finally:
        seal_delivery.send_heads()


@kind(title=_("Check of the seals"), queue=RunQueue.LONG)
def verify_books(run: Running) -> Result:
    """Each night: compare all books with their seals."""
    return seal_checks.verify_books(run)


@kind(title=_("Rehearsal"), queue=RunQueue.LONG, checkpoints=True)
def rehearse(run: Running) -> Result:
    """Count, slowly, so that an administrator can see the machinery work."""
    return rehearsal.rehearse(run)


def _work(task: Task[[], None], queue: RunQueue) -> None:
    limit = settings.RUN_MEMORY * 1024 * 1024
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (limit if hard < 0 else min(limit, hard), hard))
    runs.work_on_next(queue, worker=f"{task.request.hostname} {os.getpid()}")
