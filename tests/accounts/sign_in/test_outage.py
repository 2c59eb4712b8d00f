"""Redis is away: reading goes on, and what needs it is a plain page until it is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from house.kept import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django.fixtures import Settings

    from tests.accounts.sign_in.conftest import Enter
    from tests.people import People


@pytest.fixture
def redis_away(settings: Settings) -> Iterator[None]:
    """The address of the cache leads to a port where nobody listens."""
    before = settings.CACHES
    nowhere = {**before["default"], "LOCATION": f"redis://127.0.0.1:{free_port()}/0"}
    cache.clear()
    settings.CACHES = {"default": nowhere}
    yield
    settings.CACHES = before


def test_the_sign_in_page_is_there(db: None, client: Client, redis_away: None) -> None:
    assert client.get("/account/login/").status_code == 200


def test_signing_in_says_that_it_cannot_be_done_now(people: People, enter: Enter, redis_away: None) -> None:
    answer = enter("awa", headers={"accept-language": "en"})

    assert answer.status_code == 503
    assert "Vigie cannot be reached for the moment" in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_it_recovers_by_itself(people: People, enter: Enter, settings: Settings) -> None:
    before = settings.CACHES
    settings.CACHES = {"default": {**before["default"], "LOCATION": f"redis://127.0.0.1:{free_port()}/0"}}
    assert enter("awa").status_code == 503
    settings.CACHES = before

    assert enter("awa").status_code == 302


def test_who_is_signed_in_goes_on_reading(people: People, enter: Enter, client: Client, settings: Settings) -> None:
    enter("awa")
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": f"redis://127.0.0.1:{free_port()}/0"}}

    for path in ("/", "/me/", "/me/sessions/"):
        assert client.get(path).status_code == 200, path
