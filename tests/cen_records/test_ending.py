"""Rejected, withdrawn, marked as a duplicate: with a reason, and with word to those who had received it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accounts.permissions import Refused
from audit.errors import ReasonOwed
from audit.models import Act
from cen_records.actions import refusals
from cen_records.actions.checking import check_case
from cen_records.actions.ending import mark_duplicate, reject_case, unmark_duplicate, withdraw_case
from cen_records.actions.releasing import release_case
from cen_records.choices import Level, NoticeKind, Space, Status
from cen_records.models import Case, Release, ReleasedCase, ReleaseNotice
from cen_records.reports.projection import project
from tests.cen_records.stories import release
from tests.cen_records.test_releasing import again, corrected

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import Offices, People

    MakeCase = Callable[..., Case]

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(make_case: MakeCase, offices: Offices, people: People) -> Case:
    return make_case(offices.dakar_airport, people.awa)


@pytest.fixture
def other(make_case: MakeCase, offices: Offices, people: People) -> Case:
    return make_case(offices.dakar_airport, people.omar)


def test_rejecting(case: Case, people: People) -> None:
    rejected = reject_case(by=people.babacar, case=case, version=1, reason="Erreur de saisie")
    reject_case(by=people.babacar, case=case, version=1, reason="Erreur de saisie")

    assert (rejected.status, rejected.due_at) == (Status.REJECTED, None)
    assert Act.objects.get(act="record.rejected").reason == "Erreur de saisie"


def test_every_ending_owes_a_reason(case: Case, other: Case, people: People) -> None:
    for ending in (reject_case, withdraw_case):
        with pytest.raises(ReasonOwed):
            ending(by=people.moussa, case=case, version=1, reason=" ")
    with pytest.raises(ReasonOwed):
        mark_duplicate(by=people.moussa, case=case, version=1, of=other, reason="")
    assert again(case).status == Status.SUBMITTED


def test_what_is_abroad_is_not_rejected(case: Case, people: People) -> None:
    release(case, checked_by=people.babacar, by=people.moussa)
    with pytest.raises(refusals.WrongStep):
        reject_case(by=people.moussa, case=case, version=1, reason="Non")
    with pytest.raises(refusals.WrongStep):
        reject_case(by=people.moussa, case=corrected(case), version=2, reason="Non")


class TestWithdrawing:
    def test_own_record_before_it_is_checked(self, case: Case, people: People) -> None:
        assert withdraw_case(by=people.awa, case=case, version=1, reason="Double saisie").status == Status.WITHDRAWN
        assert ReleaseNotice.objects.count() == 0

    def test_not_that_of_a_colleague(self, case: Case, people: People) -> None:
        with pytest.raises(refusals.NotYourRecord):
            withdraw_case(by=people.babacar, case=case, version=1, reason="Double saisie")

    def test_not_once_it_is_checked(self, case: Case, people: People) -> None:
        check_case(by=people.babacar, case=case, version=1)
        with pytest.raises(Refused):
            withdraw_case(by=people.awa, case=case, version=1, reason="Double saisie")

    def test_of_what_was_released_tells_the_receivers_and_not_why(
        self, case: Case, people: People, offices: Offices
    ) -> None:
        release(case, checked_by=people.babacar, by=people.moussa)
        with pytest.raises(Refused):
            withdraw_case(by=people.awa, case=case, version=1, reason="Canari")
        withdraw_case(by=people.moussa, case=case, version=1, reason="Canari")

        withdrawn = Release.objects.get(case=case, withdraws=True)
        assert ReleasedCase.objects.get(pk=case.pk).is_withdrawn
        assert not ReleasedCase.objects.visible_to(people.fatou).exists()
        assert set(withdrawn.content) == {"id", "reference", "version", "withdrawn"}
        assert {told.office for told in ReleaseNotice.objects.filter(kind=NoticeKind.WITHDRAWN)} == {
            offices.rilo_west,
            offices.ghana,
        }
        assert Act.objects.get(act="record.withdrawn").recipients == ["RILO-WA", "GH"]

    def test_ends_the_correction_too(self, case: Case, people: People) -> None:
        release(case, checked_by=people.babacar, by=people.moussa)
        with pytest.raises(Refused):
            withdraw_case(by=people.awa, case=corrected(case), version=2, reason="Erreur")

        withdraw_case(by=people.moussa, case=again(case), version=2, reason="Erreur")
        assert ReleasedCase.objects.get(pk=case.pk).is_withdrawn
        with pytest.raises(refusals.WrongStep):
            withdraw_case(by=people.moussa, case=again(case), version=1, reason="Erreur")


class TestDuplicates:
    def test_marking_and_undoing(self, case: Case, other: Case, people: People) -> None:
        check_case(by=people.babacar, case=case, version=1)
        case.refresh_from_db()
        with pytest.raises(Refused):
            mark_duplicate(by=people.awa, case=case, version=1, of=other, reason="Même saisie")
        mark_duplicate(by=people.babacar, case=case, version=1, of=other, reason="Même saisie")
        marked = mark_duplicate(by=people.babacar, case=case, version=1, of=other, reason="Même saisie")
        assert (marked.status, marked.merged_into) == (Status.DUPLICATE, other)
        assert Act.objects.get(act="record.marked_duplicate").details["of"] == other.reference

        unmark_duplicate(by=people.babacar, case=case, version=1, reason="Deux colis")
        back = unmark_duplicate(by=people.babacar, case=case, version=1, reason="Deux colis")
        assert (back.status, back.level, back.version) == (Status.SUBMITTED, Level.SUBMITTED, 2)
        assert (back.merged_into, back.checked_by) == (None, None)

    def test_of_what_is_abroad_withdraws_it_until_it_is_released_again(
        self, case: Case, other: Case, people: People
    ) -> None:
        release(case, checked_by=people.babacar, by=people.moussa)
        with pytest.raises(Refused):
            mark_duplicate(by=people.babacar, case=case, version=1, of=other, reason="Même saisie")
        mark_duplicate(by=people.moussa, case=case, version=1, of=other, reason="Même saisie")
        assert ReleasedCase.objects.get(pk=case.pk).is_withdrawn

        unmark_duplicate(by=people.babacar, case=case, version=1, reason="Deux colis")
        with pytest.raises(refusals.WrongStep):
            release_case(by=people.moussa, case=case, version=2, expected_sha256=project(again(case)).sha256)
        released = release(again(case), checked_by=people.babacar, by=people.moussa)
        assert (released.version, released.is_withdrawn) == (2, False)

    def test_only_of_a_record_that_stands_at_home(
        self, make_case: MakeCase, case: Case, other: Case, people: People, offices: Offices
    ) -> None:
        elsewhere = make_case(offices.douala_port, people.rose)
        practice = make_case(offices.dakar_airport, people.awa, space=Space.PRACTICE)
        gone = make_case(offices.dakar_airport, people.awa, status=Status.REJECTED)
        for wrong in (elsewhere, practice, gone):
            with pytest.raises(refusals.DuplicateElsewhere):
                mark_duplicate(by=people.moussa, case=case, version=1, of=wrong, reason="Même saisie")
        with pytest.raises(refusals.DuplicateOfItself):
            mark_duplicate(by=people.moussa, case=case, version=1, of=case, reason="Même saisie")

    def test_no_chains_and_no_rings(self, make_case: MakeCase, case: Case, other: Case, people: People) -> None:
        third = make_case(case.office, people.awa)
        mark_duplicate(by=people.babacar, case=case, version=1, of=other, reason="Même saisie")

        with pytest.raises(refusals.DuplicateElsewhere):
            mark_duplicate(by=people.babacar, case=other, version=1, of=case, reason="Même saisie")
        with pytest.raises(refusals.HasDuplicates):
            mark_duplicate(by=people.babacar, case=other, version=1, of=third, reason="Même saisie")
