"""What a run's work holds in its hands: its parameters, its progress, its log, its result."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, SmallIntegerField, Value, When
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions.runs import files
from audit.models import Run, RunLine

if TYPE_CHECKING:
    from audit.actions.runs.files import ResultFile, Writing

MOST_LINES = 1_000  # of one attempt


class LeaseLost(Exception):
    """Another worker has the run by now: nothing that this one does is kept."""


class Cancelled(Exception):
    """Somebody has told the run to stop."""


class CannotGoOn(Exception):
    """The work cannot be done, and trying again would not help. The message is for the person who asked.

    It is marked with `gettext_noop` and may have named places: `CannotGoOn(gettext_noop("…"), file=name)`.
    """

    def __init__(self, words: str, **values: object) -> None:
        super().__init__(words)
        self.words = words
        self.values = values


@dataclass(frozen=True)
class Result:
    """What came of a run: one sentence, marked with `gettext_noop`, and the values of its named places."""

    words: str = gettext_noop("Everything was done.")
    values: Mapping[str, object] = field(default_factory=dict)


class Running:
    """One attempt at a run, while it lasts."""

    def __init__(self, run: Run) -> None:
        self.id: UUID = run.pk
        self.attempt = run.attempt
        self.kind = run.kind
        self.queue = run.queue
        self.parameters: dict[str, Any] = run.parameters
        self.by_id = run.by_id
        self.office_code = run.office_code
        self.request_id = run.request_id
        self.place: dict[str, Any] = run.place
        self.file: ResultFile | None = None
        self.is_lost = False
        self.is_cancelled = False
        self.news: dict[str, Any] = {}
        self._lines: deque[RunLine] = deque()
        self._lines_written = 0

    def __str__(self) -> str:
        return f"{self.kind} {self.id}, attempt {self.attempt}"

    # --- for the work --------------------------------------------------------------------------
    def progress(self, done: int, total: int | None = None, words: str = "", **values: object) -> None:
        """Tell how far it is. Readers see it at the next heartbeat, even while a transaction is open.

        Raises Cancelled and LeaseLost: work without checkpoints is stopped here.
        """
        self.news = _progress(done, total, words, values)
        self.stop_if_told()

    @contextmanager
    def checkpoint(
        self,
        done: int,
        total: int | None = None,
        words: str = "",
        *,
        place: Mapping[str, Any] | None = None,
        **values: object,
    ) -> Iterator[None]:
        """Keep what is done inside, and that it was done, together or not at all.

        `place` is what the next attempt finds in `run.place`. Raises Cancelled after keeping, and LeaseLost instead.
        """
        self.stop_if_told()
        changes = _progress(done, total, words, values)
        if place is not None:
            changes["place"] = dict(place)
        with transaction.atomic():
            yield
            told_to_stop = self._keep(changes)
        self.news = {}
        self.place = changes.get("place", self.place)
        self.is_cancelled = self.is_cancelled or told_to_stop
        self.write_lines()
        self.stop_if_told()

    def log(self, words: str, **values: object) -> None:
        """Add a line to the run's log: a message marked with `gettext_noop`, and the values of its named places."""
        self._lines_written += 1
        if self._lines_written > MOST_LINES:
            return
        if self._lines_written == MOST_LINES:
            words, values = gettext_noop("Further lines are not kept."), {}
        self._lines.append(RunLine(run_id=self.id, at=timezone.now(), attempt=self.attempt, text=words, values=values))

    @contextmanager
    def result_file(self, name: str, content_type: str) -> Iterator[Writing]:
        """A file for the person who asked. It is theirs once the run is done; of several the last one counts."""
        with files.writing(self.id, self.attempt, name, content_type) as writing:
            yield writing
        self.file = writing.kept

    # --- for the worker ------------------------------------------------------------------------
    def lost(self) -> LeaseLost:
        """What to raise when the row says that this attempt is not the latest."""
        self.is_lost = True
        return LeaseLost(str(self))

    def stop_if_told(self) -> None:
        """Raise LeaseLost or Cancelled if that is how things stand, as far as is known here."""
        if self.is_lost:
            raise LeaseLost(str(self))
        if self.is_cancelled:
            raise Cancelled(str(self))

    def beat(self) -> None:
        """Say that the work goes on, write what is new, hear what was told. From a thread of its own."""
        news = self.news
        changed = Run.objects.held(self.id, self.attempt).update(heartbeat_at=Now(), **news)
        if not changed:
            self.is_lost = True
            return
        self.write_lines()
        self.is_cancelled = self._told_to_stop()

    def write_lines(self) -> None:
        """Write the log lines that wait, each once, unless the run is somebody else's by now."""
        waiting: list[RunLine] = []
        with suppress(IndexError):  # the heartbeat and the work may both be here
            while not self.is_lost:
                waiting.append(self._lines.popleft())
        RunLine.objects.bulk_create(waiting)

    def _keep(self, changes: dict[str, Any]) -> bool:
        """Write progress under the attempt's number; whether somebody has told the run to stop."""
        got_ahead = Case(
            When(done__lt=changes["done"], then=Value(0)), default=F("failures"), output_field=SmallIntegerField()
        )
        held = Run.objects.held(self.id, self.attempt)
        if not held.update(heartbeat_at=Now(), failures=got_ahead, **changes):
            raise self.lost()
        return self._told_to_stop()

    def _told_to_stop(self) -> bool:
        return Run.objects.filter(pk=self.id, cancel_asked_at__isnull=False).exists()


def _progress(done: int, total: int | None, words: str, values: Mapping[str, object]) -> dict[str, Any]:
    changes: dict[str, Any] = {"done": done, "total": total}
    if words:
        changes |= {"word": words, "word_values": dict(values)}
    return changes
