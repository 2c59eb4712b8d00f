"""In which language a page speaks, and changing it without losing what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from accounts.models import Officer
from audit.models import Act

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import Settings

    from tests.accounts.sign_in.conftest import Enter
    from tests.people import People

LOGIN = "/account/login/"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("fr-CA", "fr"),
        ("pt-BR,pt;q=0.9", "pt"),
        ("en-GB", "en"),
        ("ha, yo;q=0.8", "fr"),
        ("", "fr"),
        ("xx-" * 400, "fr"),
        ("*", "fr"),
        ("es, en;q=0.5", "en"),
    ],
)
def test_the_browsers_language_or_the_setting(client: Client, asked: str, spoken: str) -> None:
    answer = client.get(LOGIN, headers={"accept-language": asked})

    assert answer["Content-Language"] == spoken
    assert f'<html lang="{spoken}"' in answer.content.decode()


@pytest.mark.parametrize("cookie", ["xx", "", "pt-br/../..", "a" * 5000])
def test_a_cookie_that_makes_no_sense_is_passed_over(client: Client, cookie: str) -> None:
    client.cookies["django_language"] = cookie

    assert client.get(LOGIN, headers={"accept-language": "en"}).status_code == 200


def test_the_officers_choice_goes_before_cookie_and_browser(people: People, enter: Enter, client: Client) -> None:
    enter("ines")
    client.cookies["django_language"] = "en"

    assert client.get("/me/", headers={"accept-language": "fr"})["Content-Language"] == "pt"


def test_a_language_that_was_taken_away_falls_back(
    people: People, enter: Enter, client: Client, settings: Settings
) -> None:
    Officer.objects.filter(pk=people.awa.pk).update(language="pt")
    enter("awa")
    settings.LANGUAGES = [("fr", "French"), ("en", "English")]

    answer = client.get("/me/", headers={"accept-language": "en"})

    assert (answer.status_code, answer["Content-Language"]) == (200, "en")


def test_switching_before_sign_in_keeps_the_name_and_not_the_password(db: None, client: Client) -> None:
    typed = {"login": "awa", "password": "secret words", "switch_language": "pt"}

    answer = client.post(LOGIN + "?next=/me/", typed)
    page = client.get(answer["Location"])

    assert (answer.status_code, answer["Location"]) == (303, LOGIN + "?next=/me/")
    assert page["Content-Language"] == "pt"
    assert 'value="awa"' in page.content.decode()
    assert "secret words" not in page.content.decode()
    assert client.cookies["django_language"]["httponly"]


def test_switching_does_not_send_the_form(people: People, client: Client) -> None:
    client.post(LOGIN, {"login": "awa", "password": "wrong", "switch_language": "en"})

    assert "_auth_user_id" not in client.session


def test_switching_is_remembered_for_the_officer(people: People, enter: Enter, client: Client) -> None:
    enter("awa")

    answer = client.post(reverse("accounts:language-switch"), {"switch_language": "pt", "next": "/me/?a=1"})

    assert (answer.status_code, answer["Location"]) == (303, "/me/?a=1")
    assert Officer.objects.get(pk=people.awa.pk).language == "pt"
    assert Act.objects.of(people.awa).latest("id").details == {"language": "pt"}


@pytest.mark.parametrize("unknown", ["xx", "", "pt-BR", "fr\0"])
def test_an_unknown_language_changes_nothing(people: People, enter: Enter, client: Client, unknown: str) -> None:
    enter("awa")

    answer = client.post("/me/", {"switch_language": unknown, "language": "pt"})

    assert answer.status_code == 303
    assert Officer.objects.get(pk=people.awa.pk).language == "fr"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_switching_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    answer = client.post(reverse("accounts:language-switch"), {"switch_language": "en", "next": elsewhere})

    assert answer["Location"] == "/"


def test_the_address_of_the_switch_is_harmless_by_itself(client: Client) -> None:
    assert client.get(reverse("accounts:language-switch")).status_code == 302
