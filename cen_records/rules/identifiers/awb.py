"""Air waybills: three digits of the airline, seven of the number, and what is left of these when divided by seven."""

from __future__ import annotations

import re

from cen_records.rules.findings import Checked, Level
from cen_records.rules.identifiers.airlines import BY_WAYBILL
from cen_records.rules.identifiers.spelling import compact, wrong

SHAPE = "9" * 11
FORM = re.compile("[0-9]{11}")


def check(text: str) -> Checked:
    """Judge an air waybill's number; `details` name the airline where the prefix is a frequent one."""
    value = compact(text).removeprefix("AWB")
    if not value:
        return Checked("")
    if not FORM.fullmatch(value):
        return wrong(value, Level.ANSWER, "AWB_FORM", SHAPE, holds)
    expected = str(int(value[3:10]) % 7)
    if value[-1] != expected:
        return wrong(value, Level.ANSWER, "CHECK_DIGIT", "", holds, found=value[-1], expected=expected)
    airline = BY_WAYBILL.get(value[:3])
    return Checked(f"{value[:3]}-{value[3:]}", details={"airline": airline} if airline else {})


def holds(value: str) -> bool:
    """Whether the eleven digits are right by their form and their check digit."""
    return bool(FORM.fullmatch(value)) and int(value[3:10]) % 7 == int(value[-1])
