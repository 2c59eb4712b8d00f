"""One attempt at a run: who may still write, what readers see on the way, which file counts."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from audit.actions.runs import (
    Cancelled,
    LeaseLost,
    Result,
    Running,
    cancel_run,
    ending,
    running,
    start_run,
    sweeping,
)
from audit.choices import RunState
from audit.models import Run, RunLine
from tests.trials.by_hand import count, due, now, silent, taken, work

if TYPE_CHECKING:
    from django.conf import LazySettings
    from pytest_django import DjangoCaptureOnCommitCallbacks


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_bells_left")]


# --- Fencing -------------------------------------------------------------------------------------
def test_worker_that_lost_the_run_can_write_nothing() -> None:
    run = start_run(by=None, kind="trials.count_on", parameters={"steps": 2})
    stale = taken(run)
    silent(run)
    sweeping.give_back_abandoned()

    for write in (
        lambda: ending.succeed(stale, Result()),
        lambda: ending.stop(stale),
        lambda: ending.break_off(stale, "x"),
        lambda: _checkpoint(stale),
    ):
        stale.is_lost = False  # it does not know yet
        with pytest.raises(LeaseLost):
            write()
    stale.is_lost = False
    stale.beat()
    assert stale.is_lost
    assert (now(run).state, run.done) == (RunState.QUEUED, 0)

    latest = taken(run)
    stale.is_lost = False
    with pytest.raises(LeaseLost):
        ending.succeed(stale, Result())
    ending.succeed(latest, Result())
    assert (now(run).state, run.attempt) == (RunState.DONE, 2)


def _checkpoint(claimed: Running) -> None:
    with claimed.checkpoint(1):
        RunLine.objects.create(run_id=claimed.id, attempt=1, text="never kept")


def test_nothing_inside_a_lost_checkpoint_is_kept() -> None:
    run = start_run(by=None, kind="trials.count_on")
    stale = taken(run)
    silent(run)
    sweeping.give_back_abandoned()

    with pytest.raises(LeaseLost):
        _checkpoint(stale)
    assert not RunLine.objects.filter(text="never kept").exists()


def test_stale_worker_does_not_log() -> None:
    run = start_run(by=None, kind="trials.count_on")
    stale = taken(run)
    silent(run)
    sweeping.give_back_abandoned()
    stale.log("too late")
    stale.beat()

    assert not RunLine.objects.filter(text="too late").exists()


# --- Heartbeat, progress, log ----------------------------------------------------------------------
def test_heartbeat_writes_what_is_new_and_hears_what_was_told() -> None:
    run = count()
    claimed = taken(run)
    silent(run)
    claimed.progress(3, 10, "Line %(number)s", number=3)
    claimed.log("Half way.")
    claimed.beat()

    assert (now(run).done, run.total, run.progress_sentence) == (3, 10, "Line 3")
    assert run.heartbeat_at
    assert timezone.now() - run.heartbeat_at < timedelta(seconds=30)
    assert [line.text for line in run.lines.all()] == ["Half way."]
    cancel_run(run)
    claimed.beat()
    with pytest.raises(Cancelled):
        claimed.progress(4, 10)


def test_log_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MOST_LINES", 3)
    claimed = taken(count())
    for number in range(6):
        claimed.log("Line %(number)s", number=number)
    claimed.write_lines()

    assert [line.text for line in RunLine.objects.all()] == ["Line %(number)s"] * 2 + ["Further lines are not kept."]


def test_sentence_with_a_value_missing_is_shown_bare() -> None:
    assert Run(word="Line %(number)s", word_values={}).progress_sentence == "Line %(number)s"


# --- Result files --------------------------------------------------------------------------------
def test_result_file_of_the_attempt_that_counts(settings: LazySettings) -> None:
    run = start_run(by=None, kind="trials.write_file")
    work()
    assert len(default_storage.listdir(f"runs/{run.pk}")[1]) == 1, "the first attempt has left its file"
    due(run)
    work()

    with default_storage.open(now(run).file_path) as file:
        content = file.read()
    assert content == b"attempt;2\n"
    assert (run.file_name, run.file_size) == ("Liste des officiers.csv", 10)
    assert run.file_sha256 == hashlib.sha256(content).hexdigest()


def test_files_of_dead_attempts_go_when_the_run_is_over(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    run = start_run(by=None, kind="trials.write_file")
    work()
    due(run)
    with django_capture_on_commit_callbacks(execute=True):
        work()

    assert [f"runs/{run.pk}/{name}" for name in default_storage.listdir(f"runs/{run.pk}")[1]] == [now(run).file_path]
