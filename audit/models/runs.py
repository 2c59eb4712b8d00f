"""Background runs: the row is the truth of each job, and Redis only rings the bell."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext

from audit.choices import OPEN_STATES, RunQueue, RunState
from audit.querysets import RunLineQuerySet, RunQuerySet, WorkerBeatQuerySet


class Run(models.Model):
    """One job that is done beside the request: who asked for what, how far it is, what came of it.

    It is written in the transaction of the act that asks for it, so it is there or not together with
    the act. `key` is unique: who starts the same thing twice gets the same run. `attempt` grows each
    time a worker takes the run; a worker may only write while it holds the latest attempt.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=80)  # "accounts.follow_postings": a function of that room's tasks
    queue = models.CharField(max_length=8, choices=RunQueue)
    parameters = models.JSONField(default=dict)
    by_id = models.BigIntegerField(null=True)  # null: the system itself
    by_name = models.CharField(max_length=170)
    office_code = models.CharField(max_length=24, blank=True)  # the office that it concerns
    request_id = models.CharField(
        max_length=36, blank=True, default="", db_default=""
    )  # of the web request that asked for it, if one did

    state = models.CharField(max_length=12, choices=RunState, default=RunState.QUEUED)
    due_at = models.DateTimeField(db_default=Now())  # not before: a failed attempt waits a little
    attempt = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)  # attempts that died since the run last got ahead
    worker = models.CharField(max_length=160, blank=True)
    cancel_asked_at = models.DateTimeField(null=True)

    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)  # null: not known yet
    word = models.CharField(max_length=200, blank=True)  # a message to be translated
    word_values = models.JSONField(default=dict)
    place = models.JSONField(default=dict)  # what the next attempt needs to go on from here

    outcome = models.CharField(max_length=300, blank=True)  # a message: what came of it, or why nothing did
    outcome_values = models.JSONField(default=dict)
    reference = models.CharField(max_length=16, blank=True)  # of an error: to be found in the workers' log
    file_name = models.CharField(max_length=160, blank=True)
    file_path = models.CharField(max_length=240, blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    file_size = models.PositiveBigIntegerField(null=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_removed_at = models.DateTimeField(null=True)  # its time was over

    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = RunQuerySet.as_manager()
    was_there = False  # True on a run that its caller found instead of making it

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = [
            models.CheckConstraint(
                name="run_running_has_heartbeat",
                condition=~Q(state=RunState.RUNNING) | Q(heartbeat_at__isnull=False, attempt__gte=1),
            ),
            models.CheckConstraint(
                name="run_finished_says_when",
                condition=Q(state__in=OPEN_STATES, finished_at__isnull=True)
                | (~Q(state__in=OPEN_STATES) & Q(finished_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["queue", "created_at", "id"], name="run_next", condition=Q(state=RunState.QUEUED)),
            models.Index(fields=["heartbeat_at"], name="run_under_way", condition=Q(state=RunState.RUNNING)),
            models.Index(fields=["by_id", "-created_at", "-id"], name="run_by_person"),
            models.Index(fields=["office_code", "-created_at", "-id"], name="run_by_office"),
            models.Index(fields=["-finished_at"], name="run_failed", condition=Q(state=RunState.FAILED)),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it by itself."""
        return self.state in OPEN_STATES

    @property
    def is_being_cancelled(self) -> bool:
        """Whether it still runs but has been told to stop."""
        return self.state == RunState.RUNNING and self.cancel_asked_at is not None

    @property
    def file_kept_until(self) -> datetime | None:
        """When the file's time is over; None where there is none, or none any more."""
        if not self.file_path or not self.finished_at or self.file_removed_at:
            return None
        return self.finished_at + settings.RUN_FILES_KEPT

    @property
    def progress_sentence(self) -> str:
        """What it is doing, in the reader's language."""
        return said(self.word, self.word_values)

    @property
    def outcome_sentence(self) -> str:
        """What came of it, in the reader's language."""
        return said(self.outcome, self.outcome_values)


class RunLine(models.Model):
    """One line of the log that a run keeps for its readers."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="lines")
    at = models.DateTimeField(default=timezone.now)
    attempt = models.PositiveIntegerField()
    text = models.CharField(max_length=300)  # a message to be translated
    values = models.JSONField(default=dict)

    objects = RunLineQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text

    @property
    def sentence(self) -> str:
        """The line in the reader's language."""
        return said(self.text, self.values)


class WorkerBeat(models.Model):
    """When a worker last took something from a queue: the dead-man's handle of the queue."""

    queue = models.CharField(max_length=8, choices=RunQueue)
    worker = models.CharField(max_length=160)
    beat_at = models.DateTimeField()

    objects = WorkerBeatQuerySet.as_manager()

    class Meta:
        ordering = ("queue", "worker")
        constraints = [models.UniqueConstraint(fields=["queue", "worker"], name="worker_beat_once")]

    def __str__(self) -> str:
        return f"{self.worker} on {self.queue}"


def said(text: str, values: dict[str, object]) -> str:
    """A message with its values, in the reader's language; the bare message where a value is missing."""
    if not text:
        return ""
    try:
        return gettext(text) % values
    except (KeyError, TypeError, ValueError):
        return text
