"""The catalogues are complete and well set: nothing missing, fuzzy or outdated; typography and vocabulary hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.utils import translation

from catalogues import catalogue
from catalogues.faults import faults, translations
from tests.languages import typography
from tests.languages.typography import FRENCH, NARROW, NBSP, PORTUGUESE

if TYPE_CHECKING:
    import polib

RULES = {"fr": FRENCH, "pt": PORTUGUESE}
# Sent as "%(count)s": not the plural of English, but of the reader's language.
FRENCH_PLURALS = {0: 0, 1: 0, 2: 1}
PORTUGUESE_PLURALS = {0: 1, 1: 0, 2: 1}


def entries(language: str) -> list[polib.POEntry]:
    return [entry for entry in catalogue.read(language) if not entry.obsolete]


def test_every_language_but_the_source_has_a_catalogue() -> None:
    assert {code for code, _ in settings.LANGUAGES} - {"en"} == set(catalogue.PLURALS) == set(RULES)


@pytest.mark.parametrize("language", catalogue.PLURALS)
def test_catalogue_is_complete(language: str) -> None:
    assert faults(language) == []


@pytest.mark.parametrize("language", catalogue.PLURALS)
def test_catalogue_is_well_set(language: str) -> None:
    found = {
        text: wrong
        for entry in entries(language)
        for text in translations(entry)
        if (wrong := typography.faults(text, RULES[language]))
    }

    assert found == {}


@pytest.mark.parametrize("language", catalogue.PLURALS)
def test_sentence_ends_as_in_the_source(language: str) -> None:
    wrong = [
        (entry.msgid, text)
        for entry in entries(language)
        for text in translations(entry)
        if text and re.search(r"[.?…]$", text.strip()) is None and entry.msgid.strip().endswith((".", "?", "…"))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("language", "text", "well_set"),
    [
        ("fr", f"Voulez-vous continuer{NARROW}?", True),
        ("fr", "Voulez-vous continuer ?", False),
        ("fr", f"Bureau{NBSP}: %(office)s", True),
        ("fr", "Bureau : %(office)s", False),
        ("fr", "Bureau: %(office)s", False),
        ("fr", f"La fiche «{NBSP}%(name)s{NBSP}» est validée.", True),
        ("fr", "La fiche « %(name)s » est validée.", False),
        ("fr", 'La fiche "%(name)s" est validée.', False),
        ("fr", "L'agent", False),
        ("fr", "L’agent", True),
        ("fr", "À 14:05, voir https://example.org", True),
        ("fr", f"45{NARROW}%%", True),
        ("fr", "45 %%", False),
        ("fr", "En cours ...", False),
        ("fr", '<a href="%(url)s">Ouvrir</a>', True),
        ("pt", "Deseja continuar?", True),
        ("pt", "Deseja continuar ?", False),
        ("pt", "O ficheiro «%(name)s» foi guardado.", True),
        ("pt", "O ficheiro « %(name)s » foi guardado.", False),
        ("pt", "O usuário foi suspenso.", False),
        ("pt", "Introduza a palavra-passe.", True),
        ("pt", "Introduza a senha.", False),
        ("pt", f"45{NBSP}%%", True),
        ("pt", "A direcção", False),
    ],
)
def test_rule_of_setting(language: str, text: str, well_set: bool) -> None:
    assert (typography.faults(text, RULES[language]) == []) is well_set


@pytest.mark.parametrize(("language", "forms"), [("fr", FRENCH_PLURALS), ("pt", PORTUGUESE_PLURALS)])
def test_plural_follows_the_language(language: str, forms: dict[int, int]) -> None:
    plural = next((entry for entry in entries(language) if entry.msgid_plural and not entry.msgctxt), None)
    assert plural is not None
    with translation.override(language):
        chosen = {number: translation.ngettext(plural.msgid, plural.msgid_plural, number) for number in forms}

    assert chosen == {number: plural.msgstr_plural[form] for number, form in forms.items()}
