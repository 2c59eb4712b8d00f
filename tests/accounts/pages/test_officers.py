"""The list of officers, its export, and one officer's page."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Auditor, EntryOfficer, TrainingCoordinator
from audit.models import Act
from tests.people import person, post

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import DjangoAssertNumQueries

    from accounts.models import Officer
    from tests.accounts.pages.conftest import SignIn
    from tests.people import Offices, People

LIST = reverse("accounts:officer-list")
EXPORT = reverse("accounts:officer-export")
SCRIPT = "<script>alert(1)</script>"


def page_of(officer: Officer) -> str:
    return reverse("accounts:officer", args=[officer.pk])


def names_on(page: Answer) -> set[str]:
    return {officer.sign_in_name for officer, _badge in page.context["rows"]}


def rows_of(page: Answer) -> list[list[str]]:
    text = b"".join(page).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


SENEGAL = {"awa", "babacar", "omar", "moussa", "aminata", "samba", "paul"}


def test_it_works(signed_in: SignIn, people: People) -> None:
    page = signed_in(people.moussa).get(LIST)
    assert page.status_code == 200
    assert names_on(page) == SENEGAL


def test_a_unit_head_sees_the_people_of_the_unit(signed_in: SignIn, people: People) -> None:
    assert names_on(signed_in(people.babacar).get(LIST)) == {"awa", "babacar", "omar"}


def test_nobody_else_sees_the_list(signed_in: SignIn, people: People) -> None:
    for officer in (people.awa, people.fatou):
        assert signed_in(officer).get(LIST).status_code == 403
        assert signed_in(officer).get(EXPORT).status_code == 403


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "dio"}, {"awa"}),
        ({"q": "awa dio"}, {"awa"}),
        ({"q": "awa ndiaye"}, set()),
        ({"office": "SN-DSS"}, {"awa", "babacar", "omar"}),
        ({"role": "UNIT_HEAD"}, {"babacar"}),
        ({"office": "SN-DSS", "role": "ENTRY_OFFICER"}, {"awa", "omar"}),
        ({"state": "suspended"}, {"samba"}),
        ({"state": "unposted"}, {"paul"}),
        ({"state": "dormant"}, set()),
        ({"state": "active"}, SENEGAL - {"samba"}),
        ({"office": "CM"}, set()),
        ({"role": "KING"}, set()),
        ({"state": "'; DROP TABLE"}, set()),
        ({"q": "a\0b"}, set()),
        ({"q": "%"}, set()),
    ],
)
def test_filters(signed_in: SignIn, people: People, query: dict[str, str], expected: set[str]) -> None:
    page = signed_in(people.moussa).get(LIST, query)
    assert page.status_code == 200
    assert names_on(page) == expected


def test_names_are_found_without_accents(signed_in: SignIn, people: People, offices: Offices) -> None:
    post(person("helene", "Hélène", "N’Doyé"), offices.dakar_port, EntryOfficer)
    assert names_on(signed_in(people.moussa).get(LIST, {"q": "helene ndoye"})) == set()
    assert names_on(signed_in(people.moussa).get(LIST, {"q": "helene doye"})) == {"helene"}


def test_who_is_invited_stands_on_the_list_of_invitations(signed_in: SignIn, people: People) -> None:
    page = signed_in(people.moussa).get(LIST, {"state": "invited", "office": "SN-DSS"})
    assert page.url == reverse("accounts:invitation-list") + "?state=OPEN&office=SN-DSS"  # type: ignore[attr-defined]


def test_an_officer_who_left_the_country_is_still_known_there(
    signed_in: SignIn, people: People, offices: Offices
) -> None:
    people.paul.postings.update(until_on=timezone.localdate() - timedelta(days=9))
    post(people.paul, offices.douala_port, EntryOfficer)
    browser = signed_in(people.moussa)
    page = browser.get(page_of(people.paul))
    assert [row.posting.office.code for row in page.context["posting_rows"]] == ["SN-DKR"]
    assert page.context["elsewhere"] == 1
    for answer in (page, browser.get(LIST, {"q": "paul"})):
        assert "Douala" not in answer.content.decode()
    assert rows_of(browser.get(EXPORT, {"q": "paul"}))[1][4] == ""


def test_the_export_is_what_the_filters_show(signed_in: SignIn, people: People) -> None:
    rows = rows_of(signed_in(people.moussa).get(EXPORT, {"office": "SN-DSS"}))
    assert [row[3] for row in rows[1:]] == ["awa", "omar", "babacar"]
    act = Act.objects.get(act="officers.exported")
    assert act.by_id == people.moussa.pk
    assert act.details == {"count": 3, "filters": {"office": "SN-DSS"}}


def test_no_cell_of_the_export_is_a_formula(signed_in: SignIn, people: People) -> None:
    for number, start in enumerate("=+-@\t\r"):
        people.awa.staff_number = f'{start}HYPERLINK("http://x{number}")'
        people.awa.save()
        rows = rows_of(signed_in(people.moussa).get(EXPORT, {"q": "awa"}))
        assert rows[1][2].startswith("'")


def test_a_long_list_costs_the_same_number_of_queries(
    signed_in: SignIn, people: People, offices: Offices, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        post(person(f"officer{number}", f"Given{number}", "Zongo"), offices.dakar_port, EntryOfficer)
    browser = signed_in(people.moussa)
    browser.get(LIST)
    with django_assert_max_num_queries(30):
        page = browser.get(LIST)
    assert len(page.context["rows"]) == 50
    following = browser.get(LIST + page.context["page"].next_url)
    assert len(following.context["rows"]) == 17


def test_hostile_names_are_only_text(signed_in: SignIn, people: People) -> None:
    people.awa.given_names, people.awa.family_name = SCRIPT, "{{ 7*7 }}\u202e"
    people.awa.save()
    browser = signed_in(people.moussa)
    for address in (LIST, page_of(people.awa), reverse("accounts:officer-suspend", args=[people.awa.pk])):
        text = browser.get(address).content.decode()
        assert SCRIPT not in text
        assert "&lt;script&gt;" in text


class TestOneOfficer:
    def test_it_works(self, signed_in: SignIn, people: People) -> None:
        page = signed_in(people.moussa).get(page_of(people.awa))
        assert page.status_code == 200
        assert page.context["next_step"] is None
        assert {str(step.word) for step in page.context["other_steps"]}

    def test_somebody_of_another_country_is_not_there(self, signed_in: SignIn, people: People) -> None:
        assert signed_in(people.moussa).get(page_of(people.rose)).status_code == 404
        assert signed_in(people.jean).get(page_of(people.awa)).status_code == 404

    def test_nobody_at_all_is_not_there(self, signed_in: SignIn, people: People) -> None:
        assert signed_in(people.moussa).get("/people/99999999/").status_code == 404

    def test_a_unit_head_looks_and_changes_nothing(self, signed_in: SignIn, people: People) -> None:
        page = signed_in(people.babacar).get(page_of(people.awa))
        assert page.status_code == 200
        assert page.context["other_steps"] == []
        assert page.context["history"] is None

    def test_oneself(self, signed_in: SignIn, people: People) -> None:
        page = signed_in(people.awa).get(page_of(people.awa))
        assert page.status_code == 200
        assert page.context["other_steps"] == []

    def test_an_auditor_reads_what_was_done_and_changes_nothing(
        self, signed_in: SignIn, people: People, offices: Offices
    ) -> None:
        post(people.kofi, offices.senegal, Auditor)
        signed_in(people.moussa).post(
            reverse("accounts:officer-suspend", args=[people.awa.pk]), {"reason": "Left the service."}
        )
        page = signed_in(people.kofi).get(page_of(people.awa))
        assert page.context["other_steps"] == []
        assert [line.reason for line in page.context["history"].lines if line.what] == ["Left the service."]

    def test_the_next_step_without_a_posting(self, signed_in: SignIn, people: People) -> None:
        page = signed_in(people.moussa).get(page_of(people.paul))
        assert page.context["next_step"].url == reverse("accounts:posting-grant", args=[people.paul.pk])

    def test_the_next_step_when_suspended(self, signed_in: SignIn, people: People) -> None:
        page = signed_in(people.moussa).get(page_of(people.samba))
        assert page.context["next_step"].url == reverse("accounts:officer-reinstate", args=[people.samba.pk])

    def test_the_next_step_when_the_last_posting_ends_soon(
        self, signed_in: SignIn, people: People, offices: Offices
    ) -> None:
        people.awa.postings.update(until_on=timezone.localdate() + timedelta(days=20))
        assert signed_in(people.moussa).get(page_of(people.awa)).context["next_step"] is not None
        post(people.awa, offices.senegal, TrainingCoordinator)
        assert signed_in(people.moussa).get(page_of(people.awa)).context["next_step"] is None

    def test_who_has_no_posting_oneself_sees_nobody(self, signed_in: SignIn, people: People) -> None:
        for officer in (people.nadia, people.paul):
            answer = signed_in(officer).get(page_of(people.awa))
            assert answer.url == reverse("desk")  # type: ignore[attr-defined]

    def test_its_cost(
        self, signed_in: SignIn, people: People, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        browser = signed_in(people.moussa)
        browser.get(page_of(people.awa))
        with django_assert_max_num_queries(48):
            browser.get(page_of(people.awa))


def test_an_export_of_what_nobody_can_be_called(signed_in: SignIn, people: People) -> None:
    answer = signed_in(people.moussa).get(reverse("accounts:officer-export") + "?q=%00")
    assert answer.status_code == 200
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 1
