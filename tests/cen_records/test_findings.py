"""Every finding has words, and they say what they are given to say."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from cen_records.presenters.findings import WORDS, words
from cen_records.rules.findings import finding_at

ROOM = Path(__file__).parents[2] / "cen_records"
FACTS = {
    "most": 90, "letters": 12_000, "typed": "1.234", "code": "X", "day": date(2026, 11, 20), "year": 1990, "days": 31,
    "allowed": ["KG", "G"], "office": "SN-DKR", "list": "unit", "role": "DEPARTURE", "quantity": 1, "unit": "L",
}  # fmt: skip


def codes_found() -> set[str]:
    """The codes that the room's rules and acts make findings of."""
    found = set()
    for file in (*ROOM.glob("rules/document/*.py"), *ROOM.glob("actions/*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in ("finding_at", "Unreadable"):
                found |= {str(leaf.value) for leaf in ast.walk(node.args[0]) if isinstance(leaf, ast.Constant)}
    return found


def test_every_finding_has_words_and_no_words_are_left_over() -> None:
    assert codes_found() == set(WORDS)


@pytest.mark.parametrize("language", ["fr", "en", "pt"])
@pytest.mark.parametrize("code", sorted(WORDS))
def test_words_fit_their_facts(code: str, language: str) -> None:
    with translation.override(language):
        told = words(finding_at(code, "case.seized_on", **FACTS))

    assert told
    assert "%(" not in told
