"""What kind of thing each field of a document holds, as the tables of the database have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cen_records.models import (
    Case,
    Company,
    CompanyIdentity,
    Concealment,
    Container,
    Conveyance,
    ExternalReference,
    GoodsLine,
    Person,
    PersonIdentity,
    RouteLeg,
    VehicleIdentity,
)
from cen_records.rules.document.shapes import Kind, Shape, Shapes
from cen_records.rules.fields import FIELDS
from reference.models import CodeField, CodesField, Place

TABLES: Mapping[str, type[models.Model]] = {
    "case": Case,
    "lines": GoodsLine,
    "conveyances": Conveyance,
    "containers": Container,
    "legs": RouteLeg,
    "concealments": Concealment,
    "persons": Person,
    "companies": Company,
    "external_references": ExternalReference,
    "conveyances.identity": VehicleIdentity,
    "persons.identity": PersonIdentity,
    "companies.identity": CompanyIdentity,
}
LONGEST_NARRATIVE = 4_000
# The first that fits; a field of a new kind fails in the tests.
PLAIN: tuple[tuple[type[models.Field[Any, Any]], Kind, int], ...] = (
    (models.DateField, Kind.DAY, 0),
    (models.TimeField, Kind.CLOCK, 0),
    (models.BooleanField, Kind.YES_NO, 0),
    (models.JSONField, Kind.PAIRS, 0),
    (models.DecimalField, Kind.NUMBER, 0),
    (models.PositiveSmallIntegerField, Kind.WHOLE, 32_767),
    (models.PositiveIntegerField, Kind.WHOLE, 2_147_483_647),
    (models.TextField, Kind.WORDS, LONGEST_NARRATIVE),
    (models.CharField, Kind.LINE, 0),
)


@cache
def shapes() -> Shapes:
    """The shape of each field, by part and name."""
    return {
        part: {field.name: replace(_shape(_column(part, field.name)), identifier=field.identifier) for field in fields}
        for part, fields in FIELDS.items()
    }


def _column(part: str, name: str) -> models.Field[Any, Any]:
    return cast("models.Field[Any, Any]", TABLES[part]._meta.get_field(name))


def _shape(field: models.Field[Any, Any]) -> Shape:
    return _coded(field) or next(
        Shape(kind, "", most or getattr(field, "max_length", 0) or 0, *_digits(field))
        for table_field, kind, most in PLAIN
        if isinstance(field, table_field)
    )


def _coded(field: models.Field[Any, Any]) -> Shape | None:
    if isinstance(field, CodesField):
        return Shape(Kind.CODES, code_list=field.code_list)
    if isinstance(field, CodeField):
        return Shape(Kind.CODE, code_list=field.code_list)
    if isinstance(field, ArrayField):
        return Shape(Kind.LINES, most=field.base_field.max_length or 0)
    if isinstance(field, models.ForeignKey):
        return Shape(Kind.CODE, code_list="place") if field.related_model is Place else Shape(Kind.OFFICE)
    return None


def _digits(field: models.Field[Any, Any]) -> tuple[int, int]:
    return (field.max_digits or 0, field.decimal_places or 0) if isinstance(field, models.DecimalField) else (0, 0)
