"""Every page, in each language: it says which, and holds no sentence of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from accounts.models import Office
from tests.languages.page_text import Page, foreign_texts
from tests.people import sign_in
from tests.permissions.routes import routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.permissions.cast import Cast

# Each language is chosen under its own name.
OWN_NAMES = {"Français", "English", "Português"}
LANGUAGES = [code for code, _ in settings.LANGUAGES]


def pages(client: Client, address: str, language: str) -> Iterator[Answer]:
    """The page, and what it says when its form comes back empty."""
    accepted = {"Accept-Language": language}
    for response in (client.get(address, headers=accepted), client.post(address, headers=accepted)):
        if response.status_code < 500 and response.headers.get("Content-Type", "").startswith("text/html"):
            yield response


def assert_speaks(response: Answer, language: str) -> None:
    """An empty page (a redirect) says nothing."""
    source = response.content.decode()
    if not source:
        return
    page = Page(source)
    names = {str(office.name) for office in Office.objects.all()}

    assert page.language == language
    assert page.texts & foreign_texts(language) - names - OWN_NAMES == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_speak_one_language(client: Client, cast: Cast, language: str, subtests: pytest.Subtests) -> None:
    officer = cast.columns["administrator"]
    officer.language = language
    officer.save()
    for route in routes():
        with subtests.test(str(route)):
            sign_in(client, officer)  # signing out is among the pages
            for response in pages(client, route.address(cast.records["Senegal"].values(route.name)), language):
                assert_speaks(response, language)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_open_pages_speak_the_language_of_the_browser(client: Client, language: str, subtests: pytest.Subtests) -> None:
    for route in routes():
        with subtests.test(str(route)):
            for response in pages(client, route.address(), language):
                assert_speaks(response, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_that_is_not_there_speaks_it_too(client: Client, cast: Cast, language: str) -> None:
    officer = cast.columns["administrator"]
    officer.language = language
    officer.save()
    sign_in(client, officer)

    assert_speaks(client.get("/nowhere/"), language)


def test_language_that_is_missing_falls_back(client: Client, cast: Cast) -> None:
    officer = cast.columns["administrator"]
    officer.language = "sw"
    officer.save()
    sign_in(client, officer)

    assert Page(client.get("/").content.decode()).language in LANGUAGES


def test_left_over_sentence_is_found() -> None:
    page = Page('<html lang="fr"><p>Save</p><p lang="en">Sign in</p><a title="Close">x</a><script>Open</script></html>')

    assert page.language == "fr"
    assert page.texts == {"Save", "Close", "x"}
