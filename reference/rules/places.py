"""What UN/LOCODE's codes say about a place."""

import re
from collections.abc import Mapping
from typing import Any

# The eight marks of a place's function, in the order in which UN/LOCODE writes them.
FUNCTIONS = ("PORT", "RAIL", "ROAD", "AIRPORT", "POST", "MULTIMODAL", "FIXED", "BORDER")
_WEIGHTS = {"PORT": 3, "AIRPORT": 3, "BORDER": 2, "RAIL": 1, "ROAD": 1, "POST": 1, "MULTIMODAL": 1, "FIXED": 0}
_COORDINATES = re.compile(r"(\d{2})(\d{2})([NS]) (\d{3})(\d{2})([EW])")


def functions_of(marks: str) -> list[str]:
    """The functions that "1--45---" stands for. `B` in the last place is a border crossing."""
    return [name for name, mark in zip(FUNCTIONS, marks, strict=False) if mark not in "-0 "]


def weight_of_place(details: Mapping[str, Any]) -> int:
    """How early a place is offered among those that fit equally well."""
    marked = sum(_WEIGHTS[name] for name in functions_of(details.get("functions") or ""))
    return marked + int(float(details.get("rank") or 0))


def coordinates_of(written: str) -> tuple[str, str] | None:
    """Latitude and longitude in degrees from "1441N 01726W"; None if not so written."""
    found = _COORDINATES.fullmatch(written.strip())
    if found is None:
        return None
    degrees_north, minutes_north, north, degrees_east, minutes_east, east = found.groups()
    latitude = int(degrees_north) + int(minutes_north) / 60
    longitude = int(degrees_east) + int(minutes_east) / 60
    if latitude > 90 or longitude > 180:
        return None
    return f"{latitude if north == 'N' else -latitude:.4f}", f"{longitude if east == 'E' else -longitude:.4f}"
