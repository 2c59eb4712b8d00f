"""Goods: a heading (four digits) or a subheading (six) of the Harmonized System. Whether it exists, the list tells."""

from __future__ import annotations

import re

from cen_records.rules.findings import Checked, Finding, Hint, Level
from cen_records.rules.identifiers.spelling import compact, fit, wrong

FORM = re.compile("[0-9]{4}(?:[0-9]{2})?")
NATIONAL = re.compile("[0-9]{8,12}")
RESERVED = ("00", "77")
OF_NATIONS = ("98", "99")


def check(text: str) -> Checked:
    """Judge a code, written without dots. What a national tariff adds behind the six digits is cut off in the hint."""
    value = compact(text).removeprefix("HS")
    if not value:
        return Checked("")
    if NATIONAL.fullmatch(value):
        return Checked(value, (Finding(Level.BLOCKS, "HS_NATIONAL"),), (Hint("CUT", value[:6]),))
    if not FORM.fullmatch(value):
        meant = fit(value, "9" * len(value))
        return wrong(value, Level.BLOCKS, "HS_FORM", "9" * len(value), lambda other: other == meant and _is_one(other))
    if value[:2] in RESERVED:
        return wrong(value, Level.BLOCKS, "HS_CHAPTER", chapter=value[:2])
    if value[:2] in OF_NATIONS:
        return wrong(value, Level.ANSWER, "HS_OF_NATIONS", chapter=value[:2])
    return Checked(value)


def _is_one(value: str) -> bool:
    return bool(FORM.fullmatch(value)) and value[:2] not in RESERVED
