"""The people of the tests, and a way to sign them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import PASSWORD, offices, people

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import Officer

__all__ = ["offices", "people", "sign_in"]


def sign_in(client: Client, officer: Officer) -> None:
    """Sign in on the page, as a person does, in whatever state the browser is."""
    response = client.post(reverse("account_login"), {"login": officer.sign_in_name, "password": PASSWORD})
    assert response.status_code == 302, response.content.decode()


@pytest.fixture
def signed_in() -> Callable[[Officer], Client]:
    """A browser in which somebody has signed in."""

    def enter(officer: Officer) -> Client:
        client = Client()
        sign_in(client, officer)
        return client

    return enter
