"""One spelling for what people type in many, and what they may have meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from cen_records.rules.findings import Checked, Finding, Hint, Level

BETWEEN = re.compile("[ \\t\\r\\n\\-._/:#\u200b\u2010-\u2015\u2212]+")  # after NFKC, where wide spaces are spaces
PAIRS = ("O0", "I1", "S5", "B8", "Z2", "G6", "17", "L1")
LOOK_ALIKES: dict[str, str] = {}
for _pair in PAIRS:
    for _one, _other in (tuple(_pair), tuple(reversed(_pair))):
        LOOK_ALIKES[_one] = LOOK_ALIKES.get(_one, "") + _other
HINTS_AT_MOST = 3


def capitals(text: str) -> str:
    """In capitals, and without full-width forms."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).upper())


def compact(text: str) -> str:
    """In capitals, without what people put between the groups of a number."""
    return unicodedata.normalize("NFKC", BETWEEN.sub("", capitals(text)))


def fit(text: str, shape: str) -> str:
    """Look-alikes put right by their place. `shape` has a letter for each place: A letters, 9 digits, * either."""
    if len(text) != len(shape):
        return text
    return "".join(_fitting(character, place) for character, place in zip(text, shape, strict=True))


def _fitting(character: str, place: str) -> str:
    if place == "*" or (character in "0123456789") == (place == "9"):
        return character
    wanted = [other for other in LOOK_ALIKES.get(character, "") if (other in "0123456789") == (place == "9")]
    return wanted[0] if wanted else character


def hints(text: str, holds: Callable[[str], bool], shape: str = "") -> tuple[Hint, ...]:
    """The numbers that would be right and are one change away: a look-alike, two neighbours swapped.

    With a `shape`, all look-alikes that stand in a wrong place count as one change.
    """
    found: dict[str, str] = {}
    for code, value in _changes(text, shape):
        if value != text and value not in found and holds(value):
            found[value] = code
        if len(found) == HINTS_AT_MOST:
            break
    return tuple(Hint(code, value) for value, code in found.items())


def _changes(text: str, shape: str) -> Iterator[tuple[str, str]]:
    if shape:
        yield "LOOK_ALIKE", fit(text, shape)
    for place, character in enumerate(text):
        for other in LOOK_ALIKES.get(character, ""):
            yield "LOOK_ALIKE", text[:place] + other + text[place + 1 :]
    for place in range(len(text) - 1):
        yield "SWAPPED", text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def wrong(value: str, level: Level, code: str, shape: str = "", holds: Callable[[str], bool] | None = None,
          **values: str) -> Checked:  # fmt: skip
    """A text with one finding, and the hints that `holds` lets through."""
    offered = hints(value, holds, shape) if holds else ()
    return Checked(value, (Finding(level, code, values),), offered)
