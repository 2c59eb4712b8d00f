"""Without signing in there is nothing but the pages in `public.py`; without the token no form is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client

from audit.actions.runs import note_beat
from audit.choices import RunQueue
from tests.people import sign_in
from tests.permissions.public import OPEN
from tests.permissions.routes import routes

if TYPE_CHECKING:
    from tests.people import People

ROUTES = routes()
UNKNOWN = {"api:unknown", "api-unknown"}  # nothing is behind them, whoever asks and whatever for
SIGN_IN = resolve_url(settings.LOGIN_URL)


def test_every_address_has_a_name() -> None:
    assert [route.written for route in ROUTES if not route.name] == []


def test_names_are_given_once() -> None:
    names = [route.name for route in ROUTES]

    assert sorted(names) == sorted(set(names))


def test_open_addresses_exist() -> None:
    assert set() == OPEN - {route.name for route in ROUTES}


@pytest.mark.django_db
def test_who_is_not_signed_in_is_asked_to(client: Client, subtests: pytest.Subtests) -> None:
    for queue in RunQueue:
        note_beat(queue, worker="any")  # or `health-ready` says that no work is done
    for route in ROUTES:
        with subtests.test(str(route)):
            answers = [client.get(route.address()), client.post(route.address())]
            if route.name.startswith("api:") and route.name not in OPEN:
                assert {answer.status_code for answer in answers} == {401}
            elif route.name in OPEN:
                assert max(answer.status_code for answer in answers) < 500
            else:
                assert {answer.status_code for answer in answers} == {302}
                assert {urlsplit(answer["Location"]).path for answer in answers} == {SIGN_IN}


def test_post_without_token_is_refused(people: People, subtests: pytest.Subtests) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, people.ines)
    for route in ROUTES:
        with subtests.test(str(route)):
            answer = client.post(route.address())
            if route.name == "account_login":  # who is signed in is not signed in again
                assert answer["Location"] == resolve_url(settings.LOGIN_REDIRECT_URL)
            elif route.name in UNKNOWN:
                assert answer.status_code == 404
            else:
                assert answer.status_code == 403


@pytest.mark.django_db
def test_open_page_refuses_a_post_without_token(subtests: pytest.Subtests) -> None:
    client = Client(enforce_csrf_checks=True)
    for route in ROUTES:
        if route.name in OPEN - UNKNOWN:
            with subtests.test(str(route)):
                assert client.post(route.address()).status_code == 403
