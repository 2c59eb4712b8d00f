"""Postal items: S10 of the Universal Postal Union. Two letters, eight digits and a check digit, the country."""

from __future__ import annotations

import re

from cen_records.rules.findings import Checked, Level
from cen_records.rules.identifiers.spelling import compact, wrong

SHAPE = "AA999999999AA"
FORM = re.compile("[A-Z]{2}[0-9]{9}[A-Z]{2}")
WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def check(text: str) -> Checked:
    """Judge a postal item's number; `details` hold the country."""
    value = compact(text)
    if not value:
        return Checked("")
    if not FORM.fullmatch(value):
        return wrong(value, Level.ANSWER, "POSTAL_FORM", SHAPE, holds)
    expected = check_digit(value)
    if value[10] != expected:
        return wrong(value, Level.ANSWER, "CHECK_DIGIT", "", holds, found=value[10], expected=expected)
    return Checked(value, details={"country": value[11:]})


def check_digit(value: str) -> str:
    """The ninth digit that belongs to the eight before it."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(value[2:10], WEIGHTS, strict=True)) % 11
    return {10: "0", 11: "5"}.get(rest, str(rest))


def holds(value: str) -> bool:
    """Whether the number is right by its form and its check digit."""
    return bool(FORM.fullmatch(value)) and check_digit(value) == value[10]
