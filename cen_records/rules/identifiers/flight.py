"""Flight numbers: an airline's two characters (IATA) or three letters (ICAO), one to four digits, perhaps a letter."""

from __future__ import annotations

import re

from cen_records.rules.findings import Checked, Level
from cen_records.rules.identifiers.airlines import BY_FLIGHT
from cen_records.rules.identifiers.spelling import compact, wrong

FORM = re.compile("([A-Z]{3}|[A-Z][A-Z0-9]|[0-9][A-Z])([0-9]{1,4})([A-Z]?)")


def check(text: str) -> Checked:
    """Judge a flight number, written without leading zeros."""
    value = compact(text)
    if not value:
        return Checked("")
    match = FORM.fullmatch(value)
    if not match:
        return wrong(value, Level.ANSWER, "FLIGHT_FORM")
    airline, number, suffix = match.groups()
    short = f"{airline}{number.lstrip('0') or '0'}{suffix}"
    known = BY_FLIGHT.get(airline)
    return Checked(short, details={"airline": known} if known else {})
