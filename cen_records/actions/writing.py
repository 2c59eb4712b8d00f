"""What was read of a document, written into the rows of its case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

from cen_records.actions.errors import NotReady
from cen_records.reports.codes import codes_called, units_in_use
from cen_records.reports.shapes import TABLES, shapes
from cen_records.rules.document.shapes import Kind, Known
from cen_records.rules.document.standards import standard_of
from cen_records.rules.fields import IDENTITIES, LISTS
from cen_records.rules.findings import finding_at

if TYPE_CHECKING:
    from uuid import UUID

    from cen_records.models import Case
    from cen_records.rules.document.reading import Reading
    from cen_records.rules.document.shapes import Row

Standards = dict[str, dict[str, Any]]
YEARS_KEPT = 5  # names are looked at again so many years after the seizure
OWNERS = {"conveyances": "conveyance", "persons": "person", "companies": "company"}
NUMBERED = {"lines", "conveyances", "legs", "concealments", "persons", "companies"}
SCOPED = {"lines": ("administration_id", "space"), "external_references": ("administration_id",)}


def columns(part: str, row: Row, values: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What stands in each column of a part: every field of it, emptied where nothing was said."""
    said = row.values if values is None else values
    return dict(
        _column(part, name, said.get(name)) for name in shapes()[part] if shapes()[part][name].kind != Kind.OFFICE
    )


def _column(part: str, name: str, value: Any) -> tuple[str, Any]:
    field = TABLES[part]._meta.get_field(name)
    if isinstance(value, Known):
        return f"{name}_id", value.pk
    if value is None:
        nothing = None if field.null or isinstance(field, models.ForeignKey) else field.get_default()  # type: ignore[union-attr]
        return (f"{name}_id" if isinstance(field, models.ForeignKey) else name), nothing
    return name, value


def write_rows(case: Case, reading: Reading) -> None:
    """Make the rows of a case what the document says: new ones, changed ones, and none that it left out."""
    standards = _standards(case, reading.rows["lines"])
    for part in LISTS:
        _write_part(case, part, reading.rows[part], standards)
    for part in IDENTITIES:
        _write_identities(case, part, reading)


def _write_part(case: Case, part: str, rows: list[Row], standards: Standards) -> None:
    model = TABLES[part]
    standing = {str(found.pk): found for found in model._default_manager.filter(case=case)}
    wanted = {row.id for row in rows}
    _refuse_others_rows(model, part, wanted - set(standing))
    if set(standing) - wanted:
        model._default_manager.filter(pk__in=set(standing) - wanted).delete()
    new = []
    for number, row in enumerate(rows, start=1):
        found = standing.get(row.id) or model(pk=row.id, case=case)
        stated = columns(part, row) | _beside(case, part, row, number) | standards.get(row.id, {})
        for name, value in stated.items():
            setattr(found, name, value)
        if row.id in standing:
            found.save(force_update=True)
        else:
            new.append(found)
    model._default_manager.bulk_create(new)


def _refuse_others_rows(model: type[models.Model], part: str, new: set[str]) -> None:
    """A row whose identity belongs to another record is not taken over. Raises NotReady."""
    if not new:
        return
    if taken := [str(pk) for pk in model._default_manager.filter(pk__in=new).values_list("pk", flat=True)]:
        raise NotReady([finding_at("IDENTITY_OF_ANOTHER", f"{part}.{identity}") for identity in taken])


def _beside(case: Case, part: str, row: Row, number: int) -> dict[str, Any]:
    """What no document says of a row and the house knows."""
    beside: dict[str, Any] = {name: getattr(case, name) for name in SCOPED.get(part, ())}
    if part in NUMBERED:
        beside["number"] = number
    if part != "external_references":
        beside["marks"] = {name: mark for name, mark in row.marks.items() if not name.startswith("identity.")}
    if part == "lines":
        beside["flow_id"] = _flow(row)
    return beside


def _flow(line: Row) -> int:
    """The second step of the commodity's tree; for a commodity above it, itself."""
    keys: tuple[int, ...] = line.values["commodity"].keys
    return keys[-2] if len(keys) > 1 else keys[0]


def _standards(case: Case, lines: list[Row]) -> Standards:
    """The standard quantity beside the one that was told, and the rule that made it, by line."""
    units = units_in_use()
    found = {line.id: standard_of(line, units, case.seized_on) for line in lines}
    made_by = {key: [rule for rule in one.rules if rule in units.by_code] for key, one in found.items() if one}
    rules = {rule for several in made_by.values() for rule in several[-1:]}
    codes = codes_called({"unit": {one.unit for one in found.values() if one}, "conversion": rules})

    def pk_of(code_list: str, names: list[str]) -> int | None:
        known = codes.find(code_list, names[-1]) if names else None
        return known.pk if known else None

    return {
        key: {
            "standard_quantity": one.quantity if one else None,
            "standard_unit_id": pk_of("unit", [one.unit]) if one else None,
            "conversion_id": pk_of("conversion", made_by.get(key, [])),
        }
        for key, one in found.items()
    }


def _write_identities(case: Case, part: str, reading: Reading) -> None:
    owner, model = OWNERS[part], TABLES[f"{part}.identity"]
    named = {row.id: row for row in reading.rows[part] if row.identity}
    ids: list[UUID | str] = [row.id for row in reading.rows[part]]
    if nameless := [pk for pk in ids if pk not in named]:
        model._default_manager.filter(**{f"{owner}_id__in": nameless}).delete()
    for row_id, row in named.items():
        stated = columns(f"{part}.identity", row, row.identity)
        kept_until = _years_after(reading.happened_on or case.seized_on, YEARS_KEPT)
        model._default_manager.update_or_create(
            **{f"{owner}_id": row_id},
            defaults=stated,
            create_defaults=stated | {"administration_id": case.administration_id, "keep_until_on": kept_until},
        )


def _years_after(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))
