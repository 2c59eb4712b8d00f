"""Real workers, killed, starved, stopped, cut off: each effect is there exactly once, and soon."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from audit.actions.runs import cancel_run, retry_run, start_run
from audit.choices import RunQueue, RunState
from audit.models import Run, RunLine, WorkerBeat
from tests.trials.stage import count_on, under_way
from tests.trials.workshop import LONG, OTHER, QUICK, Workshop, effects, finished, until

pytestmark = pytest.mark.xdist_group("runs")

ATTEMPT_FAILED = "Attempt %(attempt)s failed. Reference: %(reference)s."
AGAIN = "It is tried again in %(seconds)s seconds."


def test_run_is_done_once(workshop: Workshop) -> None:
    run = finished(start_run(by=None, kind="trials.count"))

    assert (run.state, run.attempt, effects(run)) == (RunState.DONE, 1, [1])


def test_long_run_keeps_what_it_has_at_each_checkpoint(workshop: Workshop) -> None:
    run = finished(count_on(steps=5, seconds=0))

    assert (run.state, run.done, run.total, run.outcome_sentence) == (RunState.DONE, 5, 5, "Counted to 5.")
    assert effects(run) == [1, 2, 3, 4, 5]


def test_killed_process_of_a_worker(workshop: Workshop) -> None:
    run = under_way(count_on())
    os.kill(int(run.worker.split()[1]), signal.SIGKILL)
    run = finished(run)

    assert (run.state, run.attempt, effects(run)) == (RunState.DONE, 2, list(range(1, 31)))


def test_killed_worker(workshop: Workshop) -> None:
    run = under_way(count_on())
    workshop.kill(LONG)
    workshop.start(OTHER)
    run = finished(run)
    workshop.kill(OTHER)

    assert (run.state, run.attempt, effects(run)) == (RunState.DONE, 2, list(range(1, 31)))
    assert run.worker.startswith("other@")


def test_run_is_started_with_the_act_or_not_at_all(workshop: Workshop) -> None:
    with transaction.atomic():
        start_run(by=None, kind="trials.count", key="thrown away")
        transaction.set_rollback(True)

    assert finished(start_run(by=None, kind="trials.count")).state == RunState.DONE
    assert not Run.objects.filter(key="thrown away").exists()


def test_retry_of_a_failed_run(workshop: Workshop) -> None:
    run = finished(start_run(by=None, kind="trials.fail", parameters={"times": 3}))
    assert run.state == RunState.FAILED
    run = finished(retry_run(run))

    assert (run.state, run.attempt, effects(run), run.reference) == (RunState.DONE, 4, [1], "")


def test_cancel_while_it_waits_and_while_it_runs(workshop: Workshop) -> None:
    running = [under_way(count_on(steps=500), 1) for _ in range(2)]
    waiting = count_on(steps=3)
    assert cancel_run(waiting).state == RunState.CANCELLED
    for run in running:
        assert cancel_run(run).state == RunState.RUNNING
    for run in running:
        found = finished(run, patience=3)
        assert found.state == RunState.CANCELLED
        assert effects(found) == list(range(1, found.done + 1)), "what was kept before stays"

    assert effects(waiting) == []
    again = running[0]
    Run.objects.filter(pk=again.pk).update(parameters={"steps": again.done + 2})
    again = finished(retry_run(again))
    assert again.state == RunState.DONE
    assert effects(again) == list(range(1, again.done + 1)), "it went on where it had been stopped"


def test_worker_that_wakes_up_after_its_run_was_taken(workshop: Workshop, tmp_path: Path) -> None:
    file = tmp_path / "sleeper"
    run = start_run(by=None, kind="trials.sleepwalk", parameters={"file": str(file)})
    run = finished(run)
    assert (run.state, run.attempt) == (RunState.DONE, 2)
    os.kill(int(file.read_text()), signal.SIGCONT)
    until(lambda: b"somebody else" in workshop.said(LONG))

    assert effects(run) == [1, 2, 3]
    run.refresh_from_db()
    assert (run.state, run.attempt) == (RunState.DONE, 2)


def test_same_key_at_the_same_time(workshop: Workshop) -> None:
    runs = [start_run(by=None, kind="trials.count", key="once") for _ in range(3)]

    assert len({run.pk for run in runs}) == 1
    assert effects(finished(runs[0])) == [1]


def test_long_work_does_not_delay_quick_work(workshop: Workshop) -> None:
    long = [count_on(steps=200, seconds=0.05) for _ in range(4)]
    under_way(long[0], 1)
    began = time.monotonic()
    quick = finished(start_run(by=None, kind="trials.count"))
    took = time.monotonic() - began
    for run in long:
        cancel_run(run)

    assert quick.state == RunState.DONE
    assert took < 1


def test_full_queue_takes_more_and_is_swept(workshop: Workshop) -> None:
    workshop.kill(QUICK)
    runs = [start_run(by=None, kind="trials.count") for _ in range(100)]
    workshop.client.delete(QUICK)
    workshop.start(QUICK)
    began = time.monotonic()
    until(lambda: not Run.objects.open().exists())

    assert time.monotonic() - began < 20
    assert [effects(run) for run in runs] == [[1]] * 100


def test_beats_of_both_queues(workshop: Workshop) -> None:
    until(lambda: set(WorkerBeat.objects.values_list("queue", flat=True)) == set(RunQueue))

    assert {beat.worker for beat in WorkerBeat.objects.all()} >= {"quick@here", "long@here"}


def test_file_of_the_attempt_that_counts(workshop: Workshop) -> None:
    run = finished(start_run(by=None, kind="trials.write_file"))

    assert (run.state, run.attempt, run.file_name, run.file_size) == (RunState.DONE, 2, "Liste des officiers.csv", 10)


def test_log_is_kept_line_by_line(workshop: Workshop) -> None:
    run = finished(start_run(by=None, kind="audit.rehearse", parameters={"steps": 3}))

    assert [line.sentence for line in RunLine.objects.filter(run=run)] == [
        "Step 1 is done.",
        "Step 2 is done.",
        "Step 3 is done.",
    ]


# kind, parameters, how it ends, attempts, effects, the beginning of what the person who asked reads
TROUBLES: list[tuple[str, dict[str, Any], RunState, int, list[int], str]] = [
    ("fail", {}, RunState.FAILED, 3, [], "Something went wrong that Vigie did not expect."),
    ("fail", {"times": 1}, RunState.DONE, 2, [1], "Everything was done."),
    ("refuse", {}, RunState.FAILED, 1, [], "The file a.csv has no heading."),
    ("query", {}, RunState.FAILED, 3, [], "It took longer than a run may take."),
    ("spin", {}, RunState.FAILED, 3, [], "It took longer than a run may take."),
    ("swell", {}, RunState.FAILED, 3, [], "It needed more memory than a run may use."),
    ("die", {}, RunState.FAILED, 3, [], "The worker stopped without a word, again and again."),
    ("die", {"times": 2}, RunState.DONE, 3, [1], "Everything was done."),
    ("hang", {}, RunState.FAILED, 3, [], "It took longer than a run may take."),
    ("hang", {"deaf": True}, RunState.FAILED, 3, [], "The worker stopped without a word, again and again."),
]


def test_troubles(workshop: Workshop, subtests: pytest.Subtests) -> None:
    runs = [start_run(by=None, kind=f"trials.{kind}", parameters=more) for kind, more, *_ in TROUBLES]
    for run, (kind, more, state, attempts, left, words) in zip(runs, TROUBLES, strict=True):
        with subtests.test(kind, **more):
            finished(run, patience=60)
            assert (run.state, run.attempt, effects(run)) == (state, attempts, left)
            assert run.outcome_sentence.startswith(words)
    assert b"canceling statement due to statement timeout" in workshop.said(LONG)
    assert finished(start_run(by=None, kind="trials.count")).state == RunState.DONE, "the workers still work"


def test_log_and_reference_of_a_run_that_fails(workshop: Workshop) -> None:
    run = finished(start_run(by=None, kind="trials.fail"))

    assert run.reference.encode() in workshop.said(QUICK), "the workers’ log tells what the reference stands for"
    assert [line.text for line in run.lines.all()] == [
        *["About to fail.", ATTEMPT_FAILED, AGAIN] * 2,
        *["About to fail.", ATTEMPT_FAILED],
    ]


def test_log_of_a_run_whose_worker_died(workshop: Workshop) -> None:
    run = finished(start_run(by=None, kind="trials.die", parameters={"times": 1}))

    assert [line.text for line in run.lines.all()] == ["The worker of attempt %(attempt)s fell silent.", AGAIN]
