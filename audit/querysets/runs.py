"""Reading background runs. Who may see them is for the rooms above to say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from audit.choices import OPEN_STATES, RunState

if TYPE_CHECKING:
    from audit.models import Run, RunLine, WorkerBeat


class RunQuerySet(models.QuerySet["Run"]):
    """Runs by where they stand. The clock is the database's: workers on other machines may have another."""

    def open(self) -> Self:
        """Runs of which something may still come by itself."""
        return self.filter(state__in=OPEN_STATES)

    def due(self, queue: str) -> Self:
        """Runs of a queue that a worker may take now, in the order in which they were asked for.

        One that comes back after its worker died thus goes before all that were asked for later.
        """
        return self.filter(queue=queue, state=RunState.QUEUED, due_at__lte=Now()).order_by("created_at", "id")

    def abandoned(self) -> Self:
        """Runs whose worker has not been heard of for the length of a lease."""
        lease = timedelta(seconds=settings.RUN_LEASE)
        return self.filter(state=RunState.RUNNING, heartbeat_at__lt=Now() - lease)

    def alive(self) -> Self:
        """Runs under way that have shown a sign of life of late."""
        return self.filter(state=RunState.RUNNING, heartbeat_at__range=_of_late())

    def of_worker(self, name: str) -> Self:
        """Runs that the processes of one worker have in their hands, dead or alive."""
        return self.filter(state=RunState.RUNNING, worker__startswith=f"{name} ")

    def held(self, run_id: object, attempt: int) -> Self:
        """The run, if this attempt still is the one that may write; nothing otherwise."""
        return self.filter(pk=run_id, state=RunState.RUNNING, attempt=attempt)

    def with_old_file(self) -> Self:
        """Runs whose file has been kept as long as files are."""
        ended = self.filter(state=RunState.DONE, finished_at__lt=Now() - settings.RUN_FILES_KEPT)
        return ended.exclude(file_path="").filter(file_removed_at__isnull=True)

    def failed(self) -> Self:
        """Runs that failed, the latest first."""
        return self.filter(state=RunState.FAILED).order_by("-finished_at", "-id")


class RunLineQuerySet(models.QuerySet["RunLine"]):
    """Log lines of runs."""

    def last_lines(self, number: int) -> list[RunLine]:
        """The last lines, the oldest of them first."""
        return list(self.order_by("-id")[:number])[::-1]


class WorkerBeatQuerySet(models.QuerySet["WorkerBeat"]):
    """Heartbeats of workers."""

    def recent(self) -> Self:
        """Beats of workers that are there."""
        return self.filter(beat_at__range=_of_late())

    def older_than(self, age: timedelta) -> Self:
        """Beats of workers that have been silent for so long."""
        return self.filter(beat_at__lt=Now() - age)


def _of_late() -> tuple[object, object]:
    """Not long ago, and not in a future that a clock that was put back has left behind."""
    silence = timedelta(seconds=settings.RUN_SILENCE)
    return Now() - silence, Now() + silence
