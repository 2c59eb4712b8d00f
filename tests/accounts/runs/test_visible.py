"""Who sees which run, and who may stop it, try it again, take its file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from accounts.actions.runs import RunNotOver, RunOver, cancel_run, retry_run, start_rehearsal, take_result
from accounts.permissions import Refused
from accounts.querysets.runs import runs_visible_to
from audit.actions.runs import start_daily_run, start_run, work_on_next
from audit.choices import RunQueue, RunState
from audit.models import Act, Run
from audit.presenters import sentence
from tests.people import suspend

if TYPE_CHECKING:
    from accounts.models import Officer
    from tests.people import Offices, People

pytestmark = pytest.mark.django_db


def run_of(officer: Officer, office_code: str, kind: str = "trials.count") -> Run:
    return start_run(by=officer, kind=kind, office_code=office_code)


def rehearsal(officer: Officer, **more: object) -> Run:
    asked = {"run_id": uuid4(), "queue": RunQueue.QUICK, "steps": 2, "seconds": 0.0, "trouble": "none"} | more
    return start_rehearsal(by=officer, **asked)  # type: ignore[arg-type]


def done(run: Run) -> Run:
    work_on_next(run.queue, worker="this test")
    run.refresh_from_db()
    assert run.state == RunState.DONE
    return run


def test_who_sees_it(people: People, offices: Offices) -> None:
    run = run_of(people.awa, offices.dakar_airport.code)
    nightly = start_daily_run(kind="trials.count")
    seen_by = {
        name: set(runs_visible_to(getattr(people, name)))
        for name in ("awa", "omar", "moussa", "aminata", "jean", "fatou", "ines", "kofi", "nadia", "samba")
    }

    assert seen_by == {
        "awa": {run},  # her own
        "omar": set(),  # a colleague
        "moussa": set(),  # looks after people, not after runs
        "aminata": {run},  # administrator of the country
        "jean": set(),
        "fatou": set(),
        "ines": {run, nightly},  # administrator at the top
        "kofi": set(),
        "nadia": set(),
        "samba": set(),
    }


def test_blocked_officer_sees_nothing(people: People, offices: Offices) -> None:
    run_of(people.awa, offices.dakar_airport.code)
    suspend(people.awa)

    assert list(runs_visible_to(people.awa)) == []


def test_rehearsal_is_for_administrators(people: People) -> None:
    run = rehearsal(people.aminata)

    assert (run.office_code, run.kind, run.queue) == ("SN", "audit.rehearse", "quick")
    (act,) = Act.objects.of(run)
    assert (act.act, act.by_id, act.role_code, act.by_office_code) == (
        "run.started",
        people.aminata.pk,
        "ADMINISTRATOR",
        "SN",
    )
    with pytest.raises(Refused):
        rehearsal(people.moussa)


def test_rehearsal_sent_twice_is_one(people: People) -> None:
    identity = uuid4()

    assert rehearsal(people.aminata, run_id=identity) == rehearsal(people.aminata, run_id=identity)
    assert Act.objects.filter(act="run.started").count() == 1


def test_stop_and_try_again(people: People) -> None:
    run = rehearsal(people.aminata)
    with pytest.raises(RunNotOver):
        retry_run(by=people.aminata, run=run)
    cancel_run(by=people.aminata, run=run)
    with pytest.raises(RunOver):
        cancel_run(by=people.aminata, run=run)
    retry_run(by=people.ines, run=run)

    acts = list(Act.objects.of(run))
    assert [(act.act, act.by_name, act.by_office_code) for act in acts] == [
        ("run.retried", "Inês Duarte", "WCO"),
        ("run.cancelled", "Aminata Ba", ""),
        ("run.started", "Aminata Ba", "SN"),
    ]
    assert all("%" not in sentence(act) and "audit." not in sentence(act) for act in acts)
    assert done(run).state == RunState.DONE


def test_colleague_cannot_stop_it(people: People, offices: Offices) -> None:
    run = run_of(people.awa, offices.dakar_airport.code)

    for colleague in (people.omar, people.moussa, people.jean):
        for act in (cancel_run, retry_run, take_result):
            with pytest.raises(Refused):
                act(by=colleague, run=run)


def test_result_is_taken_on_record(people: People) -> None:
    run = done(rehearsal(people.aminata))
    take_result(by=people.ines, run=run)

    act = Act.objects.of(run).get(act="run.result_taken")
    assert act.details == {"kind": "audit.rehearse", "file": "rehearsal.txt", "sha256": run.file_sha256}


def test_confidential_result_is_for_whoever_asked(people: People, offices: Offices) -> None:
    run = done(run_of(people.awa, offices.dakar_airport.code, "trials.whisper"))
    take_result(by=people.awa, run=run)
    with pytest.raises(Refused):
        take_result(by=people.aminata, run=run)
    Run.objects.filter(pk=run.pk).update(kind="trials.of_tomorrow")
    run.refresh_from_db()
    with pytest.raises(Refused):
        take_result(by=people.aminata, run=run)
