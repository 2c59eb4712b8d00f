from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.urls("tests.face.trouble")


@pytest.fixture
def database_away(transactional_db: None) -> Iterator[None]:
    """Nothing listens where the database should be."""
    with nothing_there():
        yield


@contextmanager
def nothing_there() -> Iterator[None]:
    connection.close()
    port, connection.settings_dict["PORT"] = connection.settings_dict["PORT"], "1"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["PORT"] = port


def visitor(**headers: str) -> Client:
    client = Client(raise_request_exception=False, headers=headers)
    client.cookies["sessionid"] = "x" * 32  # a session has to be looked up
    return client


def test_lost_database_is_a_plain_page_in_the_readers_language(
    database_away: None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = visitor(accept_language="pt").get("/")
    assert response.status_code == 503
    assert response["Retry-After"] == "20"
    assert response["Cache-Control"] == "no-store"
    page = response.content.decode()
    assert '<html lang="pt"' in page
    assert "OperationalError" not in page
    assert "Traceback" not in page
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == ["away"]
    assert all(record.exc_info is None for record in caplog.records)


def test_part_of_a_page_gets_a_short_notice(database_away: None) -> None:
    response = visitor(hx_request="true").get("/")
    assert response.status_code == 503
    assert response.content.decode().startswith('<div class="notice stop" role="alert">')


def test_program_gets_json(database_away: None) -> None:
    response = visitor(accept="application/json").get("/")
    assert response.status_code == 503
    assert response.json()["detail"]


def test_recovers_by_itself(transactional_db: None) -> None:
    client = visitor()
    with nothing_there():
        assert client.get("/").status_code == 503
    assert client.get("/").status_code == 302


@pytest.mark.django_db
def test_lost_redis_is_a_plain_page() -> None:
    response = Client(raise_request_exception=False).get("/trouble/redis/")
    assert response.status_code == 503
    assert "Traceback" not in response.content.decode()


@pytest.mark.django_db
def test_query_that_takes_too_long_has_its_own_page() -> None:
    client = Client(raise_request_exception=False, headers={"accept-language": "en"})
    response = client.get("/trouble/slow/")
    assert response.status_code == 503
    assert "This took too long" in response.content.decode()


@pytest.mark.django_db
def test_mistake_of_ours_is_a_plain_page_without_details() -> None:
    response = Client(raise_request_exception=False, headers={"accept-language": "en"}).get("/trouble/broken/")
    assert response.status_code == 500
    page = response.content.decode()
    assert "Something went wrong on our side" in page
    assert "secret detail" not in page


@pytest.mark.django_db
def test_refusal_is_a_403_that_says_what_to_do() -> None:
    client = Client(headers={"accept-language": "en"})
    response = client.get("/trouble/refused/")
    assert response.status_code == 403
    page = response.content.decode()
    assert "Your posting does not allow it" in page
    assert "officer.suspend" not in page
    assert "Words for the reader." in client.get("/trouble/denied/").content.decode()
    as_program = client.get("/trouble/refused/", headers={"accept": "application/json"})
    assert as_program.status_code == 403
    assert as_program.json()["detail"]


@pytest.mark.django_db
def test_unknown_address_is_a_404_with_a_way_on() -> None:
    response = Client(headers={"accept-language": "en"}).get("/nowhere/")
    assert response.status_code == 404
    assert 'href="/"' in response.content.decode()


@pytest.mark.django_db
def test_nothing_is_stored_by_the_browser_whatever_a_view_says() -> None:
    for address in ("/trouble/cached/", "/nowhere/", reverse("account_login")):
        assert Client().get(address)["Cache-Control"] == "no-store"
