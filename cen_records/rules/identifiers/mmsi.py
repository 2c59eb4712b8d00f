"""Ships' radio stations: the nine digits of ITU-R M.585. Their first digits tell what kind of station it is."""

from __future__ import annotations

import re

from cen_records.rules.findings import Checked, Level
from cen_records.rules.identifiers.spelling import compact, fit, wrong

SHAPE = "999999999"
FORM = re.compile("[0-9]{9}")
STATIONS = (
    (re.compile("[2-7]"), "SHIP"),
    (re.compile("00[2-7]"), "COAST"),
    (re.compile("0[2-7]"), "GROUP"),
    (re.compile("111[2-7]"), "AIRCRAFT"),
    (re.compile("8[2-7]"), "HAND_HELD"),
    (re.compile("9(?:70|72|74|8[2-7]|9[2-7])"), "DEVICE"),
)


def check(text: str) -> Checked:
    """Judge the number. There is no check digit; that it is no ship's is told."""
    value = compact(text).removeprefix("MMSI")
    if not value:
        return Checked("")
    if not FORM.fullmatch(value):
        return wrong(
            value, Level.ANSWER, "MMSI_FORM", SHAPE, lambda other: other == fit(value, SHAPE) and _known(other)
        )
    station = _station(value)
    if not station:
        return wrong(value, Level.ANSWER, "MMSI_STATION")
    if station != "SHIP":
        return wrong(value, Level.INFORMATION, "MMSI_NO_SHIP")
    return Checked(value, details={"station": station})


def _station(value: str) -> str:
    return next((station for start, station in STATIONS if start.match(value)), "")


def _known(value: str) -> bool:
    return bool(FORM.fullmatch(value) and _station(value))
