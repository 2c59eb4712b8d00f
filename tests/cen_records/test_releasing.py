"""Checked, returned, released: each by whom, from where, once; and what leaves is what was read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import RiloMembership
from accounts.permissions import Refused
from accounts.roles import NationalContactPoint, UnitHead
from audit.choices import Operation
from audit.models import Act
from cen_records.actions import refusals
from cen_records.actions.checking import check_case, return_case
from cen_records.actions.releasing import release_case
from cen_records.choices import Level, NoticeKind, RemarkKind, Status
from cen_records.models import Case, GoodsLine, Release, ReleasedCase, ReleasedLine, ReleaseNotice, Remark
from cen_records.reports.projection import project
from tests.cen_records.stories import fill, release
from tests.people import person, post

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import Offices, People

    MakeCase = Callable[..., Case]

pytestmark = pytest.mark.usefixtures("code_lists")


@pytest.fixture
def case(make_case: MakeCase, offices: Offices, people: People) -> Case:
    return make_case(offices.dakar_airport, people.awa)


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def corrected(case: Case) -> Case:
    """As submitting a correction leaves it: the next version of the same rows, from the beginning."""
    Case.objects.filter(pk=case.pk).update(
        status=Status.SUBMITTED, level=Level.SUBMITTED, version=case.version + 1, checked_by=None, checked_at=None
    )
    return again(case)


def test_checking(case: Case, people: People) -> None:
    checked = check_case(by=people.babacar, case=case, version=1)
    step = checked.steps.get()

    assert (checked.status, checked.level, checked.checked_by) == (Status.CHECKED, Level.CHECKED, people.babacar)
    assert checked.due_at is not None
    assert checked.due_at > timezone.now() + timedelta(days=2)
    assert (step.from_status, step.to_status, step.by, step.office) == (
        "SUBMITTED",
        "CHECKED",
        people.babacar,
        case.office,
    )
    assert Act.objects.get(act="record.checked").office_code == "SN-DSS"


def test_checking_twice_is_once(case: Case, people: People) -> None:
    check_case(by=people.babacar, case=case, version=1)
    check_case(by=people.babacar, case=case, version=1)

    assert case.steps.count() == Act.objects.filter(act="record.checked").count() == 1


def test_a_colleague_who_comes_second_is_told(case: Case, people: People) -> None:
    check_case(by=people.babacar, case=case, version=1)

    with pytest.raises(refusals.WrongStep):
        check_case(by=people.moussa, case=case, version=1)


def test_what_was_read_is_what_is_checked(case: Case, people: People) -> None:
    corrected(case)

    with pytest.raises(refusals.AnotherVersion):
        check_case(by=people.babacar, case=case, version=1)


def test_returning_with_remarks(case: Case, people: People) -> None:
    remarks = [("case.seized_on", "Voir le procès-verbal"), ("case.direction", "  ")]
    returned = return_case(by=people.babacar, case=case, version=1, remarks=remarks, reason="À compléter")

    assert returned.status == Status.RETURNED
    assert [(remark.field, remark.words, remark.kind) for remark in Remark.objects.filter(case=case)] == [
        ("", "À compléter", RemarkKind.RETURN),
        ("case.seized_on", "Voir le procès-verbal", RemarkKind.RETURN),
    ]
    assert "procès" not in str(Act.objects.values_list("reason", "details"))


def test_contact_point_returns_what_was_checked(case: Case, people: People) -> None:
    check_case(by=people.babacar, case=case, version=1)
    with pytest.raises(Refused):
        return_case(by=people.babacar, case=case, version=1, reason="Non")

    returned = return_case(by=people.moussa, case=case, version=1, reason="Quantité ?")
    assert (returned.status, returned.level, returned.checked_by) == (Status.RETURNED, Level.CHECKED, None)


def test_returning_says_what_is_wrong(case: Case, people: People) -> None:
    with pytest.raises(refusals.WordsOwed):
        return_case(by=people.babacar, case=case, version=1, remarks=[("case.seized_on", " ")])
    for path in ("case.nothing", "lines.x.quantity", "case", "persons.identity.family_name"):
        with pytest.raises(refusals.UnknownField):
            return_case(by=people.babacar, case=case, version=1, remarks=[(path, "?")])

    assert again(case).status == Status.SUBMITTED


class TestFourEyes:
    def test_who_entered_neither_checks_nor_releases(
        self, make_case: MakeCase, offices: Offices, people: People
    ) -> None:
        own = make_case(offices.dakar_airport, people.moussa)
        with pytest.raises(refusals.FourEyes):
            check_case(by=people.moussa, case=own, version=1)

        check_case(by=people.babacar, case=own, version=1)
        with pytest.raises(refusals.FourEyes):
            release_case(by=people.moussa, case=own, version=1, expected_sha256=project(own).sha256)

    def test_nor_who_submitted_it_as_it_stands(self, case: Case, people: People, offices: Offices) -> None:
        case.steps.create(
            from_status="RETURNED", to_status="SUBMITTED", version=1, by=people.babacar, by_name="", office=case.office
        )

        with pytest.raises(refusals.FourEyes):
            check_case(by=people.babacar, case=case, version=1)
        check_case(by=people.moussa, case=case, version=1)

    def test_the_database_holds_to_it_too(self, case: Case) -> None:
        with pytest.raises(DatabaseError, match="case_checked_by_another"), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(checked_by=case.entered_by)


class TestReleasing:
    def test_writes_what_was_read(self, case: Case, people: People, offices: Offices) -> None:
        fill(case, people.babacar)
        released = release(again(case), checked_by=people.babacar, by=people.moussa)
        told = Release.objects.get(case=case)

        assert again(case).status == released.status == Status.RELEASED
        assert (again(case).level, again(case).released_by) == (Level.RELEASED, people.moussa)
        assert (told.version, told.recipients, told.content["lines"][0]["commodity"]) == (
            1,
            ["RILO-WA", "GH"],
            "COCAINE",
        )
        assert told.content_sha256 == project(again(case), masked=project(again(case)).held).sha256
        assert len(told.coarsened) == 3
        assert ReleasedLine.objects.get(case=case.pk).pk == GoodsLine.objects.get(case=case).pk
        assert ReleaseNotice.objects.count() == 0

    def test_is_a_disclosure_to_those_who_receive(self, case: Case, people: People) -> None:
        release(case, checked_by=people.babacar, by=people.moussa)
        act = Act.objects.get(act="record.released")

        assert (act.operation, act.recipients) == (Operation.DISCLOSURE, ["RILO-WA", "GH"])

    def test_nothing_leaves_unchecked(self, case: Case, people: People) -> None:
        with pytest.raises(refusals.WrongStep):
            release_case(by=people.moussa, case=case, version=1, expected_sha256=project(case).sha256)

    def test_twice_is_once(self, case: Case, people: People) -> None:
        release(case, checked_by=people.babacar, by=people.moussa)
        expected = project(again(case)).sha256
        release_case(by=people.moussa, case=case, version=1, expected_sha256=expected)

        assert Release.objects.count() == Act.objects.filter(act="record.released").count() == 1

    def test_a_stale_preview_releases_nothing(self, case: Case, people: People) -> None:
        check_case(by=people.babacar, case=case, version=1)
        seen = project(case).sha256
        Case.objects.filter(pk=case.pk).update(operation="Autre")

        with pytest.raises(refusals.PreviewStale):
            release_case(by=people.moussa, case=case, version=1, expected_sha256=seen)
        assert not ReleasedCase.objects.exists()

    def test_names_hold_it(self, case: Case, people: People) -> None:
        case = fill(case, people.babacar)
        check_case(by=people.babacar, case=case, version=1)
        with pytest.raises(refusals.WordsToMask) as refused:
            release_case(
                by=people.moussa, case=case, version=1, masked=["case.narrative"],
                expected_sha256=project(case, masked=["case.narrative"]).sha256,
            )  # fmt: skip

        assert refused.value.paths == (f"conveyances.{case.conveyances.get().pk}.carrier",)

    def test_without_a_rilo_nobody_would_receive_it(self, case: Case, people: People, offices: Offices) -> None:
        RiloMembership.objects.filter(administration=offices.senegal).delete()
        check_case(by=people.babacar, case=case, version=1)

        with pytest.raises(refusals.NobodyReceives):
            release_case(by=people.moussa, case=case, version=1, expected_sha256=project(case).sha256)


class TestAfterRelease:
    """A correction goes the whole way again; until it is released, the former version is what others read."""

    @pytest.fixture
    def second(self, make_case: MakeCase, offices: Offices, people: People) -> Case:
        case = fill(make_case(offices.dakar_airport, people.awa), people.babacar)
        release(case, checked_by=people.babacar, by=people.moussa)
        GoodsLine.objects.filter(case=case).update(quantity="99")
        return corrected(again(case))

    def test_the_former_version_stands_meanwhile(self, second: Case) -> None:
        assert ReleasedCase.objects.get(pk=second.pk).version == 1
        assert ReleasedLine.objects.get(case=second.pk).quantity == 12.5

    def test_the_new_one_replaces_it_and_receivers_are_told(
        self, second: Case, people: People, offices: Offices
    ) -> None:
        released = release(second, checked_by=people.babacar, by=people.moussa)

        assert released.version == 2
        assert ReleasedLine.objects.get(case=second.pk).quantity == 99
        assert {told.version for told in Release.objects.all()} == {1, 2}
        assert {(told.office, told.kind, told.version) for told in ReleaseNotice.objects.all()} == {
            (offices.rilo_west, NoticeKind.CORRECTED, 2),
            (offices.ghana, NoticeKind.CORRECTED, 2),
        }

    def test_who_received_it_once_is_told_also_when_no_longer_a_member(
        self, second: Case, people: People, offices: Offices
    ) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)
        RiloMembership.objects.filter(administration=offices.ghana).update(until_on=yesterday)
        release(second, checked_by=people.babacar, by=people.moussa)

        assert Release.objects.get(version=2).recipients == ["RILO-WA"]
        assert ReleaseNotice.objects.filter(office=offices.ghana).exists()

    def test_a_removed_line_is_gone_and_a_new_one_comes(self, second: Case, people: People) -> None:
        line = GoodsLine.objects.get(case=second)
        kept = line.pk
        line.delete()
        line.pk, line.number = uuid4(), 2
        line.save(force_insert=True)
        release(second, checked_by=people.babacar, by=people.moussa)

        assert [row.pk for row in ReleasedLine.objects.filter(case=second.pk)] == [line.pk]
        assert line.pk != kept


class TestMoved:
    def test_a_unit_head_moved_away_checks_no_more(self, case: Case, people: People, offices: Offices) -> None:
        people.babacar.postings.update(until_on=timezone.localdate() - timedelta(days=1))
        post(people.babacar, offices.dakar_port, UnitHead)

        with pytest.raises(Refused):
            check_case(by=people.babacar, case=case, version=1)

    def test_the_successor_does(self, case: Case, offices: Offices) -> None:
        successor = person("khady", "Khady", "Ndour")
        post(successor, offices.dakar_airport, UnitHead)

        assert check_case(by=successor, case=case, version=1).checked_by == successor

    def test_who_entered_it_may_leave_and_four_eyes_stay(self, case: Case, people: People, offices: Offices) -> None:
        people.awa.postings.update(until_on=timezone.localdate() - timedelta(days=1))
        post(people.awa, offices.senegal, NationalContactPoint)

        with pytest.raises(refusals.FourEyes):
            check_case(by=people.awa, case=case, version=1)
