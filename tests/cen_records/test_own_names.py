"""Words that a record holds as names are found in free text, however they are written."""

from __future__ import annotations

import pytest

from cen_records.rules.own_names import found_in, masked


@pytest.mark.parametrize(
    ("text", "known", "left"),
    [
        ("Le chauffeur Mamadou DIÉNÉ a fui", ["Diene"], "Le chauffeur Mamadou […] a fui"),
        ("Tél. 77 123-45.67, puis rien", ["771234567"], "Tél. […], puis rien"),
        ("vu DK1234A et DK 1234 A", ["DK-1234-A"], "vu […] et […]"),
        ("O’Brien et OBrien", ["O'Brien"], "[…] et […]"),
        ("Portugal n’est pas un port", ["Port"], "Portugal n’est pas un […]"),
        ("Ly, Ba et Sy", ["Ly", "Ba"], "Ly, Ba et Sy"),  # too short to be marked anywhere
        ("Awa Diop, Awa, Diop", ["Awa", "Diop", "Awa Diop"], "[…], […]"),
        ("rien", [], "rien"),
        ("rien", ["", "  ", "--"], "rien"),
        ("a.*b (c)", ["x.*"], "a.*b (c)"),  # signs mean nothing
    ],
)
def test_found_and_masked(text: str, known: list[str], left: str) -> None:
    assert masked(text, found_in(text, known)) == left


def test_every_place_is_kept_when_letters_are_folded() -> None:
    text = "ﬁn İstanbul ß Ǆ Œuvre Diop"

    assert [text[start:end] for start, end in found_in(text, ["Diop"])] == ["Diop"]
