from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cen_records.presenters.quantities import FINDINGS
from cen_records.rules.findings import Level
from cen_records.rules.quantities import (
    ContradictionError,
    Conversion,
    Mark,
    Standard,
    State,
    Unit,
    Units,
    judge,
    state_of,
)

LISTS = Path(__file__).parents[3] / "reference" / "lists"
STATES: list[tuple[Any, str, State]] = [
    (None, "", State.MISSING),
    ("", "", State.MISSING),
    ("  ", "", State.MISSING),
    (0, "", State.ZERO),
    (Decimal("0.000"), "", State.ZERO),
    (0.0, "", State.ZERO),
    (False, "", State.KNOWN),
    ("0", "", State.KNOWN),
    (Decimal("1.5"), "", State.KNOWN),
    ("SN", "", State.KNOWN),
    (None, "UNKNOWN", State.UNKNOWN),
    ("", "NOT_APPLICABLE", State.NOT_APPLICABLE),
]
# quantity, unit, to, commodities, asked: what comes out, by which rules, whether estimated; None where nothing leads.
CONVERSIONS: list[tuple[str, str, str, tuple[str, ...], str, tuple[str, str, bool] | None]] = [
    ("12", "KG", "KG", (), "", ("12.0000", "", False)),
    ("2500", "G", "KG", (), "", ("2.5000", "G", False)),
    ("3", "T", "G", (), "", ("3000000.0000", "T", False)),
    ("1", "OZ", "KG", (), "", ("0.0283", "OZ", False)),
    ("1", "MG", "KG", (), "", ("0.0000", "MG", False)),
    ("100", "MG", "KG", (), "", ("0.0001", "MG", False)),
    ("2", "M3", "L", (), "", ("2000.0000", "M3", False)),
    ("5", "L", "KG", ("COCAINE", "DRUGS"), "", ("5.0000", "LITRE_AS_KG", True)),
    ("500", "ML", "KG", ("COCAINE", "DRUGS"), "", ("0.5000", "ML LITRE_AS_KG", True)),
    ("5", "L", "KG", ("WINE",), "", None),
    ("1000", "TABLET", "KG", ("CAPTAGON", "PSYCHOTROPICS", "DRUGS"), "", ("0.2500", "ATS_TABLET", True)),
    ("3", "CARTON", "STICK", ("CIGARETTES",), "", ("600.0000", "CIGARETTE_CARTON", True)),
    ("3", "CARTON", "KG", ("CIGARETTES",), "", ("0.6000", "CIGARETTE_CARTON CIGARETTE_MASS", True)),
    ("3", "CARTON", "PIECE", ("CIGARETTES",), "", ("600.0000", "CIGARETTE_CARTON STICK", True)),
    ("3", "CARTON", "PIECE", ("SHOES",), "", None),
    ("7", "KG", "KG", ("ELEPHANT",), "RAW_IVORY", ("10.0000", "RAW_IVORY", True)),
    ("7", "KG", "KG", ("ELEPHANT",), "", ("7.0000", "", False)),
    ("12", "SET", "PIECE", (), "", None),
    ("2", "DOZEN", "PIECE", (), "", ("24.0000", "DOZEN", False)),
]


