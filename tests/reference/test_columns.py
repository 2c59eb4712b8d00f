from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.rules.columns import Column, Kind, Unfit, cell_of, day, number, value_of, yes_or_no
from reference.rules.places import coordinates_of, functions_of, weight_of_place

KNOWN = {"conveyance": frozenset({"VESSEL", "AIR"})}


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("1", "1"),
        ("12 345,60", "12345.6"),
        ("0.001", "0.001"),
        ("-17.43", "-17.43"),
        ("1e3", "1000"),
        ("1\u202f000", "1000"),
    ],
)
def test_numbers_lose_no_digit(cell: str, kept: str) -> None:
    assert number(cell) == kept


@pytest.mark.parametrize("cell", ["", "x", "NaN", "Infinity", "1e999", "1,2,3", "0x10"])
def test_not_a_number(cell: str) -> None:
    with pytest.raises(Unfit):
        number(cell)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_a_number_is_kept_the_same_however_often_it_is_read(value: Decimal) -> None:
    once = number(str(value))

    assert number(once) == once
    assert Decimal(once) == value


@pytest.mark.parametrize("cell", ["1", "yes", "Oui", "SIM", "x"])
def test_yes(cell: str) -> None:
    assert yes_or_no(cell)


def test_neither_yes_nor_no() -> None:
    with pytest.raises(Unfit):
        yes_or_no("perhaps")


@pytest.mark.parametrize("cell", ["2026-11-22", "22/11/2026"])
def test_days(cell: str) -> None:
    assert day(cell) == date(2026, 11, 22)


@pytest.mark.parametrize("cell", ["22.11.2026", "2026-02-30", "11/22/2026", "soon"])
def test_not_a_day(cell: str) -> None:
    with pytest.raises(Unfit):
        day(cell)


def test_codes_of_another_list() -> None:
    column = Column("conveyances", Kind.CODES, of="conveyance")

    assert value_of(column, "VESSEL| AIR", KNOWN) == ["VESSEL", "AIR"]
    assert cell_of(column, ["VESSEL", "AIR"]) == "VESSEL|AIR"
    with pytest.raises(Unfit) as refused:
        value_of(column, "VESSEL|SUBMARINE", KNOWN)
    assert refused.value.code == "SUBMARINE"


def test_only_certain_words() -> None:
    with pytest.raises(Unfit):
        value_of(Column("status", among=("CONFIRMED",)), "MAYBE", {})


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("1441N 01726W", ("14.6833", "-17.4333")),
        ("3351S 01829E", ("-33.8500", "18.4833")),
        ("9930N 00000E", None),
        ("1441N01726W", None),
        ("", None),
    ],
)
def test_coordinates(written: str, found: tuple[str, str] | None) -> None:
    assert coordinates_of(written) == found


def test_functions_of_a_place() -> None:
    assert functions_of("1--45--B") == ["PORT", "AIRPORT", "POST", "BORDER"]
    assert weight_of_place({"functions": "1--45---", "rank": "30"}) == 37
    assert weight_of_place({}) == 0
