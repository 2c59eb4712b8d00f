"""Where each part stands in the lines of the five formats of ICAO 9303, counted from the first letter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Part:
    """One part: its stretches, and where its check digit stands."""

    stretches: tuple[tuple[int, int], ...]
    digit: int = -1

    def read(self, letters: str) -> str:
        """What stands there."""
        return "".join(letters[start:end] for start, end in self.stretches)


@dataclass(frozen=True)
class Layout:
    """One format. `runs_on`: a long document number may go on in the optional part."""

    lines: int
    width: int
    fields: dict[str, Part]
    checked: dict[str, Part]
    runs_on: bool = False

    @cached_property
    def shape(self) -> str:
        """What each place may hold: A letters, 9 digits, * both."""
        places = ["*"] * (self.lines * self.width)
        kinds = {"issuer": "A", "names": "A", "nationality": "A", "sex": "A", "birth_date": "9", "expiry": "9"}
        for name, kind in kinds.items():
            for start, end in self.fields[name].stretches:
                places[start:end] = kind * (end - start)
        for part in self.checked.values():
            places[part.digit] = "9"
        return "".join(places)


def _part(start: int, end: int, digit: int = -1) -> Part:
    return Part(((start, end),), digit)


def _two_lines(width: int, *, visa: bool = False) -> Layout:
    """Passports (44), cards of format 2 (36) and visas: names above, numbers below."""
    below = width
    number, birth, expiry = (_part(below + s, below + e, below + e) for s, e in ((0, 9), (13, 19), (21, 27)))
    passport = width == 44 and not visa
    end = 2 * width if visa else 2 * width - (2 if passport else 1)
    fields = {
        "document": _part(0, 2),
        "issuer": _part(2, 5),
        "names": _part(5, width),
        "number": number,
        "nationality": _part(below + 10, below + 13),
        "birth_date": birth,
        "sex": _part(below + 20, below + 21),
        "expiry": expiry,
        "optional": _part(below + 28, end),
    }
    checked = {"number": number, "birth_date": birth, "expiry": expiry}
    if passport:
        checked["optional"] = _part(below + 28, below + 42, below + 42)
    if not visa:
        last = 2 * width - 1
        checked["whole"] = Part(((below, below + 10), (below + 13, below + 20), (below + 21, last)), last)
    return Layout(2, width, fields, checked, runs_on=width == 36 and not visa)


def _card() -> Layout:
    """Cards of format 1: three lines of thirty."""
    number, birth, expiry = _part(5, 14, 14), _part(30, 36, 36), _part(38, 44, 44)
    fields = {
        "document": _part(0, 2),
        "issuer": _part(2, 5),
        "names": _part(60, 90),
        "number": number,
        "nationality": _part(45, 48),
        "birth_date": birth,
        "sex": _part(37, 38),
        "expiry": expiry,
        "optional": _part(15, 30),
        "optional_below": _part(48, 59),
    }
    whole = Part(((5, 30), (30, 37), (38, 45), (48, 59)), 59)
    checked = {"number": number, "birth_date": birth, "expiry": expiry, "whole": whole}
    return Layout(3, 30, fields, checked, runs_on=True)


# By the number of letters, and whether the first of them is the V of a visa.
LAYOUTS = {
    (88, False): _two_lines(44),
    (88, True): _two_lines(44, visa=True),
    (72, False): _two_lines(36),
    (72, True): _two_lines(36, visa=True),
    (90, False): _card(),
}