def rows(name: str) -> list[dict[str, str]]:
    with (LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def units() -> Units:
    """The lists as they are shipped."""
    return Units(
        (
            Unit(row["code"], row["dimension"], row["standard"], Decimal(row["factor"]) if row["factor"] else None)
            for row in rows("unit")
        ),
        (
            Conversion(
                row["code"],
                row["from_unit"],
                row["to_unit"],
                Decimal(row["factor"]),
                row["commodity"],
                confirmed=row["status"] == "CONFIRMED",
            )
            for row in rows("conversion")
        ),
    )


@pytest.mark.parametrize(("value", "mark", "state"), STATES)
def test_state(value: object, mark: str, state: State) -> None:
    assert state_of(value, mark) == state


@pytest.mark.parametrize("value", ["x", 0, False, Decimal(3)])
@pytest.mark.parametrize("mark", [Mark.UNKNOWN, Mark.NOT_APPLICABLE])
def test_a_value_and_a_mark_contradict_each_other(value: object, mark: Mark) -> None:
    with pytest.raises(ContradictionError):
        state_of(value, mark)


def test_a_mark_that_is_none() -> None:
    with pytest.raises(ValueError, match="PERHAPS"):
        state_of(None, "PERHAPS")


@pytest.mark.parametrize("case", CONVERSIONS, ids=str)
def test_conversion(
    units: Units, case: tuple[str, str, str, tuple[str, ...], str, tuple[str, str, bool] | None]
) -> None:
    quantity, unit, to, commodities, asked, expected = case
    made = units.convert(Decimal(quantity), unit, to, commodities=commodities, asked=asked)

    assert (made and (str(made.quantity), " ".join(made.rules), made.estimated)) == expected


def test_what_is_only_proposed_is_told(units: Units) -> None:
    proposed = units.convert(Decimal(5), "L", "KG", commodities=("DRUGS",))
    confirmed = units.convert(Decimal(5), "KG", "KG", asked="RAW_IVORY")

    assert proposed is not None
    assert confirmed is not None
    assert (proposed.confirmed, confirmed.confirmed) == (False, True)


def test_the_nearest_rule_of_the_day_is_taken() -> None:
    kilo, pack = Unit("KG", "MASS", "KG", Decimal(1)), Unit("PACK", "COUNT", "PACK", None)
    rules = [
        Conversion("ALL", "PACK", "KG", Decimal(1)),
        Conversion("OLD", "PACK", "KG", Decimal(2), "TOBACCO", valid_until=date(2025, 12, 31)),
        Conversion("NEW", "PACK", "KG", Decimal(3), "TOBACCO", valid_from=date(2026, 1, 1)),
    ]
    units = Units([kilo, pack], rules)

    def used(day: date, *commodities: str) -> tuple[str, ...] | None:
        made = units.convert(Decimal(1), "PACK", "KG", commodities=commodities, day=day)
        return made.rules if made else None

    assert used(date(2025, 6, 1), "CIGARETTES", "TOBACCO") == ("OLD",)
    assert used(date(2026, 6, 1), "CIGARETTES", "TOBACCO") == ("NEW",)
    assert used(date(2026, 6, 1), "TEA") == ("ALL",)


def test_a_unit_that_is_none(units: Units) -> None:
    with pytest.raises(KeyError):
        units.convert(Decimal(1), "FURLONG", "KG")


@given(quantity=st.decimals(0, 10**12, places=4), unit=st.sampled_from(["G", "T", "LB", "OZT", "KG"]))
def test_there_and_back(units: Units, quantity: Decimal, unit: str) -> None:
    """What is lost on the way is the rounding to four places, and nothing by the arithmetic."""
    there = units.convert(quantity, "KG", unit)
    back = there and units.convert(there.quantity, unit, "KG")

    assert back
    assert abs(back.quantity - quantity) <= Decimal("0.06")
    assert back.quantity.as_tuple().exponent == -4


JUDGED: list[tuple[str, str, str, tuple[str, ...], list[str]]] = [
    ("12", "KG", "12", ("COCAINE", "DRUGS"), []),
    ("0", "KG", "0", (), ["BLOCKS:QUANTITY_ZERO"]),
    ("-1", "KG", "-1", (), ["BLOCKS:QUANTITY_NEGATIVE"]),
    ("NaN", "KG", "0", (), ["BLOCKS:QUANTITY_TOO_LONG"]),
    ("Infinity", "KG", "0", (), ["BLOCKS:QUANTITY_TOO_LONG"]),
    ("1E+30", "KG", "0", (), ["BLOCKS:QUANTITY_TOO_LONG"]),
    ("1.5", "PIECE", "1.5", (), ["ANSWER:QUANTITY_IN_PARTS"]),
    ("4500000", "KG", "4500000", ("AMPHETAMINE", "DRUGS"), ["ANSWER:QUANTITY_SLIP"]),
    ("400000", "KG", "400000", ("COCA_LEAF", "DRUGS"), ["ANSWER:QUANTITY_SLIP"]),
    ("400000", "KG", "400000", ("RICE",), []),
    ("99999999999999", "KG", "99999999999999", ("DRUGS",), ["BLOCKS:QUANTITY_ABSURD"]),
]


@pytest.mark.parametrize("case", JUDGED, ids=str)
def test_judge(units: Units, case: tuple[str, str, str, tuple[str, ...], list[str]]) -> None:
    quantity, unit, standard, commodities, expected = case
    made = Standard(Decimal(standard), unit)
    found = judge(Decimal(quantity), units.units[unit], made, commodities=commodities)

    assert [f"{finding.level}:{finding.code}" for finding in found] == expected
    with translation.override("fr"):
        assert all(str(FINDINGS[finding.code]) % finding.values for finding in found)


def test_what_was_meant_is_said_in_the_unit_that_was_entered(units: Units) -> None:
    made = units.convert(Decimal(4_500_000_000), "G", "KG")
    (finding,) = judge(Decimal(4_500_000_000), units.units["G"], made, commodities=("DRUGS",))

    assert (finding.level, finding.values["meant"], finding.values["found"]) == (Level.ANSWER, "4500000", "4500000")
