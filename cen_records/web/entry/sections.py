"""The long form in sections, each of them one screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cen_records.rules.fields import FIELDS
from cen_records.rules.fields.shape import Owed

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True)
class Section:
    """One screen of the long form: fields of the case itself, and lists of rows."""

    code: str
    name: str | Promise
    about: str | Promise
    case: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Whether a field stands on this screen."""
        part, _dot, name = path.partition(".")
        return name in self.case if part == "case" else part in self.parts

    @property
    def has_owed_fields(self) -> bool:
        """Whether a record cannot do without this section."""
        owed = {field.name for field in FIELDS["case"] if field.long is Owed.MUST}
        return bool(owed & set(self.case)) or bool({"lines", "conveyances", "legs", "concealments"} & set(self.parts))


SECTIONS = (
    Section(
        "circumstances", _("When and where"), _("Date, office, direction, place."),
        case=(
            "seized_on", "seized_time", "date_precision", "office", "detecting_service", "record_type", "direction",
            "customs_procedure", "location_type", "place", "place_name", "subdivision_code", "latitude", "longitude",
            "place_precision",
        ),
    ),
    Section(
        "detection", _("Detection"), _("How it was found, and with what."),
        case=(
            "detection_method", "ecommerce", "operation", "risk_profile_reference", "intelligence_reference",
            "detection_aids",
        ),
    ),
    Section("goods", _("Goods"), _("One line for each kind of goods."), parts=("lines",)),
    Section(
        "transport", _("Means of transport"), _("Vehicles, vessels, flights, parcels; containers and seals."),
        parts=("conveyances", "containers"),
    ),
    Section("route", _("Route"), _("Where the goods came from, where they were to go."), parts=("legs",)),
    Section("concealment", _("Concealment"), _("Where the goods were hidden."), parts=("concealments",)),
    Section(
        "people", _("Persons and companies"), _("Who was involved. Names stay in your administration."),
        parts=("persons", "companies"),
    ),
    Section(
        "facts", _("Facts, values and follow-up"), _("What happened, what it is worth, what became of it."),
        case=(
            "narrative", "narrative_language", "declared_goods", "declared_hs", "declaration_number",
            "estimated_value", "currency", "value_basis", "duties_evaded", "fine", "outcome",
        ),
        parts=("external_references",),
    ),
)  # fmt: skip
BY_CODE = {section.code: section for section in SECTIONS}
ADD = {
    "lines": _("Add goods"),
    "conveyances": _("Add a means of transport"),
    "containers": _("Add a container"),
    "legs": _("Add a point of the route"),
    "concealments": _("Add a hiding place"),
    "persons": _("Add a person"),
    "companies": _("Add a company"),
    "external_references": _("Add a number of another system"),
}
ROWS = {
    "lines": _("Goods"),
    "conveyances": _("Means of transport"),
    "containers": _("Container"),
    "legs": _("Point of the route"),
    "concealments": _("Hiding place"),
    "persons": _("Person"),
    "companies": _("Company"),
    "external_references": _("Number in another system"),
}


def section_of(path: str) -> Section | None:
    """The screen on which a field stands; None for what belongs to the whole record."""
    return next((section for section in SECTIONS if section.covers(path)), None)
