"""Somebody who is signed in keeps the navigation when something is not there, not allowed or broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection

if TYPE_CHECKING:
    from django.test import Client

    from tests.accounts.pages.conftest import SignIn
    from tests.people import People

pytestmark = [pytest.mark.urls("tests.face.trouble"), pytest.mark.django_db]
NAVIGATION = '<nav class="rail'


@pytest.mark.parametrize(
    ("address", "status"), [("/nowhere/", 404), ("/trouble/refused/", 403), ("/trouble/broken/", 500)]
)
def test_navigation_stays(people: People, signed_in: SignIn, address: str, status: int) -> None:
    client = signed_in(people.awa)
    client.raise_request_exception = False

    response = client.get(address)

    page = response.content.decode()
    assert response.status_code == status
    assert NAVIGATION in page
    assert "Retour à l’accueil" in page
    assert "secret detail" not in page


def test_a_visitor_gets_the_plain_page(client: Client) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert NAVIGATION not in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_an_error_while_the_database_goes_away_is_still_a_page(people: People, signed_in: SignIn) -> None:
    client = signed_in(people.awa)
    client.raise_request_exception = False
    port = connection.settings_dict["PORT"]
    try:
        response = client.get("/trouble/cut/")
    finally:
        connection.close()
        connection.settings_dict["PORT"] = port

    assert response.status_code == 500
    assert "<h1" in response.content.decode()
    assert "Traceback" not in response.content.decode()
