"""The task queue. The schedule stands in `config.settings`, one line a job."""

from typing import Any

from celery import Celery, Task
from django.db import close_old_connections


class CarefulTask(Task[..., Any]):
    """A task that does not begin with a line to PostgreSQL that has broken since the one before."""

    def before_start(self, task_id: str, args: Any, kwargs: Any) -> None:
        """Let go of lines that are broken or too old."""
        super().before_start(task_id, args, kwargs)
        close_old_connections()


app = Celery("vigie", task_cls=CarefulTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
