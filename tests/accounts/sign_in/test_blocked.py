"""Accounts that are closed, before and during a session; officers without a posting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.officers import suspend_officer
from accounts.choices import BlockReason
from accounts.models import Posting

if TYPE_CHECKING:
    from django.test import Client

    from tests.accounts.sign_in.conftest import Enter
    from tests.people import People

SUSPENDED = "This account is suspended. Ask your contact point."
ENGLISH = {"accept-language": "en"}


def test_only_the_right_password_learns_of_a_suspension(people: People, enter: Enter) -> None:
    assert SUSPENDED in enter("samba", headers=ENGLISH).content.decode()

    wrong = enter("samba", "wrong", headers=ENGLISH)

    assert wrong.status_code == 422
    assert SUSPENDED not in wrong.content.decode()


def test_a_dormant_account_is_told_in_other_words(people: People, enter: Enter) -> None:
    people.awa.is_active, people.awa.blocked_at = False, timezone.now()
    people.awa.blocked_reason = BlockReason.DORMANT
    people.awa.save()

    assert "not been used for a long time" in enter("awa", headers=ENGLISH).content.decode()


def test_suspended_with_an_open_session_is_out_at_once(people: People, enter: Enter, client: Client) -> None:
    enter("awa")
    suspend_officer(by=people.moussa, officer=people.awa, reason="A test of the guard.")

    answer = client.get("/", headers=ENGLISH)

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_blocked_behind_our_back_says_why_on_the_sign_in_page(people: People, enter: Enter, client: Client) -> None:
    enter("awa")
    type(people.awa).objects.filter(pk=people.awa.pk).update(
        is_active=False, blocked_at=timezone.now(), blocked_reason=BlockReason.SUSPENDED
    )

    page = client.get("/me/", headers=ENGLISH, follow=True)

    assert page.request["PATH_INFO"] == reverse("account_login")
    assert SUSPENDED in page.content.decode()
    assert client.get("/").status_code == 302
    assert SUSPENDED not in client.get(reverse("account_login"), headers=ENGLISH).content.decode()


@pytest.mark.parametrize("name", ["desk", "accounts:me", "accounts:sessions", "accounts:second-factors"])
def test_without_a_posting_the_own_pages_stay(people: People, enter: Enter, client: Client, name: str) -> None:
    enter("nadia")

    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("login", ["nadia", "paul"])
def test_without_a_current_posting_the_rest_is_closed(people: People, enter: Enter, client: Client, login: str) -> None:
    type(people.awa).objects.update(language="en")
    enter(login)

    answer = client.get(reverse("accounts:officer-list"), follow=True)

    assert answer.redirect_chain == [("/", 303)]
    assert "no posting today" in answer.content.decode()


def test_a_posting_that_ends_closes_the_next_page(people: People, enter: Enter, client: Client) -> None:
    enter("babacar")
    assert client.get(reverse("accounts:officer-list")).status_code == 200

    Posting.objects.filter(officer=people.babacar).update(until_on="2020-12-31")

    assert client.get(reverse("accounts:officer-list")).status_code == 303


def test_presence_is_noted(people: People, enter: Enter, client: Client) -> None:
    type(people.awa).objects.filter(pk=people.awa.pk).update(last_seen_on="2020-01-01")
    enter("awa")
    client.get("/")

    people.awa.refresh_from_db()
    assert people.awa.last_seen_on == timezone.localdate()
