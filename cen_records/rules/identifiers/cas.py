"""Chemicals: numbers of the Chemical Abstracts Service, for precursors and new substances."""

from __future__ import annotations

import re

from stdnum import casrn

from cen_records.rules.findings import Checked, Level
from cen_records.rules.identifiers.spelling import compact, wrong

FORM = re.compile("[0-9]{5,10}")


def check(text: str) -> Checked:
    """Judge a CAS number, written 50-36-2."""
    value = compact(text).removeprefix("CAS")
    if not value:
        return Checked("")
    if not FORM.fullmatch(value):
        return wrong(value, Level.ANSWER, "CAS_FORM", "9" * len(value), holds)
    expected = casrn.calc_check_digit(value[:-1])
    if value[-1] != expected:
        return wrong(value, Level.ANSWER, "CHECK_DIGIT", "", holds, found=value[-1], expected=expected)
    return Checked(f"{value[:-3]}-{value[-3:-1]}-{value[-1]}")


def holds(value: str) -> bool:
    """Whether the digits are right by their check digit."""
    return bool(FORM.fullmatch(value)) and casrn.calc_check_digit(value[:-1]) == value[-1]
