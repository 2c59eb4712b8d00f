"""Finding in free words what a record itself holds as names, numbers and plates: they are known, so none is missed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SHORTEST = 3  # a single initial or “Ly” would mark half of a text
MARK = "[…]"


def found_in(text: str, known: Iterable[str]) -> list[tuple[int, int]]:
    """Every stretch of the text that says one of the known words, in order and without overlaps.

    Accents, case, and spaces or signs within a number make no difference; a part of a longer word is not meant.
    """
    pattern = _pattern(known)
    return [match.span() for match in pattern.finditer(_folded(text))] if pattern else []


def masked(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """The text with a mark in place of each stretch."""
    for start, end in sorted(stretches, reverse=True):
        text = f"{text[:start]}{MARK}{text[end:]}"
    return text


def _pattern(known: Iterable[str]) -> re.Pattern[str] | None:
    wanted = {letters for words in known if len(letters := _letters(words)) >= SHORTEST}
    if not wanted:
        return None
    spelt = (r"[\W_]{0,3}".join(map(re.escape, letters)) for letters in sorted(wanted, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spelt)})(?![^\W_])")


def _letters(words: str) -> str:
    return "".join(sign for sign in _folded(words) if sign.isalnum())


def _folded(text: str) -> str:
    """Small letters without accents, one for each sign, so that places stay."""
    return "".join(unicodedata.normalize("NFKD", sign)[0].lower()[:1] or sign for sign in text)
