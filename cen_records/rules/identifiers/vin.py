"""Vehicles: the seventeen characters of ISO 3779. The ninth is a check digit where North America made the vehicle."""

from __future__ import annotations

import re

from cen_records.rules.findings import Checked, Finding, Hint, Level
from cen_records.rules.identifiers.spelling import compact, wrong

FORM = re.compile("[A-HJ-NPR-Z0-9]{17}")
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
WORTH = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", "123456781234579234567890123456789", strict=True))
MISREAD = str.maketrans("IOQ", "100")
NORTH_AMERICA = "12345"


def check(text: str) -> Checked:
    """Judge a vehicle's number. Other continents use the ninth character freely, so there it says nothing."""
    value = compact(text).removeprefix("VIN")
    if not value:
        return Checked("")
    if len(value) != len(WEIGHTS):
        return wrong(value, Level.ANSWER, "VIN_LENGTH", found=str(len(value)))
    if not FORM.fullmatch(value):
        meant = value.translate(MISREAD)
        offered = (Hint("LOOK_ALIKE", meant),) if holds(meant) else ()
        return Checked(value, (Finding(Level.ANSWER, "VIN_LETTERS"),), offered)
    if not holds(value):
        expected = check_digit(value)
        return wrong(value, Level.ANSWER, "CHECK_DIGIT", "", holds, found=value[8], expected=expected)
    return Checked(value)


def check_digit(value: str) -> str:
    """What the ninth character would be by 49 CFR 565."""
    rest = sum(int(WORTH[character]) * weight for character, weight in zip(value, WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def holds(value: str) -> bool:
    """Whether the form is right, and the check digit where it binds."""
    if not FORM.fullmatch(value):
        return False
    return value[0] not in NORTH_AMERICA or check_digit(value) == value[8]
