"""Giving roles at offices, and ending them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Administrator, EntryOfficer, NationalAnalyst, NationalContactPoint, UnitHead

if TYPE_CHECKING:
    from accounts.models import Officer
    from tests.accounts.pages.conftest import SignIn
    from tests.people import People


def in_english(officer: Officer) -> Officer:
    officer.language = "en"
    officer.save()
    return officer


def page_of(officer: Officer) -> str:
    return reverse("accounts:posting-grant", args=[officer.pk])


def form(**different: Any) -> dict[str, Any]:
    return {
        "posting_id": str(uuid4()),
        "office": "SN-DKR",
        "role_code": UnitHead.code,
        "from_on": str(timezone.localdate()),
        "until_on": "",
        **different,
    }


def test_it_works_and_twice_is_once(signed_in: SignIn, people: People) -> None:
    browser, posted = signed_in(people.moussa), form()
    for _time in range(2):
        assert browser.post(page_of(people.awa), posted).status_code == 302
    assert people.awa.postings.filter(office__code="SN-DKR", role_code=UnitHead.code).count() == 1


def test_only_what_may_be_given_is_offered(signed_in: SignIn, people: People) -> None:
    offered = signed_in(people.moussa).get(page_of(people.awa)).context["form"].fields
    assert {office.code for office in offered["office"].queryset} == {"SN", "SN-DSS", "SN-DSS-F", "SN-DKR"}
    codes = {code for code, _name in offered["role_code"].choices}
    assert EntryOfficer.code in codes
    assert not codes & {Administrator.code, NationalContactPoint.code}


def test_the_roles_follow_the_office(signed_in: SignIn, people: People) -> None:
    page = signed_in(people.moussa).get(page_of(people.awa), {"office": "SN"})
    codes = {code for code, _name in page.context["form"].fields["role_code"].choices}
    assert NationalAnalyst.code in codes
    assert EntryOfficer.code not in codes


@pytest.mark.parametrize(
    ("different", "field"),
    [
        ({"office": "CM-DLA"}, "office"),
        ({"office": "nowhere"}, "office"),
        ({"office": ""}, "office"),
        ({"role_code": Administrator.code}, "role_code"),
        ({"role_code": NationalAnalyst.code}, "role_code"),
        ({"role_code": "KING"}, "role_code"),
        ({"from_on": "yesterday"}, "from_on"),
        ({"until_on": "2202-12-31"}, "until_on"),
        ({"until_on": "2001-01-01"}, "until_on"),
        ({"until_on": "99999-01-01"}, "until_on"),
        ({"until_on": "9999-12-31"}, "until_on"),
        ({"from_on": "9999-12-31"}, "from_on"),
        ({"from_on": "2001-01-01"}, "from_on"),
        ({"office": "SN\0"}, "office"),
        ({"posting_id": "not a number"}, "__all__"),
    ],
)
def test_what_does_not_fit(signed_in: SignIn, people: People, different: dict[str, Any], field: str) -> None:
    answer = signed_in(people.moussa).post(page_of(people.awa), form(**different))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert people.awa.postings.count() == 1


def test_the_same_role_twice_at_a_time(signed_in: SignIn, people: People) -> None:
    again = form(office="SN-DSS", role_code=EntryOfficer.code)
    answer = signed_in(people.moussa).post(page_of(people.awa), again)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["from_on"]


def test_refusals(signed_in: SignIn, people: People) -> None:
    assert signed_in(people.jean).post(page_of(people.awa), form()).status_code == 404
    assert signed_in(people.babacar).post(page_of(people.awa), form()).status_code == 403
    assert signed_in(people.kofi).get(page_of(people.kofi)).status_code == 403


class TestEnding:
    def page(self, officer: Officer) -> str:
        return reverse("accounts:posting-end", args=[officer.pk, officer.postings.get().pk])

    def test_it_works(self, signed_in: SignIn, people: People) -> None:
        last = timezone.localdate() + timedelta(days=3)
        ended = {"until_on": str(last), "reason": "Moves to Kaolack."}
        assert signed_in(people.moussa).post(self.page(people.awa), ended).status_code == 302
        assert people.awa.postings.get().until_on == last

    def test_a_reason_is_owed(self, signed_in: SignIn, people: People) -> None:
        answer = signed_in(people.moussa).post(
            self.page(people.awa), {"until_on": str(date(2030, 1, 1)), "reason": " "}
        )
        assert answer.status_code == 422
        assert "reason" in answer.context["form"].errors

    def test_refusals(self, signed_in: SignIn, people: People) -> None:
        ended = {"until_on": str(timezone.localdate()), "reason": "x"}
        assert signed_in(people.jean).post(self.page(people.awa), ended).status_code == 404
        assert signed_in(people.babacar).post(self.page(people.awa), ended).status_code == 403
        other = reverse("accounts:posting-end", args=[people.awa.pk, people.omar.postings.get().pk])
        assert signed_in(people.moussa).post(other, ended).status_code == 404
        assert people.awa.postings.get().until_on is None

    def test_the_year_is_not_mistyped(self, signed_in: SignIn, people: People) -> None:
        answer = signed_in(people.moussa).post(self.page(people.awa), {"until_on": "9999-12-31", "reason": "x"})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["until_on"]

    @pytest.mark.parametrize("reason", ["\u200b\u2060", "left\u202etfel", "left\x1b[2J"])
    def test_a_reason_reads_as_what_it_is(self, signed_in: SignIn, people: People, reason: str) -> None:
        answer = signed_in(people.moussa).post(self.page(people.awa), {"until_on": "2020-01-01", "reason": reason})
        assert list(answer.context["form"].errors) == ["reason"]

    def test_one_given_by_mistake_is_withdrawn(self, signed_in: SignIn, people: People) -> None:
        browser = signed_in(in_english(people.moussa))
        browser.post(page_of(people.awa), form(), follow=True)
        posting = people.awa.postings.get(office__code="SN-DKR")
        page = reverse("accounts:posting-end", args=[people.awa.pk, posting.pk])
        yesterday = timezone.localdate() - timedelta(days=1)
        answer = browser.post(page, {"until_on": str(yesterday), "reason": "The wrong Awa."}, follow=True)
        assert [str(message) for message in answer.context["messages"]] == [
            f"{people.awa}: the posting “{posting}” was withdrawn. It never counted."
        ]
        row = next(row for row in answer.context["posting_rows"] if row.posting == posting)
        assert (str(row.badge.word), row.badge.kind, row.holds) == ("Withdrawn", "neutral", False)
        assert posting not in answer.context["current"]
        assert page not in answer.content.decode()


def test_a_damaged_form_is_said_in_words(signed_in: SignIn, people: People) -> None:
    answer = signed_in(in_english(people.moussa)).post(page_of(people.awa), form(posting_id="x"))
    assert answer.context["form"].errors == {"__all__": ["This form is damaged. Open it again."]}


@pytest.mark.parametrize("route", ["posting-grant", "recovery-slip-issue"])
def test_what_can_only_be_refused_is_not_asked(signed_in: SignIn, people: People, route: str) -> None:
    browser = signed_in(in_english(people.moussa))
    assert browser.get(reverse(f"accounts:{route}", args=[people.moussa.pk])).status_code == 403
    page = browser.get(reverse(f"accounts:{route}", args=[people.samba.pk])).content.decode()
    assert "This account is blocked. It must be reinstated first." in page
    assert 'id="main-form"' not in page
    own = browser.get(reverse("accounts:officer", args=[people.samba.pk])).content.decode()
    assert reverse(f"accounts:{route}", args=[people.samba.pk]) not in own
