"""The pages of the steps: who sees what, what a form does, what stands in the way, and no name in what leaves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.urls import reverse

from cen_records.actions.checking import check_case, return_case
from cen_records.actions.ending import mark_duplicate
from cen_records.actions.verifying import answer_query, query_case
from cen_records.choices import RemarkKind, Status
from cen_records.models import Case, Release, ReleasedCase, Remark
from cen_records.reports.projection import project
from tests.cen_records.stories import NAMES, NARRATIVE, WORDS, fill, release, settle_neighbours
from tests.cen_records.test_releasing import again, corrected
from tests.people import sign_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.test import Client
    from pytest_django import Settings

    from accounts.models import Officer
    from tests.people import Offices, People

    MakeCase = Callable[..., Case]

pytestmark = pytest.mark.usefixtures("code_lists")
VERSION = {"version": "1"}


@pytest.fixture(autouse=True)
def without_second_factors(settings: Settings) -> None:
    """In the demo no role has to enrol one first."""
    settings.DEMO = True


@pytest.fixture
def case(make_case: MakeCase, offices: Offices, people: People) -> Case:
    return fill(make_case(offices.dakar_airport, people.awa), people.babacar)


@pytest.fixture
def checked(case: Case, people: People) -> Case:
    check_case(by=people.babacar, case=case, version=1)
    return again(case)


def at(name: str, case: Case | ReleasedCase) -> str:
    return reverse(f"cen_records:{name}", args=[case.pk])


def page(client: Client, officer: Officer, name: str, case: Case | ReleasedCase, **query: str | Iterable[str]) -> str:
    sign_in(client, officer)
    response = client.get(at(name, case), query)
    assert response.status_code == 200
    return response.content.decode()


class TestChecking:
    def test_the_page_shows_the_record_without_names(self, client: Client, case: Case, people: People) -> None:
        shown = page(client, people.babacar, "record-check", case)

        assert "12,5" in shown
        assert "corbeau" in shown
        assert "Hirondelle" not in shown

    def test_one_press_checks(self, client: Client, case: Case, people: People) -> None:
        sign_in(client, people.babacar)
        for _time in range(2):
            assert client.post(at("record-check", case), VERSION).status_code == 302

        assert again(case).status == Status.CHECKED

    def test_a_page_that_was_left_open_says_so(self, client: Client, case: Case, people: People) -> None:
        corrected(case)
        sign_in(client, people.babacar)
        response = client.post(at("record-check", case), VERSION)

        assert response.status_code == 422
        assert again(case).status == Status.SUBMITTED

    def test_own_record(self, client: Client, make_case: MakeCase, offices: Offices, people: People) -> None:
        own = make_case(offices.dakar_airport, people.babacar)
        shown = page(client, people.babacar, "record-check", own)

        assert "un collègue" in shown.casefold()
        assert client.post(at("record-check", own), VERSION).status_code == 422


class TestReturning:
    def test_remarks_at_fields(self, client: Client, case: Case, people: People) -> None:
        assert 'name="remark:case.seized_on"' in page(client, people.babacar, "record-return", case)
        told = {**VERSION, "reason": "À revoir", "remark:case.seized_on": "Le 19 ?", "remark:case.nothing": "x"}
        assert client.post(at("record-return", case), told).status_code == 302

        returned = Remark.objects.filter(case=case, kind=RemarkKind.RETURN, by=people.babacar).exclude(words="chouette")
        assert [(remark.field, remark.words) for remark in returned] == [
            ("", "À revoir"),
            ("case.seized_on", "Le 19 ?"),
        ]

    def test_nothing_said(self, client: Client, case: Case, people: People) -> None:
        sign_in(client, people.babacar)

        assert client.post(at("record-return", case), VERSION).status_code == 422


class TestReleasing:
    def told(self, shown: str) -> dict[str, list[str]]:
        """What the form of the preview would send."""
        form = shown.partition('id="main-form"')[2].partition("</form>")[0]
        found: dict[str, list[str]] = {}
        for tag in re.findall(r"<input[^>]*>", form):
            name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
            if name and value:
                found.setdefault(name[1], []).append(value[1])
        return found

    def test_names_hold_it_until_they_are_left_out(self, client: Client, checked: Case, people: People) -> None:
        held = project(checked).held
        shown = page(client, people.moussa, "record-release", checked)
        assert "<mark" in shown
        assert 'id="main-form"' not in shown

        shown = page(client, people.moussa, "record-release", checked, masked=held)
        assert "tél. […], est parti" in shown
        form = self.told(shown)
        assert form["masked"] == [*held]
        assert client.post(at("record-release", checked), form).status_code == 302
        assert again(checked).status == Status.RELEASED

    def test_what_changed_meanwhile_does_not_leave_unseen(self, client: Client, checked: Case, people: People) -> None:
        shown = page(client, people.moussa, "record-release", checked, masked=project(checked).held)
        Case.objects.filter(pk=checked.pk).update(operation="Autre")
        response = client.post(at("record-release", checked), self.told(shown))

        assert response.status_code == 422
        assert "Autre" in response.content.decode()
        assert self.told(response.content.decode())["expected_sha256"] != self.told(shown)["expected_sha256"]
        assert not Release.objects.exists()

    def test_tells_who_receives_and_what_is_coarsened(self, client: Client, checked: Case, people: People) -> None:
        shown = page(client, people.moussa, "record-release", checked)

        assert "Ghana Customs" in shown
        assert "Nationalité" in shown
        assert "Hirondelle" not in shown

    def test_not_before_it_is_checked(self, client: Client, case: Case, people: People) -> None:
        shown = page(client, people.moussa, "record-release", case)

        assert 'id="main-form"' not in shown


class TestEnding:
    def test_each_asks_why_and_does_it(self, client: Client, make_case: MakeCase, case: Case, people: People) -> None:
        other = make_case(case.office, people.omar)
        sign_in(client, people.babacar)
        for name, told in (
            ("record-duplicate", {"of": other.reference.lower()}), ("record-not-duplicate", {}), ("record-reject", {}),
        ):  # fmt: skip
            version = {"version": str(again(case).version)}
            assert client.get(at(name, case)).status_code == 200
            assert client.post(at(name, case), {**version, **told}).status_code == 422
            assert client.post(at(name, case), {**version, **told, "reason": "Même saisie"}).status_code == 302
        assert again(case).status == Status.REJECTED

    def test_a_reference_that_cannot_be_seen(
        self, client: Client, make_case: MakeCase, case: Case, people: People, offices: Offices
    ) -> None:
        elsewhere = make_case(offices.douala_port, people.rose)
        sign_in(client, people.babacar)
        for reference in (elsewhere.reference, "NONE"):
            told = {**VERSION, "of": reference, "reason": "Même saisie"}
            assert client.post(at("record-duplicate", case), told).status_code == 422

    def test_withdrawing_by_who_entered_it(self, client: Client, case: Case, people: People) -> None:
        sign_in(client, people.awa)
        assert client.post(at("record-withdraw", case), {**VERSION, "reason": "Erreur"}).status_code == 302

        assert again(case).status == Status.WITHDRAWN


class TestTheRilo:
    @pytest.fixture
    def released(self, case: Case, people: People) -> ReleasedCase:
        return release(case, checked_by=people.babacar, by=people.moussa)

    def test_question_answer_validation(self, client: Client, released: ReleasedCase, people: People) -> None:
        case = Case.objects.get(pk=released.pk)
        sign_in(client, people.fatou)
        asked = {"remark_id": str(uuid4()), "path": "case.operation", "words": "Laquelle ?"}
        for _time in range(2):
            assert client.post(at("released-query", released), asked).status_code == 302
        assert Remark.objects.filter(kind=RemarkKind.QUERY).count() == 1

        assert "Laquelle ?" in page(client, people.moussa, "record-answer", case)
        told = {"answer_id": str(uuid4()), "words": NARRATIVE}
        assert client.post(at("record-answer", case), told).status_code == 422
        assert client.post(at("record-answer", case), {**told, "leave_out": "on"}).status_code == 302

        sign_in(client, people.fatou)
        assert client.post(at("released-validate", released), VERSION).status_code == 302
        assert again(case).status == Status.VALIDATED

    def test_no_page_of_the_rilo_or_the_neighbours_says_a_name(
        self, client: Client, released: ReleasedCase, people: People, offices: Offices
    ) -> None:
        neighbours = settle_neighbours(offices)
        question = query_case(by=people.fatou, released=released, remark_id=uuid4(), words="Qui ?")
        answer_query(by=people.moussa, remark=question, answer_id=uuid4(), words=NARRATIVE, leave_out=True)
        shown = [page(client, people.fatou, name, released) for name in ("released-query", "released-validate")]
        for officer in (people.fatou, neighbours.ama, neighbours.yaw, people.jean):
            sign_in(client, officer)
            shown.append(client.get(reverse("desk")).content.decode())
            for name in ("record-check", "record-return", "record-release", "record-answer", "record-withdraw"):
                response = client.get(at(name, released))
                assert response.status_code == 404
                shown.append(response.content.decode())

        told = " ".join(shown).casefold()
        assert [word for word in (*NAMES, *WORDS) if word.casefold() in told] == []


class TestTheDesk:
    def desk(self, client: Client, officer: Officer) -> str:
        sign_in(client, officer)
        return client.get(reverse("desk")).content.decode()

    def test_what_waits_for_whom(self, client: Client, case: Case, people: People, offices: Offices) -> None:
        def waits_for() -> list[str]:
            everybody = (people.awa, people.babacar, people.moussa, people.fatou, people.jean)
            return [who.given_names for who in everybody if case.reference in self.desk(client, who)]

        assert waits_for() == ["Babacar"]
        return_case(by=people.babacar, case=case, version=1, reason="Quantité ?")
        assert waits_for() == ["Awa"]
        check_case(by=people.babacar, case=corrected(case), version=2)
        assert waits_for() == ["Moussa"]
        Case.objects.filter(pk=case.pk).update(status=Status.SUBMITTED)
        released = release(again(case), checked_by=people.babacar, by=people.moussa)
        assert waits_for() == ["Fatou"]
        query_case(by=people.fatou, released=released, remark_id=uuid4(), words="Où ?")
        assert waits_for() == ["Moussa"]

    def test_late_in_words(self, client: Client, case: Case, people: People) -> None:
        Case.objects.filter(pk=case.pk).update(due_at="2026-11-01T23:59:59Z")

        assert "de retard" in self.desk(client, people.babacar)
        assert case.reference in self.desk(client, people.moussa)  # it waits too long at the unit

    def test_receivers_are_told(self, client: Client, case: Case, people: People, offices: Offices) -> None:
        neighbours = settle_neighbours(offices)
        other = again(case)
        release(case, checked_by=people.babacar, by=people.moussa)
        assert case.reference not in self.desk(client, neighbours.yaw)

        release(corrected(again(other)), checked_by=people.babacar, by=people.moussa)
        assert case.reference in self.desk(client, neighbours.yaw)
        assert case.reference in self.desk(client, people.fatou)

    def test_duplicates_wait_for_nobody(self, client: Client, make_case: MakeCase, case: Case, people: People) -> None:
        mark_duplicate(by=people.babacar, case=case, version=1, of=make_case(case.office, people.awa), reason="Même")

        assert case.reference not in self.desk(client, people.babacar)
