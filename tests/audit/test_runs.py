"""Background runs without a worker: what is written when, and who may still write."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.utils import timezone

from audit.actions.runs import (
    Cancelled,
    KeyTaken,
    NotOpen,
    NotOver,
    Result,
    UnknownKind,
    cancel_run,
    ending,
    retry_run,
    start_daily_run,
    start_run,
    sweeping,
    title_of,
    work_on_next,
)
from audit.actions.runs.working import claim_next
from audit.acts import request_id
from audit.choices import RunState
from audit.models import Act, Run
from audit.reports.queues import unheard
from tests.trials.by_hand import count, due, now, silent, taken, work
from tests.trials.workshop import effects

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks
    from time_machine import TimeMachineFixture

    from tests.people import People

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_bells_left")]


# --- Starting ------------------------------------------------------------------------------------
def test_run_knows_who_asked_for_what(people: People) -> None:
    run = start_run(by=people.awa, kind="trials.count", parameters={"a": 1}, office_code="SN-DKR-AIR")

    assert (run.by_id, run.by_name) == (people.awa.pk, "Awa Diop")
    assert (run.queue, run.state, run.parameters, run.office_code) == ("quick", "QUEUED", {"a": 1}, "SN-DKR-AIR")
    assert now(run).due_at <= timezone.now()


@pytest.mark.parametrize(
    "kind", ["trials.nothing", "nowhere.count", "trials", "", "audit.sweep", "reference.count", "audit.os"]
)
def test_only_declared_kinds_are_started(kind: str) -> None:
    with pytest.raises(UnknownKind):
        start_run(by=None, kind=kind)


def test_same_key_is_the_same_run() -> None:
    first, second = (start_run(by=None, kind="trials.count", key="k") for _ in range(2))

    assert first == second
    assert (first.was_there, second.was_there) == (False, True)


def test_key_of_somebody_else_is_refused(people: People) -> None:
    start_run(by=people.awa, kind="trials.count", key="k")

    with pytest.raises(KeyTaken):
        start_run(by=people.omar, kind="trials.count", key="k")


def test_daily_run_is_one_a_day(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-11-22 04:10 +0000")
    runs = [start_daily_run(kind="trials.count") for _ in range(2)]
    time_machine.move_to("2026-11-23 04:10 +0000")
    runs.append(start_daily_run(kind="trials.count"))

    assert runs[0] == runs[1] != runs[2]
    assert runs[0].parameters == {"day": "2026-11-22"}


def test_bell_is_rung_after_the_commit(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        count()
        assert unheard("quick") == 0

    assert unheard("quick") == 1


def test_no_bell_for_what_is_not_kept(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        count()
        transaction.set_rollback(True)

    assert unheard("quick") == 0
    assert not Run.objects.exists()


# --- Working -------------------------------------------------------------------------------------
def test_first_asked_for_goes_first() -> None:
    runs = [count() for _ in range(3)]
    due(runs[0])  # it has come back

    assert [claimed.id for claimed in (claim_next("quick", worker="w") for _ in range(3)) if claimed] == [
        runs[0].pk,
        runs[1].pk,
        runs[2].pk,
    ]
    assert claim_next("quick", worker="w") is None


def test_worker_takes_only_from_its_queue() -> None:
    count()

    assert claim_next("long", worker="w") is None


def test_work_and_its_end_are_one_transaction() -> None:
    run = count()
    work()

    assert (now(run).state, run.outcome, effects(run)) == (RunState.DONE, "Everything was done.", [1])
    assert run.started_at
    assert run.finished_at


def test_failed_attempt_leaves_nothing_and_waits() -> None:
    run = start_run(by=None, kind="trials.fail")
    work()

    assert (now(run).state, run.attempt, run.failures, effects(run)) == (RunState.QUEUED, 1, 1, [])
    assert timedelta(seconds=5) < run.due_at - timezone.now() <= timedelta(seconds=10)
    due(run)
    work()
    assert timedelta(seconds=50) < now(run).due_at - timezone.now() <= timedelta(seconds=60)
    due(run)
    work()
    assert (now(run).state, run.attempt, bool(run.reference), effects(run)) == (RunState.FAILED, 3, True, [])


def test_kind_that_this_version_does_not_know() -> None:
    run = count()
    Run.objects.filter(pk=run.pk).update(kind="trials.of_tomorrow")
    work()

    assert (now(run).state, run.attempt) == (RunState.FAILED, 1)
    assert "does not know" in run.outcome
    assert title_of(run.kind) == "trials.of_tomorrow"


def test_failures_are_counted_from_where_it_last_got_ahead() -> None:
    run = start_run(by=None, kind="trials.count_on", parameters={"steps": 9})
    for step in range(1, 7):
        claimed = taken(run)
        with claimed.checkpoint(step, 9, place={"number": step}):
            pass
        silent(run)
        sweeping.give_back_abandoned()
        assert (now(run).state, run.failures) == (RunState.QUEUED, 1)
    work("long")

    assert (now(run).state, run.attempt, effects(run)) == (RunState.DONE, 7, [7, 8, 9])


def test_failures_count_where_it_repeats_itself() -> None:
    run = start_run(by=None, kind="trials.count_on", parameters={"steps": 9})
    for _ in range(3):
        claimed = taken(run)
        with claimed.checkpoint(1, 9):
            pass
        silent(run)
        sweeping.give_back_abandoned()

    assert (now(run).state, run.attempt) == (RunState.FAILED, 3)


def test_run_goes_on_under_the_request_that_asked_for_it() -> None:
    token = request_id.set("0192f0c1")
    try:
        asked = count()
    finally:
        request_id.reset(token)
    by_clock = count()
    work()

    assert now(asked).request_id == "0192f0c1"
    assert [act.request_id for run in (asked, by_clock) for act in Act.objects.of(run)] == [
        "0192f0c1",
        str(by_clock.pk),
    ]
    assert request_id.get() == ""


def test_worker_takes_one_long_run_at_a_time() -> None:
    runs = [start_run(by=None, kind="trials.count_on", parameters={"steps": 1}) for _ in range(3)]
    first = claim_next("long", worker="alone@here 1")
    assert first
    assert first.id == runs[0].pk

    assert claim_next("long", worker="alone@here 2") is None
    assert claim_next("long", worker="alone@herewards 3"), "another worker has room of its own"
    ending.succeed(first, Result())
    assert claim_next("long", worker="alone@here 2")


def test_long_run_that_ends_rings_for_the_next(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    for _ in range(3):
        start_run(by=None, kind="trials.count_on", parameters={"steps": 1})
    work_on_next("long", worker="alone@here 1")

    assert unheard("long") == 2


# --- Stopping and trying again ---------------------------------------------------------------------
def test_cancel_of_what_waits_is_at_once() -> None:
    run = cancel_run(count())
    work()

    assert (now(run).state, effects(run)) == (RunState.CANCELLED, [])


def test_cancel_of_what_runs_is_at_the_next_checkpoint() -> None:
    run = start_run(by=None, kind="trials.count_on", parameters={"steps": 3})
    claimed = taken(run)
    assert cancel_run(run).is_being_cancelled
    assert cancel_run(run).is_being_cancelled, "twice is once"
    with pytest.raises(Cancelled), claimed.checkpoint(1, 3):
        pass

    assert now(run).done == 1, "what was kept stays"


def test_cancel_of_what_is_over() -> None:
    run = count()
    work()

    with pytest.raises(NotOpen):
        cancel_run(run)


def test_cancelled_run_whose_worker_dies_is_not_begun_again() -> None:
    run = count()
    taken(run)
    cancel_run(run)
    silent(run)
    sweeping.give_back_abandoned()

    assert now(run).state == RunState.CANCELLED


def test_retry() -> None:
    run = start_run(by=None, kind="trials.refuse")
    with pytest.raises(NotOver):
        retry_run(run)
    work()
    assert now(run).state == RunState.FAILED
    again = retry_run(run)

    assert (again.state, again.failures, again.outcome, again.finished_at) == (RunState.QUEUED, 0, "", None)
    work()
    assert (now(run).state, run.attempt) == (RunState.FAILED, 2)
