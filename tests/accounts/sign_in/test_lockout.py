"""Passwords are guessed: eight tries, then a quarter of an hour, for that name from that address."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.actions.officers import unlock_officer
from tests.people import PASSWORD, People

if TYPE_CHECKING:
    from django.test import Client

    from tests.accounts.sign_in.conftest import Enter

TRIES = settings.AXES_FAILURE_LIMIT


def guess(enter: Enter, login: str = "awa", times: int = TRIES, **more: object) -> list[int]:
    return [enter(login, f"guess {number}", **more).status_code for number in range(times)]


def test_the_eighth_wrong_password_locks(people: People, enter: Enter) -> None:
    assert guess(enter) == [422] * (TRIES - 1) + [429]

    answer = enter("awa", headers={"accept-language": "en"})

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 15 * 60
    assert "15 more minutes" in answer.content.decode()


def test_the_page_speaks_the_readers_language(people: People, enter: Enter) -> None:
    guess(enter)

    assert enter("awa", headers={"accept-language": "fr"})["Content-Language"] == "fr"
    assert enter("awa", headers={"accept-language": "pt"})["Content-Language"] == "pt"


@pytest.mark.parametrize("other_spelling", ["AWA", " awa", "awa@douanes.example"])
def test_another_spelling_is_the_same_account(people: People, enter: Enter, other_spelling: str) -> None:
    guess(enter, times=TRIES - 1)

    assert enter(other_spelling, "wrong").status_code == 429
    assert enter("awa").status_code == 429


def test_an_unknown_name_locks_the_same_way(people: People, enter: Enter) -> None:
    assert guess(enter, "Nobody") == [422] * (TRIES - 1) + [429]
    assert enter("nobody").status_code == 429


def test_colleagues_at_the_same_address_are_not_locked(people: People, enter: Enter) -> None:
    guess(enter)

    assert enter("omar").status_code == 302


def test_another_address_is_not_locked(people: People, client: Client, enter: Enter) -> None:
    guess(enter)

    answer = client.post(reverse("account_login"), {"login": "awa", "password": PASSWORD}, REMOTE_ADDR="10.0.0.9")

    assert answer.status_code == 302


def test_trying_on_does_not_make_it_longer(people: People, enter: Enter) -> None:
    guess(enter)
    tried_at = AccessAttempt.objects.get().attempt_time

    guess(enter, times=3)

    assert AccessAttempt.objects.get().attempt_time == tried_at


def test_it_opens_again_after_the_cool_off(people: People, enter: Enter) -> None:
    guess(enter)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))

    assert enter("awa").status_code == 302


def test_the_contact_point_opens_it_at_once(people: People, enter: Enter) -> None:
    guess(enter, "awa@douanes.example")

    unlock_officer(by=people.moussa, officer=people.awa)

    assert enter("awa").status_code == 302


def test_success_forgets_earlier_failures(people: People, enter: Enter) -> None:
    guess(enter, times=TRIES - 1)
    enter("awa@douanes.example")

    assert not AccessAttempt.objects.exists()


def test_failures_are_kept_as_evidence_without_the_password(people: People, enter: Enter) -> None:
    guess(enter, times=2)

    assert AccessFailureLog.objects.filter(username="awa").count() == 2
    assert "guess" not in AccessAttempt.objects.get().post_data


def test_guessing_in_an_open_session_locks_too(people: People, enter: Enter, client: Client) -> None:
    enter("awa")

    answers = [client.post(reverse("account_reauthenticate"), {"password": "wrong"}).status_code for _ in range(TRIES)]

    assert answers[:2] == [422, 422]
    assert answers[-1] == 429


def test_an_address_that_floods_is_slowed_down(people: People, enter: Enter) -> None:
    answers = [enter(f"nobody{number}", "x" * 12).status_code for number in range(121)]

    assert set(answers[:120]) == {422}
    assert answers[120] == 429
