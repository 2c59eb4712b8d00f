"""From the draft to the validation and through a correction, by the acts that people use."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from cen_records.access import nominal_of
from cen_records.actions import refusals
from cen_records.actions.checking import check_case, return_case
from cen_records.actions.drafts import begin_draft, reopen_case, save_draft
from cen_records.actions.ending import withdraw_case
from cen_records.actions.errors import NotToBeCorrected
from cen_records.actions.submitting import submit_case
from cen_records.choices import Level, Status
from cen_records.models import Case, ReleasedCase, ReleasedLine, Step
from tests.cen_records.documents import short
from tests.cen_records.stories import release

if TYPE_CHECKING:
    from accounts.models import Officer
    from tests.people import Offices, People

pytestmark = pytest.mark.usefixtures("code_lists")


@pytest.fixture
def case(offices: Offices, people: People) -> Case:
    identity = uuid4()
    begin_draft(by=people.awa, identity=identity, office=offices.dakar_airport, content=short())
    return submit_case(by=people.awa, identity=identity)


def correct(case: Case, by: Officer, quantity: str) -> Case:
    draft = reopen_case(by=by, case=case)
    document = draft.content
    document["lines"][0]["quantity"] = quantity
    with nominal_of(by):
        save_draft(by=by, identity=draft.pk, content=document, based_on=draft.revision)
    return submit_case(by=by, identity=draft.pk)


def test_returned_corrected_released_corrected_and_released_again(case: Case, people: People) -> None:
    return_case(by=people.babacar, case=case, version=1, reason="Quantité ?")
    second = correct(case, people.awa, "13")
    assert (second.status, second.version, second.level) == (Status.SUBMITTED, 2, Level.SUBMITTED)

    release(second, checked_by=people.babacar, by=people.moussa)
    third = correct(Case.objects.get(pk=case.pk), people.awa, "14")
    assert (third.version, ReleasedCase.objects.get().version, ReleasedLine.objects.get().quantity) == (3, 2, 13)

    release(third, checked_by=people.babacar, by=people.moussa)
    assert (ReleasedCase.objects.get().version, ReleasedLine.objects.get().quantity) == (3, 14)


def test_who_corrected_it_does_not_check_it(case: Case, people: People) -> None:
    return_case(by=people.babacar, case=case, version=1, reason="Quantité ?")
    second = correct(case, people.babacar, "13")

    with pytest.raises(refusals.FourEyes):
        check_case(by=people.babacar, case=second, version=2)


def test_a_draft_does_not_bring_back_what_was_withdrawn(case: Case, people: People) -> None:
    return_case(by=people.babacar, case=case, version=1, reason="Quantité ?")
    reopen_case(by=people.awa, case=case)
    withdraw_case(by=people.awa, case=case, version=1, reason="Erreur")

    with pytest.raises(NotToBeCorrected):
        submit_case(by=people.awa, identity=case.pk)
    assert Case.objects.get(pk=case.pk).status == Status.WITHDRAWN


def test_submitting_has_its_clock_and_starts_the_next(case: Case) -> None:
    step = Step.objects.get(case=case)

    assert step.due_at == datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC)  # 24 hours after the day of the seizure
    assert case.due_at is not None
    assert case.due_at > case.submitted_at
