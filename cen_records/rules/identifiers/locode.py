"""Places: the five characters of UN/LOCODE, two letters of the country and three of the place."""

from __future__ import annotations

import re

from cen_records.rules.findings import Checked, Level
from cen_records.rules.identifiers.spelling import compact, fit, wrong

FORM = re.compile("[A-Z]{2}[A-Z2-9]{3}")


def check(text: str) -> Checked:
    """Judge the form of a place's code, written without the space."""
    value = compact(text)
    if not value:
        return Checked("")
    if not FORM.fullmatch(value):
        meant = fit(value, "AAAAA")
        return wrong(value, Level.BLOCKS, "LOCODE_FORM", "AAAAA", lambda other: other == meant and _is_one(other))
    return Checked(value, details={"country": value[:2]})


def _is_one(value: str) -> bool:
    return bool(FORM.fullmatch(value))
