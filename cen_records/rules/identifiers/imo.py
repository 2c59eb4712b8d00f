"""Ships: the seven digits of the International Maritime Organization, the last of which is a check digit."""

from __future__ import annotations

import re

from stdnum import imo

from cen_records.rules.findings import Checked, Level
from cen_records.rules.identifiers.spelling import compact, wrong

SHAPE = "9999999"
FORM = re.compile("[0-9]{7}")


def check(text: str) -> Checked:
    """Judge a ship's number. Many ships carry a wrong digit on their papers, so nothing here blocks."""
    value = compact(text).removeprefix("IMO")
    if not value:
        return Checked("")
    if not FORM.fullmatch(value):
        return wrong(value, Level.ANSWER, "IMO_FORM", SHAPE, holds)
    expected = imo.calc_check_digit(value[:-1])
    if value[-1] != expected:
        return wrong(value, Level.ANSWER, "CHECK_DIGIT", "", holds, found=value[-1], expected=expected)
    return Checked(value)


def holds(value: str) -> bool:
    """Whether the number is right by its form and its check digit."""
    return bool(FORM.fullmatch(value)) and imo.calc_check_digit(value[:-1]) == value[-1]
