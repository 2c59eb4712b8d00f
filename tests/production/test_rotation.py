"""A new secret key takes over: sessions, links, second factors and codes of the old one stay good until it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client, override_settings
from django.urls import reverse

from accounts.password_links import PasswordLinks
from accounts.web.adapters import SecondFactorAdapter
from tests.people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import People

NEW = "kR7vQ2xW9zLm4TnB8cYd5GhJ3fPs6Ua_NewKeyForTheHouse-0123"


def rotated(*, keep: bool) -> override_settings:
    """The house under its new key; with or without the old one beside it."""
    return override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY] if keep else [])


@pytest.fixture
def inside(client: Client, people: People) -> Callable[[], bool]:
    """Somebody has signed in under the old key; whether they still are."""
    client.post(reverse("account_login"), {"login": "awa", "password": PASSWORD})

    def still() -> bool:
        return client.get("/").status_code == 200

    assert still()
    return still


def test_who_is_signed_in_stays(inside: Callable[[], bool]) -> None:
    with rotated(keep=True):
        assert inside()
        assert inside(), "also after the session was signed anew"
    with rotated(keep=False):
        assert inside(), "it was signed by the new key meanwhile"


def test_without_the_old_key_everybody_signs_in_again(inside: Callable[[], bool]) -> None:
    with rotated(keep=False):
        assert not inside()


def test_links_in_letters_stay_good(people: People) -> None:
    link = PasswordLinks().make_token(people.awa)

    with rotated(keep=True):
        assert PasswordLinks().check_token(people.awa, link)
    with rotated(keep=False):
        assert not PasswordLinks().check_token(people.awa, link)


def test_second_factors_can_still_be_read(db: None) -> None:
    adapter = SecondFactorAdapter()
    kept = adapter.encrypt("JBSWY3DPEHPK3PXP")

    with rotated(keep=True):
        assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_signed_fields_of_open_forms_stay_good() -> None:
    signed = signing.dumps("a form", salt="here")

    with rotated(keep=True):
        assert signing.loads(signed, salt="here") == "a form"
    with rotated(keep=False), pytest.raises(signing.BadSignature):
        signing.loads(signed, salt="here")
