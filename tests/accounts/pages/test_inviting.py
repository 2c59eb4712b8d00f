"""Inviting people, and the list of invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation
from accounts.roles import Administrator, EntryOfficer, NationalAnalyst
from face import kept

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.accounts.pages.conftest import SignIn
    from tests.people import People

INVITE = reverse("accounts:officer-invite")
LIST = reverse("accounts:invitation-list")


def form(**different: Any) -> dict[str, Any]:
    return {
        "invitation_id": str(uuid4()),
        "family_name": "Faye",
        "given_names": "Coumba",
        "staff_number": "D-771",
        "email": "",
        "office": "SN-DKR",
        "role_code": EntryOfficer.code,
        "language": "fr",
        "until_on": "",
        **different,
    }


def test_without_an_address_the_slip_comes_next(signed_in: SignIn, people: People) -> None:
    answer = signed_in(people.moussa).post(INVITE, form())
    invitation = Invitation.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("accounts:invitation-slip", args=[invitation.pk])  # type: ignore[attr-defined]
    assert (invitation.family_name, invitation.office.code, invitation.invited_by) == ("Faye", "SN-DKR", people.moussa)


def test_with_an_address_a_letter_goes_out(signed_in: SignIn, people: People) -> None:
    answer = signed_in(people.moussa).post(INVITE, form(email="coumba@douanes.example"), follow=True)
    assert answer.status_code == 200
    assert "coumba@douanes.example" in answer.content.decode()


def test_twice_is_once(signed_in: SignIn, people: People) -> None:
    browser, posted = signed_in(people.moussa), form()
    answers = [browser.post(INVITE, posted) for _time in range(2)]
    assert Invitation.objects.count() == 1
    assert answers[0].url == answers[1].url  # type: ignore[attr-defined]


def test_the_same_form_for_something_else(signed_in: SignIn, people: People) -> None:
    browser, posted = signed_in(people.moussa), form()
    browser.post(INVITE, posted)
    answer = browser.post(INVITE, {**posted, "office": "SN-DSS"})
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_an_open_invitation_is_shown_instead(signed_in: SignIn, people: People) -> None:
    browser = signed_in(people.moussa)
    browser.post(INVITE, form())
    answer = browser.post(INVITE, form())
    assert answer.status_code == 422
    assert reverse("accounts:invitation", args=[Invitation.objects.get().pk]) in answer.content.decode()


def test_only_what_may_be_given_is_offered(signed_in: SignIn, people: People) -> None:
    offered = signed_in(people.moussa).get(INVITE).context["form"].fields
    assert {office.code for office in offered["office"].queryset} == {"SN", "SN-DSS", "SN-DSS-F", "SN-DKR"}
    assert Administrator.code not in {code for code, _name in offered["role_code"].choices}


def test_it_starts_with_the_office_one_comes_from(signed_in: SignIn, people: People) -> None:
    begun = signed_in(people.moussa).get(INVITE, {"office": "SN-DSS"}).context["form"]
    assert begun["office"].value() == "SN-DSS"
    assert signed_in(people.moussa).get(INVITE, {"office": "CM\0"}).status_code == 200


@pytest.mark.parametrize(
    ("different", "field"),
    [
        ({"family_name": " "}, "family_name"),
        ({"given_names": "x" * 81}, "given_names"),
        ({"family_name": "a\0b"}, "family_name"),
        ({"email": "not an address"}, "email"),
        ({"office": "CM-DLA"}, "office"),
        ({"office": ""}, "office"),
        ({"role_code": ""}, "role_code"),
        ({"role_code": Administrator.code}, "role_code"),
        ({"role_code": NationalAnalyst.code}, "role_code"),
        ({"language": "tlh"}, "language"),
        ({"until_on": "2202-01-01"}, "until_on"),
        ({"until_on": "2001-01-01"}, "until_on"),
        ({"until_on": "31/31/2026"}, "until_on"),
        ({"invitation_id": "x"}, "__all__"),
    ],
)
def test_what_does_not_fit(signed_in: SignIn, people: People, different: dict[str, Any], field: str) -> None:
    answer = signed_in(people.moussa).post(INVITE, form(**different))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["staff_number"].value() == "D-771"
    assert not Invitation.objects.exists()


def test_refusals(signed_in: SignIn, people: People) -> None:
    for officer in (people.babacar, people.awa, people.kofi, people.fatou):
        browser = signed_in(officer)
        assert browser.get(INVITE).status_code == 403
        assert browser.post(INVITE, form()).status_code == 403
        assert browser.get(LIST).status_code == 403
    assert not Invitation.objects.exists()


def test_what_was_typed_survives_the_end_of_the_session(signed_in: SignIn, people: People) -> None:
    browser = signed_in(people.moussa)
    text = browser.get(INVITE).content.decode()
    owner = text.split(f'name="{kept.OWNER}" value="')[1].split('"')[0]
    browser.session.flush()
    away = browser.post(INVITE, form(family_name="Faye-Sène", **{kept.OWNER: owner}))
    assert reverse("account_login") in away.url  # type: ignore[attr-defined]
    assert not Invitation.objects.exists()


def test_what_was_typed_survives_another_language(signed_in: SignIn, people: People) -> None:
    browser = signed_in(people.moussa)
    text = browser.get(INVITE).content.decode()
    owner = text.split(f'name="{kept.OWNER}" value="')[1].split('"')[0]
    posted = form(family_name="Faye-Sène", until_on="2027-01-31", **{kept.OWNER: owner})
    page = browser.post(INVITE, {**posted, "switch_language": "pt"}, follow=True)
    assert '<html lang="pt"' in page.content.decode()
    again = page.context["form"]
    assert again["family_name"].value() == "Faye-Sène"
    assert again["role_code"].value() == EntryOfficer.code
    assert again["invitation_id"].value() == posted["invitation_id"]
    assert not Invitation.objects.exists()


class TestTheList:
    @pytest.fixture(autouse=True)
    def some(self, signed_in: SignIn, people: People) -> None:
        browser = signed_in(people.moussa)
        browser.post(INVITE, form())
        browser.post(INVITE, form(family_name="Sène", office="SN-DSS", staff_number="", email="sene@douanes.example"))
        Invitation.objects.filter(family_name="Sène").update(expires_at=timezone.now())

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({}, {"Faye", "Sène"}),
            ({"state": "OPEN"}, {"Faye"}),
            ({"state": "EXPIRED"}, {"Sène"}),
            ({"state": "ACCEPTED"}, set()),
            ({"state": "CANCELLED"}, set()),
            ({"q": "sene@"}, {"Sène"}),
            ({"q": "sene"}, {"Sène"}),
            ({"office": "SN-DSS"}, {"Sène"}),
            ({"role": "UNIT_HEAD"}, set()),
            ({"office": "CM"}, set()),
        ],
    )
    def test_filters(self, signed_in: SignIn, people: People, query: dict[str, str], expected: set[str]) -> None:
        page = signed_in(people.moussa).get(LIST, query)
        assert {invitation.family_name for invitation, _badge in page.context["rows"]} == expected

    def test_another_country_sees_none_of_it(self, signed_in: SignIn, people: People) -> None:
        assert signed_in(people.jean).get(LIST).context["rows"] == []
        for route in ("invitation", "invitation-slip", "invitation-renew", "invitation-cancel"):
            address = reverse(f"accounts:{route}", args=[Invitation.objects.get(family_name="Faye").pk])
            assert signed_in(people.jean).get(address).status_code == 404

    def test_its_cost(
        self, signed_in: SignIn, people: People, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        browser = signed_in(people.moussa)
        browser.get(LIST)
        with django_assert_max_num_queries(26):
            browser.get(LIST)


@pytest.mark.parametrize(
    ("different", "field"),
    [
        ({"office": "\0"}, "office"),
        ({"invitation_id": "x"}, "__all__"),
        ({"family_name": "Fa\u202eye"}, "family_name"),
        ({"family_name": "\u200b\u2060"}, "family_name"),
        ({"given_names": "Cou\x07mba"}, "given_names"),
        ({"staff_number": "1\u20662"}, "staff_number"),
    ],
)
def test_what_nobody_types(signed_in: SignIn, people: People, different: dict[str, str], field: str) -> None:
    asked = {
        "invitation_id": str(uuid4()),
        "office": "SN-DKR",
        "role_code": "ENTRY_OFFICER",
        "family_name": "Faye",
        "given_names": "Coumba",
        "language": "fr",
    }
    answer = signed_in(people.moussa).post(reverse("accounts:officer-invite"), asked | different)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
