"""The demo's places held against lists of the world's ports and airports, which stand beside the repository."""

import csv
import os
import warnings
from collections.abc import Iterator
from functools import cache
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path

import pytest

from accounts.choices import PostSetting
from accounts.demo.offices import DemoOffice, administrations, offices, posts

LISTS = Path(os.environ.get("VIGIE_PLACES", Path(__file__).parents[3] / "shared" / "data" / "reference"))
KNOWN_NEWER: set[str] = set()  # UN/LOCODEs given out after the list's edition (2023-1)
NOT_IN_AFRICA = {"BEBRU"}
FAR = 30  # km

BOUNDS = {  # south, north, west, east; generous by a few kilometres
    "BF": (9.3, 15.2, -5.6, 2.5),
    "BI": (-4.6, -2.2, 28.9, 30.9),
    "BJ": (6.1, 12.5, 0.7, 3.9),
    "CD": (-13.6, 5.5, 12.1, 31.4),
    "CF": (2.1, 11.1, 14.3, 27.6),
    "CG": (-5.2, 3.8, 11.0, 18.8),
    "CI": (4.2, 10.8, -8.7, -2.4),
    "CM": (1.6, 13.2, 8.4, 16.3),
    "CV": (14.7, 17.3, -25.5, -22.6),
    "GA": (-4.1, 2.4, 8.6, 14.6),
    "GH": (4.6, 11.3, -3.4, 1.3),
    "GM": (13.0, 13.9, -16.9, -13.7),
    "GN": (7.1, 12.8, -15.2, -7.5),
    "GQ": (0.8, 3.9, 8.3, 11.5),
    "GW": (10.8, 12.8, -16.8, -13.5),
    "LR": (4.2, 8.7, -11.6, -7.3),
    "ML": (10.0, 25.1, -12.4, 4.4),
    "MR": (14.6, 27.4, -17.2, -4.7),
    "NE": (11.6, 23.6, 0.1, 16.1),
    "NG": (4.1, 14.0, 2.6, 14.8),
    "SL": (6.8, 10.1, -13.4, -10.2),
    "SN": (12.2, 16.8, -17.6, -11.3),
    "ST": (-0.1, 1.8, 6.4, 7.6),
    "TD": (7.3, 23.6, 13.3, 24.1),
    "TG": (5.9, 11.2, -0.2, 1.9),
}

lists_needed = pytest.mark.filterwarnings("default:NOT RUN")


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a list; none, and a loud word, where it is not at hand."""
    path = LISTS / name
    if not path.exists():
        warnings.warn(f"NOT RUN: {os.environ['PYTEST_CURRENT_TEST']} needs {name} in $VIGIE_PLACES", stacklevel=2)
        return
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def kilometres(office: DemoOffice, row: dict[str, str]) -> float:
    south, west = radians(float(office.latitude)), radians(float(office.longitude))
    north, east = radians(float(row["lat"])), radians(float(row["lon"]))
    half_chord = hypot(sin((north - south) / 2), sqrt(cos(north) * cos(south)) * sin((east - west) / 2))
    return 12742 * asin(half_chord)


@cache
def airport_codes() -> dict[str, str]:
    """The IATA code of the places whose UN/LOCODE does not end in it."""
    return {row["unlocode"]: row["iata"] for row in rows("unlocode_2023_1_africa.csv") if row["iata"]}


def test_every_place_lies_in_its_country() -> None:
    for office in (*administrations().values(), *posts()):
        south, north, west, east = BOUNDS[office.country_code]
        assert south <= office.latitude <= north, office
        assert west <= office.longitude <= east, office
        assert office.unlocode[:2] in ("", office.country_code), office


@lists_needed
def test_every_unlocode_exists() -> None:
    known = {row["unlocode"] for row in rows("unlocode_2023_1_africa.csv")}
    if known:
        used = {office.unlocode for office in offices().values() if office.unlocode}
        assert used - known - KNOWN_NEWER - NOT_IN_AFRICA == set()


@lists_needed
def test_airports_stand_where_they_are() -> None:
    known = {(row["country"], row["iata"]): row for row in rows("airports_iata.csv")}
    if not known:
        return
    for post in posts():
        if post.setting == PostSetting.AIRPORT:
            code = airport_codes().get(post.unlocode, post.unlocode[2:])
            row = known.get((post.country_code, code))
            assert row is not None, post.code
            assert kilometres(post, row) < FAR, (post.code, kilometres(post, row))


@lists_needed
def test_seaports_stand_where_they_are() -> None:
    known = {row["unlocode"]: row for row in rows("seaports.csv")}
    if not known:
        return
    found = [post for post in posts() if post.setting == PostSetting.SEAPORT and post.unlocode in known]
    assert len(found) >= 25
    for post in found:
        assert kilometres(post, known[post.unlocode]) < FAR, (post.code, kilometres(post, known[post.unlocode]))
