from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cen_records.rules.identifiers import check

LATITUDES = st.decimals(-90, 90, places=6)
LONGITUDES = st.decimals(-180, 180, places=6)
TRIPLES = st.tuples(st.integers(0, 89), st.integers(0, 59), st.integers(0, 59))
SPELLINGS = {
    "en": ("{}°{}'{}\"N {}°{}'{}\"W"),
    "fr": ("{}° {}’ {}’’ N ; {}° {}’ {}’’ O"),
    "pt": ("{} deg {} min {} sec norte, {} deg {} min {} sec oeste"),
    "bare": ("N {} {} {} W {} {} {}"),
    "joined": ("{:02}{:02}{:02}N {:03}{:02}{:02}W"),
}


def point(text: str) -> tuple[Decimal, Decimal]:
    checked = check("coordinates", text)
    assert not [finding for finding in checked.findings if finding.code != "COORDINATES_ZERO"], text
    return checked.details["latitude"], checked.details["longitude"]


@given(latitude=LATITUDES, longitude=LONGITUDES)
def test_decimal_degrees_come_back(latitude: Decimal, longitude: Decimal) -> None:
    english, comma = f"{latitude:f}, {longitude:f}", f"{latitude:f} {longitude:f}".replace(".", ",")

    assert point(english) == point(comma) == (latitude, longitude)
    assert point(check("coordinates", english).value) == (latitude, longitude)


@given(latitude=LATITUDES, longitude=LONGITUDES)
def test_letters_say_the_half_and_the_order(latitude: Decimal, longitude: Decimal) -> None:
    north = f"{abs(latitude):f}{'S' if latitude < 0 else 'N'}"
    for half in ("E", "L", "este") if longitude >= 0 else ("W", "O", "ouest", "oeste"):
        east = f"{abs(longitude):f} {half}"
        assert point(f"{north} {east}") == point(f"{east} / {north}") == (latitude, longitude)


@given(latitude=TRIPLES, longitude=TRIPLES)
def test_degrees_minutes_seconds_in_every_spelling(
    latitude: tuple[int, int, int], longitude: tuple[int, int, int]
) -> None:
    def degrees(triple: tuple[int, int, int]) -> Decimal:
        return Decimal(triple[0]) + Decimal(triple[1]) / 60 + Decimal(triple[2]) / 3600

    for spelling in SPELLINGS.values():
        north, east = point(spelling.format(*latitude, *longitude))
        assert abs(north - degrees(latitude)) <= Decimal("0.0000005")
        assert abs(east + degrees(longitude)) <= Decimal("0.0000005")


@given(latitude=st.decimals(90, 1000, places=3).filter(lambda degrees: degrees > 90), longitude=LONGITUDES)
def test_nothing_lies_beyond_the_poles(latitude: Decimal, longitude: Decimal) -> None:
    assert check("coordinates", f"{latitude:f}, {longitude:f}").blocks
