"""What must stand in a document before it is a record: nothing that is owed is missing, nothing is impossible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from cen_records.rules import quantities
from cen_records.rules.document.reading import Reading, goods_of
from cen_records.rules.document.shapes import Known, Row
from cen_records.rules.document.standards import standard_of
from cen_records.rules.document.values import FIRST_YEAR
from cen_records.rules.fields import FIELDS, IDENTITIES, LISTS, Owed
from cen_records.rules.findings import Finding, Level, finding_at

if TYPE_CHECKING:
    from cen_records.rules.fields import Field
    from cen_records.rules.quantities import Units

LATE = timedelta(days=30)
NEEDED_LISTS = ("lines", "conveyances", "concealments")
MAY_BE_BELOW_ZERO = {"latitude", "longitude"}


def judge(reading: Reading, *, today: date, units: Units) -> list[Finding]:
    """What stands against taking the document as a record, and what has to be answered. The reading's own first."""
    findings = [*reading.findings, *_when(reading, today), *_rows_needed(reading)]
    findings += _owed("case", "case", [reading.case], reading)
    for part in LISTS:
        findings += _owed(part, part, reading.rows[part], reading)
    findings += [
        finding for line in reading.rows["lines"] for finding in _line(line, units, reading.happened_on or today)
    ]
    findings += [*_numbers(reading), *_route(reading), *_codes_of_the_day(reading)]
    unread = {finding.path for finding in reading.findings if finding.level is Level.BLOCKS}
    return [finding for finding in findings if finding in reading.findings or finding.path not in unread]


def unanswered(findings: Iterable[Finding], answers: Iterable[str]) -> list[Finding]:
    """Those that stop a record: what blocks, and what asks for an answer and has none."""
    given = set(answers)
    return [
        finding
        for finding in findings
        if finding.level is Level.BLOCKS or (finding.level is Level.ANSWER and finding.key not in given)
    ]


def _when(reading: Reading, today: date) -> Iterator[Finding]:
    path, on = "case.seized_on", reading.happened_on
    if on is None:
        return
    if on.year < FIRST_YEAR:
        yield finding_at("BEFORE_FIRST_YEAR", path, year=FIRST_YEAR)
    elif on > today + timedelta(days=1):
        yield finding_at("IN_THE_FUTURE", path, day=on)
    elif on < today - LATE:
        yield finding_at("ENTERED_LATE", path, Level.INFORMATION, days=(today - on).days)


def _rows_needed(reading: Reading) -> Iterator[Finding]:
    for part in NEEDED_LISTS:
        if not reading.rows[part]:
            yield finding_at("NONE_OF_THESE", part)


def _owed(part: str, start: str, rows: Iterable[Row], reading: Reading) -> Iterator[Finding]:
    for row in rows:
        way = f"{start}.{row.id}" if row.id else start
        for field in FIELDS[part]:
            if _is_owed(field, part, row, reading) and not row.is_answered(field.name):
                yield finding_at("MISSING", f"{way}.{field.name}")
        for field in FIELDS[f"{part}.identity"] if part in IDENTITIES and row.identity else ():
            if row.marks.get(f"identity.{field.name}") and (row.identity or {}).get(field.name):
                yield finding_at("VALUE_AND_MARK", f"{way}.identity.{field.name}")


def _is_owed(field: Field, part: str, row: Row, reading: Reading) -> bool:
    owed = field.owed(short=reading.is_short)
    if owed is Owed.WHERE_IT_APPLIES and not (field.modes or field.goods):
        return _hangs_on_another(field.name, row)
    if owed not in (Owed.MUST, Owed.WHERE_IT_APPLIES):
        return False
    modes = frozenset({row.code("mode")}) if part == "conveyances" else reading.modes
    return field.applies(modes=modes, goods=frozenset(goods_of(row)) if part == "lines" else frozenset())


# A field that is owed where another one is filled.
TOGETHER = {
    "currency": "estimated_value",
    "value_basis": "estimated_value",
    "value_currency": "value",
    "narrative_language": "narrative",
    "place_precision": "latitude",
    "weight_basis": "",
    "hs": "",
}


def _hangs_on_another(name: str, row: Row) -> bool:
    other = TOGETHER.get(name, "")
    return bool(other) and row.values.get(other) not in (None, "")


def _line(line: Row, units: Units, day: date) -> Iterator[Finding]:
    start = f"lines.{line.id}"
    quantity, unit = line.values.get("quantity"), line.values.get("unit")
    if isinstance(quantity, Decimal) and isinstance(unit, Known) and unit.code in units.units:
        standard = standard_of(line, units, day)
        judged = quantities.judge(quantity, units.units[unit.code], standard, commodities=goods_of(line))
        yield from (replace(finding, path=f"{start}.quantity") for finding in judged)
    commodity = line.values.get("commodity")
    allowed = commodity.details.get("units") if isinstance(commodity, Known) else None
    if isinstance(unit, Known) and allowed and unit.code not in allowed:
        yield finding_at("UNIT_NOT_FOR_COMMODITY", f"{start}.unit", unit=unit.code, allowed=list(allowed))
    purity = line.values.get("purity_percent")
    if isinstance(purity, Decimal) and purity > 100:
        yield finding_at("ABOVE_HUNDRED", f"{start}.purity_percent")


def _numbers(reading: Reading) -> Iterator[Finding]:
    rows = [("case", reading.case), *((f"{part}.{row.id}", row) for part in LISTS for row in reading.rows[part])]
    for start, row in rows:
        for name, value in row.values.items():
            if isinstance(value, Decimal) and value < 0 and name not in {*MAY_BE_BELOW_ZERO, "quantity"}:
                yield finding_at("NEGATIVE", f"{start}.{name}")
    for name, most in (("latitude", 90), ("longitude", 180)):
        value = reading.case.values.get(name)
        if isinstance(value, Decimal) and abs(value) > most:
            yield finding_at("OFF_THE_GLOBE", f"case.{name}", most=most)


def _route(reading: Reading) -> Iterator[Finding]:
    for role in ("SEIZURE_PLACE", "DEPARTURE", "DESTINATION"):
        legs = [leg for leg in reading.rows["legs"] if leg.code("role") == role]
        for leg in legs[1:]:
            yield finding_at("ROLE_TWICE", f"legs.{leg.id}.role", role=role)
        if not legs and role != "SEIZURE_PLACE" and not reading.is_short:
            yield finding_at("NO_SUCH_LEG", "legs", role=role)


def _codes_of_the_day(reading: Reading) -> Iterator[Finding]:
    on = reading.happened_on
    rows = [("case", reading.case), *((f"{part}.{row.id}", row) for part in LISTS for row in reading.rows[part])]
    for start, row in rows if on else ():
        for name, value in row.values.items():
            if on and isinstance(value, Known) and not value.is_valid(on):
                yield finding_at("RETIRED_CODE", f"{start}.{name}", code=value.code, day=on)
