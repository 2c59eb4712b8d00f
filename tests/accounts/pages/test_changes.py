"""Suspending, reinstating, correcting, unlocking, second factors, recovery: each on its own page."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import Invitation
from accounts.roles import RiloAnalyst
from accounts.web.blocked import words_for_blocked
from audit.models import Act
from tests.people import post

if TYPE_CHECKING:
    from accounts.models import Officer
    from tests.accounts.pages.conftest import SignIn
    from tests.people import Offices, People

WITH_REASON = ["officer-suspend", "officer-reinstate", "second-factors-remove"]
EVERY = [*WITH_REASON, "officer-correct", "officer-unlock", "recovery-slip-issue"]


def page_of(route: str, officer: Officer) -> str:
    return reverse(f"accounts:{route}", args=[officer.pk])


def test_suspend(signed_in: SignIn, people: People) -> None:
    theirs = signed_in(people.awa)
    answer = signed_in(people.moussa).post(page_of("officer-suspend", people.awa), {"reason": "Under inquiry."})
    assert answer.status_code == 302
    people.awa.refresh_from_db()
    assert not people.awa.is_active
    assert Act.objects.get(act="officer.suspended").reason == "Under inquiry."
    next_click = theirs.get(reverse("desk"), follow=True)
    assert next_click.request["PATH_INFO"] == reverse("account_login")
    with override("fr"):
        assert words_for_blocked(people.awa) in unescape(next_click.content.decode())
    assert not list(theirs.get(reverse("account_login")).context["messages"])  # told once


def test_reinstate(signed_in: SignIn, people: People) -> None:
    signed_in(people.moussa).post(page_of("officer-reinstate", people.samba), {"reason": "Cleared."})
    people.samba.refresh_from_db()
    assert people.samba.is_active


def test_correct(signed_in: SignIn, people: People) -> None:
    browser = signed_in(people.moussa)
    assert browser.get(page_of("officer-correct", people.awa)).context["form"]["family_name"].value() == "Diop"
    corrected = {"family_name": "Diop-Sy", "given_names": "Awa", "staff_number": "A 12", "email": ""}
    assert browser.post(page_of("officer-correct", people.awa), corrected).status_code == 302
    people.awa.refresh_from_db()
    assert (people.awa.family_name, people.awa.staff_number, people.awa.email) == ("Diop-Sy", "A 12", None)


def test_a_taken_address_is_said_beside_its_field(signed_in: SignIn, people: People) -> None:
    taken = {"family_name": "Diop", "given_names": "Awa", "staff_number": "", "email": "JEAN@douanes.example"}
    answer = signed_in(people.moussa).post(page_of("officer-correct", people.awa), taken)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["email"]


def test_unlock(signed_in: SignIn, people: People) -> None:
    AccessAttempt.objects.create(
        username="awa", ip_address="10.0.0.1", failures_since_start=9, attempt_time=timezone.now(), user_agent="x"
    )
    browser = signed_in(people.moussa)
    assert browser.get(reverse("accounts:officer", args=[people.awa.pk])).context["locked"]
    browser.post(page_of("officer-unlock", people.awa))
    assert not AccessAttempt.objects.exists()
    assert not browser.get(reverse("accounts:officer", args=[people.awa.pk])).context["locked"]


def test_remove_second_factors(signed_in: SignIn, people: People) -> None:
    Authenticator.objects.create(user=people.awa, type=Authenticator.Type.TOTP, data={})
    signed_in(people.moussa).post(page_of("second-factors-remove", people.awa), {"reason": "Phone lost."})
    assert not Authenticator.objects.filter(user=people.awa).exists()


def test_a_recovery_slip_sent_twice_is_one(signed_in: SignIn, people: People) -> None:
    browser, form = signed_in(people.moussa), {"invitation_id": str(uuid4())}
    answers = [browser.post(page_of("recovery-slip-issue", people.awa), form) for _time in range(2)]
    invitation = Invitation.objects.get(officer=people.awa)
    assert {answer.url for answer in answers} == {reverse("accounts:invitation-slip", args=[invitation.pk])}  # type: ignore[attr-defined]


@pytest.mark.parametrize("route", WITH_REASON)
@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_reason_is_owed(signed_in: SignIn, people: People, route: str, reason: str) -> None:
    answer = signed_in(people.moussa).post(page_of(route, people.awa), {"reason": reason})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["reason"]
    people.awa.refresh_from_db()
    assert people.awa.is_active


@pytest.mark.parametrize("route", EVERY)
class TestRefusals:
    def test_another_country_does_not_see_the_page(self, signed_in: SignIn, people: People, route: str) -> None:
        browser = signed_in(people.jean)
        assert browser.get(page_of(route, people.awa)).status_code == 404
        assert browser.post(page_of(route, people.awa), {"reason": "Because."}).status_code == 404

    def test_a_unit_head_may_not(self, signed_in: SignIn, people: People, route: str) -> None:
        browser = signed_in(people.babacar)
        assert browser.get(page_of(route, people.awa)).status_code == 403
        assert browser.post(page_of(route, people.awa), {"reason": "Because."}).status_code == 403

    def test_nor_who_has_no_posting(self, signed_in: SignIn, people: People, route: str) -> None:
        answer = signed_in(people.nadia).post(page_of(route, people.awa), {"reason": "x"})
        assert answer.url == reverse("desk")  # type: ignore[attr-defined]

    def test_nor_who_is_suspended(self, signed_in: SignIn, people: People, route: str) -> None:
        answer = signed_in(people.samba).post(page_of(route, people.awa), {"reason": "x"})
        assert answer.status_code == 302
        assert reverse("account_login") in answer.url  # type: ignore[attr-defined]

    def test_nor_a_stranger(self, client: object, people: People, route: str) -> None:
        answer = client.post(page_of(route, people.awa), {"reason": "x"})  # type: ignore[attr-defined]
        assert answer.status_code == 302
        assert reverse("account_login") in answer.url

    def test_nor_anybody_to_their_own_account(self, signed_in: SignIn, people: People, route: str) -> None:
        form = {"reason": "x", "invitation_id": str(uuid4()), "family_name": "A", "given_names": "B"}
        answer = signed_in(people.ines).post(page_of(route, people.ines), form)
        people.ines.refresh_from_db()
        assert people.ines.is_active
        if route not in ("officer-correct", "officer-unlock"):
            assert answer.status_code == (403 if route == "recovery-slip-issue" else 422)

    def test_a_national_office_does_not_take_over_a_regional_account(
        self, signed_in: SignIn, people: People, offices: Offices, route: str
    ) -> None:
        post(people.awa, offices.rilo_west, RiloAnalyst)
        answer = signed_in(people.moussa).get(page_of(route, people.awa))
        assert answer.status_code == (200 if route in ("officer-suspend", "officer-unlock") else 403)
