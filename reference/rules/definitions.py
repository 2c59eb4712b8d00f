"""Which lists there are and how each is built. Their names and their codes are in reference/lists/."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reference.rules.columns import Column, Kind
from reference.rules.places import weight_of_place

COMMON = ("code", "parent", "fr", "en", "pt", "synonyms", "note", "valid_from", "valid_until")
WORDS = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,39}")


def alike(details: Mapping[str, Any]) -> int:  # noqa: ARG001 (as every weight)
    """No code of the list is offered before another that fits equally well."""
    return 0


@dataclass(frozen=True)
class Definition:
    """How one list is built.

    `every_language`: each code has a label in French, English and Portuguese (else in one at least).
    `large`: looked up by typing, never shown whole in a select. `table`: where its codes are kept.
    """

    code: str
    columns: tuple[Column, ...] = ()
    pattern: re.Pattern[str] = WORDS
    every_language: bool = True
    tree: bool = False
    large: bool = False
    table: str = "code"
    weigh: Callable[[Mapping[str, Any]], int] = alike

    @property
    def head(self) -> tuple[str, ...]:
        """All columns of its file."""
        return (*(name for name in COMMON if self.tree or name != "parent"), *(column.name for column in self.columns))

    @cached_property
    def own(self) -> dict[str, Column]:
        """The columns that only this list has, by name."""
        return {column.name: column for column in self.columns}


def _codes(name: str, of: str) -> Column:
    return Column(name, Kind.CODES, of=of)


COUNTRY = Column("country", Kind.CODE, of="country", owed=True)
LATITUDE = Column("latitude", Kind.NUMBER, between=(-90, 90))
LONGITUDE = Column("longitude", Kind.NUMBER, between=(-180, 180))
IATA, ICAO = re.compile(r"[A-Z0-9]{3}"), re.compile(r"[A-Z0-9]{4}")
DIMENSIONS = ("MASS", "VOLUME", "COUNT", "MONEY", "AREA", "LENGTH", "ACTIVITY")

_WITH_STRUCTURE = (
    Definition("country", (Column("alpha3"), Column("numeric")), re.compile(r"[A-Z]{2}")),
    Definition("region_country", pattern=re.compile(r"[A-Z]{2}")),
    Definition(
        "currency", (Column("numeric"), Column("decimals", Kind.NUMBER, between=(0, 4))), re.compile(r"[A-Z]{3}")
    ),
    Definition(
        "unit",
        (
            Column("symbol", owed=True),
            Column("dimension", among=DIMENSIONS, owed=True),
            Column("standard", Kind.CODE, of="unit", owed=True),
            Column("factor", Kind.NUMBER),
        ),
    ),
    Definition(
        "commodity",
        (_codes("units", "unit"), Column("standard_unit", Kind.CODE, of="unit"), Column("hs")),
        tree=True,
    ),
    Definition(
        "conversion",
        (
            Column("commodity", Kind.CODE, of="commodity"),
            Column("from_unit", Kind.CODE, of="unit", owed=True),
            Column("to_unit", Kind.CODE, of="unit", owed=True),
            Column("factor", Kind.NUMBER, owed=True),
            Column("source", owed=True),
            Column("status", among=("CONFIRMED", "PROPOSED"), owed=True),
        ),
    ),
    Definition("concealment", (_codes("conveyances", "conveyance"),)),
    Definition("concealment_detail", (_codes("concealments", "concealment"), _codes("conveyances", "conveyance"))),
    Definition("detection_method", (Column("import_only", Kind.YES_NO),)),
    Definition("conveyance", (_codes("locations", "location_type"),)),
    Definition("conveyance_type", (Column("conveyance", Kind.CODE, of="conveyance", owed=True),)),
    Definition("attachment_kind", (Column("personal", Kind.YES_NO),)),
    Definition("specimen", (_codes("commodities", "commodity"),)),
    Definition("hs", pattern=re.compile(r"[0-9]{2}|[0-9]{4}|[0-9]{6}"), every_language=False, tree=True, large=True),
    Definition(
        "national_tariff",
        (COUNTRY, Column("unit"), Column("duty")),
        re.compile(r"[A-Z]{2,8}-[0-9]{4,12}"),
        every_language=False,
        tree=True,
        large=True,
    ),
    Definition(
        "taxon",
        (
            Column("appendix", Kind.CODE, of="cites_appendix"),
            Column("rank"),
            Column("commodity", Kind.CODE, of="commodity"),
        ),
        every_language=False,
        tree=True,
        large=True,
    ),
    Definition(
        "airport",
        (COUNTRY, Column("icao", pattern=ICAO), Column("city"), LATITUDE, LONGITUDE),
        IATA,
        every_language=False,
        large=True,
    ),
    Definition(
        "place",
        (
            COUNTRY,
            Column("subdivision"),
            Column("functions"),
            Column("iata", pattern=IATA),
            LATITUDE,
            LONGITUDE,
            Column("rank", Kind.NUMBER, between=(0, 100)),
        ),
        re.compile(r"[A-Z]{2}[A-Z0-9]{3}"),
        every_language=False,
        large=True,
        table="place",
        weigh=weight_of_place,
    ),
)
_PLAIN = (
    "location_type", "direction", "detection_aid", "route_role", "customs_procedure", "person_role", "person_measure",
    "age_band", "gender", "company_role", "company_sector", "courier_company",
    "occupation", "ip_right", "disposal", "packing", "record_type",
    "form_profile",
    "detecting_service", "value_basis", "outcome", "identity_document", "marking_state", "tax_stamp", "tobacco_pack",
    "cultural_object", "cites_appendix", "cites_source", "isotope", "quantity_basis", "weight_basis", "date_precision",
    "place_precision", "answer", "crossing", "dosage_form", "medicine_fault", "container_type", "cash_form",
    "reference_system", "seizure_ground",
)  # fmt: skip

DEFINITIONS: dict[str, Definition] = {
    definition.code: definition
    for definition in sorted((*_WITH_STRUCTURE, *map(Definition, _PLAIN)), key=lambda found: found.code)
}
