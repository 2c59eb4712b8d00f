"""Every sentence on every page comes through the catalogue: in a made-up language no English word is left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polib
import pytest
from django.utils.translation import trans_real

from catalogues.borrowed import borrowed_messages
from catalogues.sources import our_messages
from face.web.reference import described
from tests.languages.page_text import Page
from tests.people import sign_in
from tests.permissions.routes import routes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

    from catalogues.message import Messages
    from tests.permissions.cast import Cast

MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"(?<![^\W\d_])[a-z]{3,}(?![^\W\d_])")  # names begin with a capital


def everything_said() -> Messages:
    found = our_messages()
    for message in borrowed_messages().values():
        found.add(message)
    return found


@pytest.fixture
def made_up_language(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Portuguese, for as long as the test runs, is English between ⟦ and ⟧."""
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    for message in everything_said().values():
        entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = {0: f"⟦{message.text}⟧", 1: f"⟦{message.plural}⟧"}
        else:
            entry.msgstr = f"⟦{message.text}⟧"
        catalogue.append(entry)
    folder = tmp_path / "pt" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue.save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path]
    vars(trans_real)["_translations"].clear()
    described.cache_clear()
    yield
    vars(trans_real)["_translations"].clear()
    described.cache_clear()


def english_words(text: str, vocabulary: set[str]) -> set[str]:
    """The words of our messages that stand outside every mark."""
    before = ""
    while before != text:
        before, text = text, MARKED.sub(" ", text)
    return set(WORD.findall(text)) & vocabulary


@pytest.mark.usefixtures("made_up_language")
@pytest.mark.parametrize("signed_in", [True, False])
def test_no_english_is_left(client: Client, cast: Cast, signed_in: bool, subtests: pytest.Subtests) -> None:
    vocabulary = {word for message in everything_said().values() for word in WORD.findall(message.text)}
    vocabulary -= {officer.sign_in_name for officer in cast.columns.values()}
    officer = cast.columns["administrator"]
    officer.language = "pt"
    officer.save()
    for route in routes():
        if route.name == "api:docs":  # names of fields and their words are the same in every language
            continue
        client.cookies.clear()
        if signed_in:
            sign_in(client, officer)
        address = route.address(cast.records["Senegal"].values(route.name))
        for ask in (client.get, client.post):
            response = ask(address, headers={"Accept-Language": "pt"})
            if response.headers.get("Content-Type", "").startswith("text/html"):
                texts = "\n".join(Page(response.content.decode()).in_order)  # a sentence may hold a link
                with subtests.test(f"{route} {response.status_code}"):
                    assert english_words(texts, vocabulary) == set()


def test_word_outside_the_marks_is_found() -> None:
    assert english_words("⟦Add a posting for ⟦Entry officer⟧⟧ – Vigie", {"posting", "officer"}) == set()
    assert english_words("⟦Add⟧ posting for Omar", {"posting", "officer"}) == {"posting"}
