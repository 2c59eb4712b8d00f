"""A record as a document again: to be corrected, copied, compared, or handed to a program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from cen_records.reports.shapes import shapes
from cen_records.rules.document.paths import Document, empty
from cen_records.rules.fields import FIELDS, IDENTITIES, LISTS, Reach

if TYPE_CHECKING:
    from cen_records.models import Case, ReleasedCase


def document_of(case: Case, *, nominal: bool) -> Document:
    """What a record says. `nominal`: with names, as far as they are unlocked (`access.nominal_of`)."""
    document = empty()
    document["case"] = _said("case", case)
    for part in LISTS:
        for row in _rows(case, part):
            said = {"id": str(row.pk), **_said(part, row)}
            if nominal and part in IDENTITIES and (named := _identity(part, row)):
                said["identity"] = named
            document[part].append(said)
    return document


def released_document_of(released: ReleasedCase) -> Document:
    """What left the country of a record: read from the released tables, which lead to nothing else."""
    document = empty()
    document["case"] = _said("case", released, down_to=Reach.REGIONAL)
    for part in LISTS:
        if any(field.reach >= Reach.REGIONAL for field in FIELDS[part]):
            rows = getattr(released, part).all()
            document[part] = [{"id": str(row.pk), **_said(part, row, down_to=Reach.REGIONAL)} for row in rows]
    return document


def _rows(case: Case, part: str) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = getattr(case, part).all()
    coded = [
        field.name
        for field in rows.model._meta.concrete_fields
        if field.name in shapes()[part] and isinstance(field, models.ForeignKey)
    ]
    joined = rows.select_related(*coded)
    return joined if part != "external_references" else joined.order_by("system__code", "number")


def _identity(part: str, row: models.Model) -> dict[str, Any]:
    try:
        return _said(f"{part}.identity", row.identity)  # type: ignore[attr-defined]
    except ObjectDoesNotExist:
        return {}


def _said(part: str, row: models.Model, *, down_to: Reach = Reach.NOMINAL) -> dict[str, Any]:
    marks: Mapping[str, str] = getattr(row, "marks", {})
    told = [field.name for field in FIELDS[part] if field.reach >= down_to]
    found = {name: as_typed(getattr(row, name)) for name in told}
    said = {name: value for name, value in found.items() if value not in ("", [], None)}
    return said | {name: {"is": mark} for name, mark in marks.items() if name in found and name not in said}


def as_typed(value: Any) -> Any:
    """A value as it would have been typed."""
    if isinstance(value, list):
        return [" x ".join(one) if isinstance(one, list) else str(one) for one in value]
    if isinstance(value, bool):
        return "YES" if value else ""
    if isinstance(value, models.Model):
        return value.code  # type: ignore[attr-defined] # a code, a place, an office
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else value.isoformat() if isinstance(value, date | time) else str(value)
