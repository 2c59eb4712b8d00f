"""The task queue. The schedule stands in `config.settings`, one line a job."""

import gc
from typing import Any

from celery import Celery, Task
from celery.beat import PersistentScheduler
from celery.signals import worker_before_create_process
from django.db import close_old_connections
from django_structlog.celery.steps import DjangoStructLogInitStep

from config.broker import keep_notes_if_there_is_room
from config.logs import tasks


class CarefulTask(Task[..., Any]):
    """A task that does not begin with a line to PostgreSQL that has broken since the one before."""

    def before_start(self, task_id: str, args: Any, kwargs: Any) -> None:
        """Let go of lines that are broken or too old."""
        super().before_start(task_id, args, kwargs)
        close_old_connections()


class SteadyScheduler(PersistentScheduler):
    """A clock that goes on when the machine's time is put back, even while it was off.

    Celery's own waits until the time comes at which a job ran last: for years, on a machine that starts in 2020.
    """

    _ticked_at: Any = None

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        """Send what is due; gives the seconds until the next time."""
        now = self.app.now()
        if self._ticked_at is None or now < self._ticked_at:
            for entry in self.schedule.values():
                entry.last_run_at = min(entry.last_run_at or now, now)
            self._heap = None
        self._ticked_at = now
        return super().tick(*args, **kwargs)


app = Celery("vigie", task_cls=CarefulTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()
tasks.carry_numbers()
keep_notes_if_there_is_room()


@worker_before_create_process.connect
def share_memory(**_told: Any) -> None:
    """What is loaded before the children are made is looked through no more, so that they share it."""
    gc.collect()
    gc.freeze()
