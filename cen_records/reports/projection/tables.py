"""Which national table goes to which released one, and what the house itself writes on a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cen_records import models
from cen_records.rules.fields import FIELDS, IDENTITIES, Field, Reach

if TYPE_CHECKING:
    from django.db.models import Model

SCOPE = ("administration", "space")
MADE_OF_CASE = ("reference", "cen_reference", "version", "country_code", *SCOPE)
MADE_OF_LINE = ("number", "flow", "standard_quantity", "standard_unit", "conversion", *SCOPE)


@dataclass(frozen=True)
class Pair:
    """One part of a record. `made` is what nobody types and leaves all the same: numbers, scope, what is computed."""

    part: str
    national: type[Model]
    released: type[Model]
    made: tuple[str, ...] = ("number",)

    @property
    def open(self) -> tuple[Field, ...]:
        """The fields that may leave."""
        return tuple(field for field in FIELDS[self.part] if field.reach >= Reach.REGIONAL)

    @property
    def kept(self) -> tuple[Field, ...]:
        """The fields that stay."""
        return tuple(field for field in FIELDS[self.part] if field.reach < Reach.REGIONAL)


PAIRS = (
    Pair("case", models.Case, models.ReleasedCase, MADE_OF_CASE),
    Pair("lines", models.GoodsLine, models.ReleasedLine, MADE_OF_LINE),
    Pair("conveyances", models.Conveyance, models.ReleasedConveyance),
    Pair("containers", models.Container, models.ReleasedContainer, ()),
    Pair("legs", models.RouteLeg, models.ReleasedLeg),
    Pair("concealments", models.Concealment, models.ReleasedConcealment),
    Pair("persons", models.Person, models.ReleasedPerson),
    Pair("companies", models.Company, models.ReleasedCompany),
)
# Parts without a released table: nothing of them leaves.
AT_HOME: dict[str, type[Model]] = {"external_references": models.ExternalReference}
IDENTITY_TABLES: dict[str, type[Model]] = {
    "conveyances": models.VehicleIdentity,
    "persons": models.PersonIdentity,
    "companies": models.CompanyIdentity,
}
NOMINAL_FIELDS = {part: FIELDS[f"{part}.identity"] for part in IDENTITIES}
