"""Points on the earth as French, English and Portuguese write them: decimal degrees, or degrees, minutes, seconds.

O is ouest and oeste, never zero; L is leste; without letters the latitude comes first. Reckoned in whole numbers, so
that the browser and the server round alike.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from cen_records.rules.findings import Checked, Finding, Hint, Level

TOO_LONG = 200
SEPARATORS = tuple(",;/|")
HALVES = {
    **dict.fromkeys(("N", "NORD", "NORTH", "NORTE"), "N"),
    **dict.fromkeys(("S", "SUD", "SOUTH", "SUL", "SUR"), "S"),
    **dict.fromkeys(("E", "L", "EST", "EAST", "ESTE", "LESTE"), "E"),
    **dict.fromkeys(("W", "O", "OUEST", "WEST", "OESTE"), "W"),
}
SILENT = frozenset(("LAT", "LATITUDE", "LON", "LONG", "LONGITUDE", "GPS"))
MARKS = {"°": 0, "DEG": 0, "'": 1, "MIN": 1, '"': 2, "SEC": 2}
SAME = str.maketrans(
    {
        **dict.fromkeys("\u00ba\u02da", "°"),
        **dict.fromkeys("\u2019\u2018\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201d\u201c\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2013\u2212", "-"),
    }
)
TOKEN = re.compile(r"""[+-]?[0-9]+(?:\.[0-9]+)?|[A-Z]+|[°'"]|[,;/|]|[=:.()\s]+|.""", re.DOTALL)
NUMBER = re.compile("[+-]?[0-9]")
DECIMAL_COMMA = re.compile(r"([0-9]),([0-9])")
MICRO = 1_000_000
FURTHEST = {"NS": 90 * MICRO, "EW": 180 * MICRO}


class UnreadableError(ValueError):
    """The text is no point."""


@dataclass
class Angle:
    """The numbers of one angle, and the half of the earth where a letter says it."""

    numbers: list[str]
    half: str = ""

    @property
    def axis(self) -> str:
        """NS for a latitude, EW for a longitude, empty where no letter says it."""
        return "" if not self.half else "NS" if self.half in "NS" else "EW"


def check(text: str) -> Checked:
    """Judge a point, written as decimal degrees; `details` are its latitude and longitude as decimals."""
    typed = " ".join(text.split())
    if not typed:
        return Checked("")
    try:
        north, east = _read(typed)
    except UnreadableError:
        return Checked(typed[:TOO_LONG], (Finding(Level.BLOCKS, "COORDINATES_FORM"),))
    value = f"{_degrees(north)}, {_degrees(east)}"
    if abs(north) > FURTHEST["NS"] or abs(east) > FURTHEST["EW"]:
        turned = abs(east) <= FURTHEST["NS"] and abs(north) <= FURTHEST["EW"]
        hints = (Hint("TURNED", f"{_degrees(east)}, {_degrees(north)}"),) if turned else ()
        return Checked(value, (Finding(Level.BLOCKS, "COORDINATES_RANGE"),), hints)
    details = {"latitude": Decimal(_degrees(north)), "longitude": Decimal(_degrees(east))}
    findings = () if north or east else (Finding(Level.ANSWER, "COORDINATES_ZERO"),)
    return Checked(value, findings, details=details)


def _read(typed: str) -> tuple[int, int]:
    if len(typed) > TOO_LONG:
        raise UnreadableError
    folded = unicodedata.normalize("NFC", typed).translate(SAME).replace("''", '"').upper()
    if "." not in folded:
        try:
            return _point(DECIMAL_COMMA.sub(r"\1.\2", folded))
        except UnreadableError:
            pass  # the comma stands between the two angles
    return _point(folded)


def _point(folded: str) -> tuple[int, int]:
    """Latitude and longitude in millionths of a degree."""
    first, second = _angles(_tokens(folded))
    if first.axis and first.axis == second.axis:
        raise UnreadableError
    if first.axis == "EW":
        first, second = second, first
    return _millionths(first, "NS"), _millionths(second, "EW")


def _tokens(folded: str) -> list[str]:
    found = (match[0] for match in TOKEN.finditer(folded))
    return [token for token in found if token.strip("=:.() ") and token not in SILENT]


def _angles(tokens: list[str]) -> list[Angle]:
    halves = [place for place, token in enumerate(tokens) if token in HALVES]
    if not halves:
        return _without_letters(tokens)
    if len(halves) != 2:
        raise UnreadableError
    if halves[0] == 0:
        parts = [tokens[1 : halves[1]], tokens[halves[1] + 1 :]]
    elif halves[1] == len(tokens) - 1:
        parts = [tokens[: halves[0]], tokens[halves[0] + 1 : -1]]
    else:
        raise UnreadableError
    parts[0], parts[1] = _without_separator(parts[0], -1), _without_separator(parts[1], 0)
    return [Angle(_numbers(part), HALVES[tokens[half]]) for part, half in zip(parts, halves, strict=True)]


def _without_separator(part: list[str], place: int) -> list[str]:
    """One separator may stand where the two angles meet."""
    if part and part[place] in SEPARATORS:
        return part[:-1] if place else part[1:]
    return part


def _without_letters(tokens: list[str]) -> list[Angle]:
    separators = [place for place, token in enumerate(tokens) if token in SEPARATORS]
    if len(separators) > 1:
        raise UnreadableError
    if separators:
        middle = separators[0]
        return [Angle(_numbers(tokens[:middle])), Angle(_numbers(tokens[middle + 1 :]))]
    middle = len(tokens) // 2
    first, second = _numbers(tokens[:middle]), _numbers(tokens[middle:])
    if len(first) != len(second):
        raise UnreadableError
    return [Angle(first), Angle(second)]


def _numbers(part: list[str]) -> list[str]:
    """The numbers of one angle; a mark behind one must say what it is."""
    numbers: list[str] = []
    for token in part:
        if NUMBER.match(token):
            numbers.append(token)
        elif MARKS.get(token) != len(numbers) - 1:
            raise UnreadableError
    return numbers


def _millionths(angle: Angle, axis: str) -> int:
    numbers = _split(angle, axis)
    if not 1 <= len(numbers) <= 3 or any("." in number for number in numbers[:-1]):
        raise UnreadableError
    if any(number[0] in "+-" for number in numbers[1:]) or (angle.half and numbers[0][0] in "+-"):
        raise UnreadableError
    south_or_west = numbers[0][0] == "-" or (angle.half in "SW" and bool(angle.half))
    size = _size([numbers[0].lstrip("+-"), *numbers[1:]])
    return -size if south_or_west else size


def _split(angle: Angle, axis: str) -> list[str]:
    """Digits that run together, as seafarers and airmen write them: 1441N 01727W, 144130N 0172715W."""
    degrees = 2 if axis == "NS" else 3
    number = angle.numbers[0] if len(angle.numbers) == 1 and angle.half else ""
    if number.isdigit() and len(number) in {degrees + 2, degrees + 4}:
        rest = number[degrees:]
        return [number[:degrees], *(rest[start : start + 2] for start in range(0, len(rest), 2))]
    return angle.numbers


def _size(numbers: list[str]) -> int:
    """Millionths of a degree, rounded half up."""
    last, _, fraction = numbers[-1].partition(".")
    whole = [int(number) for number in (*numbers[:-1], last)]
    if any(part >= 60 for part in whole[1:]):
        raise UnreadableError
    scale = int("1" + "0" * len(fraction))
    seconds = 0
    for place in range(3):
        seconds = seconds * 60 + (whole[place] * scale if place < len(whole) else 0)
        if place == len(whole) - 1:
            seconds += int(fraction or "0")
    return (2 * seconds * MICRO + 3600 * scale) // (2 * 3600 * scale)


def _degrees(millionths: int) -> str:
    sign = "-" if millionths < 0 else ""
    return f"{sign}{abs(millionths) // MICRO}.{abs(millionths) % MICRO:06d}"
