"""The page of a record, national or released: its sections in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cen_records.presenters.facts import Reader, Thing, Told
from cen_records.presenters.routes import in_order, point
from cen_records.presenters.rows import measured, quantity_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cen_records.models import Remark
    from cen_records.models.goods import OpenLine
    from cen_records.models.transport import OpenLeg
    from cen_records.reports.whole import Whole

CASE = (
    (gettext_lazy("Where and when"), (
        "seized_on", "seized_time", "date_precision", "office", "detecting_service", "location_type", "place",
        "place_name", "subdivision_code", "latitude", "longitude", "place_precision",
    )),
    (gettext_lazy("How it was found"), (
        "record_type", "direction", "customs_procedure", "detection_method", "detection_aids", "ecommerce", "operation",
        "risk_profile_reference", "intelligence_reference",
    )),
    (gettext_lazy("What was declared, and what it is worth"), (
        "declared_goods", "declared_hs", "declaration_number", "estimated_value", "currency", "value_basis",
        "duties_evaded", "fine", "outcome",
    )),
)  # fmt: skip
IN_COLUMNS = ("commodity", "description", "quantity", "unit", "quantity_basis", "weight_basis")
HEADINGS = {
    "conveyances": "mode",
    "containers": "number",
    "concealments": "where",
    "persons": "role",
    "companies": "role",
    "external_references": "system",
}


@dataclass(frozen=True)
class Section:
    """A group of fields of the case."""

    heading: str
    facts: list[Told]


@dataclass(frozen=True)
class LineRow:
    """A line of goods in the table: as it was told, and in the standard unit with the rule that made it."""

    goods: str
    description: str
    quantity: str
    basis: str
    standard: str
    rule: str
    facts: list[Told]
    remarks: list[Remark]


@dataclass(frozen=True)
class LegRow:
    """A point of the route in the table beside the map."""

    role: str
    place: str
    country: str
    onward: str
    passed_on: Any
    reached: bool


@dataclass(frozen=True)
class RecordWords:
    """Everything that the page of a record says of the case itself."""

    sections: list[Section]
    lines: list[LineRow]
    legs: list[LegRow]
    things: dict[str, list[Thing]]
    remarks: list[Remark]  # of the whole record, or at what is not shown


def words_of(whole: Whole, *, owed: bool, remarks: Sequence[Remark] = ()) -> RecordWords:
    """The record in words. `owed`: also which of the fields that the form asks for are missing."""
    profile = whole.case.form_profile
    short = (profile is None or profile.code == "SHORT") if owed else None
    reader = Reader(whole.labels, short=short, remarks=remarks)
    sections = [Section(str(heading), reader.facts("case", whole.case, names)) for heading, names in CASE]
    lines = [_line(reader, line) for line in whole.parts["lines"]]
    things = {part: [_thing(reader, whole, part, row) for row in whole.parts.get(part, ())] for part in HEADINGS}
    return RecordWords(
        sections=[section for section in sections if section.facts],
        lines=lines,
        legs=[_leg(leg, home=whole.case.country_code) for leg in in_order(whole.parts["legs"])],
        things=things,
        remarks=[remark for left in reader.remarks.values() for remark in left],
    )


def _thing(reader: Reader, whole: Whole, part: str, row: Any) -> Thing:
    named = whole.identities.get(part, {}).get(row.pk)
    identity = reader.facts(f"{part}.identity", named) if named else []
    number = f" {row.number}" if part in ("persons", "companies") and len(whole.parts[part]) > 1 else ""
    heading = str(getattr(row, HEADINGS[part]) or _("Role not told")) + number
    but = (HEADINGS[part], *(("people",) if getattr(row, "people", 0) == 1 else ()))
    return Thing(heading, reader.facts(part, row, but=but), identity)


def _line(reader: Reader, line: OpenLine) -> LineRow:
    facts = reader.facts("lines", line, but=IN_COLUMNS)
    remarks = [one for name in IN_COLUMNS for one in reader.remarks.pop(f"lines.{line.pk}.{name}", ())]
    basis = ", ".join(str(one) for one in (line.quantity_basis, line.weight_basis) if one)
    return LineRow(
        goods=line.commodity.label(),
        description=getattr(line, "description", ""),
        quantity=quantity_of(line),
        basis=basis,
        standard=measured(line.standard_quantity, line.standard_unit) if line.standard_quantity is not None else "",
        rule=rule_of(line),
        facts=facts,
        remarks=remarks,
    )


def rule_of(line: OpenLine) -> str:
    """What made the standard quantity of the one that was told."""
    if line.standard_quantity is None:
        return ""
    if line.conversion:
        estimated = line.conversion.details.get("status") != "CONFIRMED"
        words = _("%(rule)s (estimate)") if estimated else "%(rule)s"
        return words % {"rule": line.conversion.label()}
    return _("as told") if line.unit_id == line.standard_unit_id else _("by the measure of the unit")


def _leg(leg: OpenLeg, *, home: str) -> LegRow:
    abroad = leg.country is None or leg.country.code != home
    ahead = leg.role.code == "INTENDED_TRANSIT" or (leg.role.code == "DESTINATION" and abroad)
    return LegRow(
        role=leg.role.label(),
        place=point(leg),
        country=leg.country.label() if leg.country else "",
        onward=leg.mode_onward.label() if leg.mode_onward else "",
        passed_on=leg.passed_on,
        reached=not (leg.is_intended or ahead),
    )
