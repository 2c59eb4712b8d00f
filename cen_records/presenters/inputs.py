"""From a field of a record to its input: words, kind and codes come from the table of fields and the models alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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
)  # fmt: skip
from cen_records.presenters.offers import Offers, is_long, label_of
from cen_records.rules.fields import FIELDS, Field, Owed
from face.forms import DateInput, DecimalInput, Picker, Segmented
from reference.models import CodeField, CodesField
from reference.web.fields import CodePicker

if TYPE_CHECKING:
    from collections.abc import Iterable

MODELS: Mapping[str, type[models.Model]] = MappingProxyType({
    "case": Case, "lines": GoodsLine, "conveyances": Conveyance, "containers": Container, "legs": RouteLeg,
    "concealments": Concealment, "persons": Person, "companies": Company, "external_references": ExternalReference,
    "conveyances.identity": VehicleIdentity, "persons.identity": PersonIdentity, "companies.identity": CompanyIdentity,
})  # fmt: skip
SIDE_BY_SIDE = frozenset({"direction", "detection_method", "ecommerce"})  # few short words, chosen in one keystroke
FEW = 12  # codes in a plain select; more become a field with suggestions
# What scripts check as it is typed: static/js/records/identifiers.js.
IDENTIFIERS: Mapping[str, str] = MappingProxyType(
    {
        "containers.number": "container",
        "conveyances.imo_number": "imo",
        "conveyances.mmsi": "mmsi",
        "conveyances.air_waybill": "awb",
        "conveyances.flight_number": "flight",
        "conveyances.identity.vin": "vin",
        "conveyances.identity.item_number": "postal_item",
    }
)
# By what an input is narrowed: the field, of the same row if it is of the same part, whose code says so.
NARROWED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "lines.unit": ("lines", "commodity"),
        "conveyances.type": ("conveyances", "mode"),
        "concealments.where": ("conveyances", "mode"),
        "concealments.detail": ("concealments", "where"),
    }
)
REDRAWN = frozenset({"lines.commodity", "conveyances.mode"})  # what decides which other fields apply


class Offering:
    """What selects of codes have in common: options tell of other inputs, and what was typed is always among them."""

    told: Mapping[str, Mapping[str, str]] = {}
    code_list = ""

    def create_option(self, name: str, value: Any, *arguments: Any, **options: Any) -> dict[str, Any]:
        """An option with what it says about others."""
        option: dict[str, Any] = super().create_option(name, value, *arguments, **options)  # type: ignore[misc]
        option["attrs"].update(self.told.get(str(value), {}))
        return option

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """All options, and what stands there though it is not offered."""
        groups: list[Any] = super().optgroups(name, value, attrs)  # type: ignore[misc]
        offered = {str(option["value"]) for _name, options, _place in groups for option in options}
        for chosen in (each for each in value if each and each not in offered):
            label = label_of(self.code_list, chosen)
            option = self.create_option(name, chosen, label, selected=True, index=len(groups), attrs=attrs)
            groups.append((None, [option], len(groups)))
        return groups


class CodeAsked(Offering, CodePicker):
    """A list that the server is asked for; what is chosen still tells of other inputs."""


class CodeSelect(Offering, forms.Select):
    """A short list."""


class CodeList(Offering, Picker):
    """A longer list, whole on the page, so that it can be searched without a connection."""


class CodeSegments(Offering, Segmented):
    """A few words side by side."""


class CodeBoxes(Offering, forms.CheckboxSelectMultiple):
    """Several codes that hold together."""


def model_field(part: str, name: str) -> Any:
    """The column in which a field of the document ends."""
    return MODELS[part]._meta.get_field(name)


def label(part: str, name: str) -> str:
    """What a field is called."""
    said = str(model_field(part, name).verbose_name)
    return said[:1].upper() + said[1:]


def lists_of(part: str, fields: Iterable[Field]) -> set[str]:
    """The code lists that these fields take their values from."""
    found = (getattr(model_field(part, field.name), "code_list", "") for field in fields)
    return {code_list for code_list in found if isinstance(code_list, str) and code_list}


def input_of(part: str, field: Field, offers: Offers, *, short: bool, value: Any = "") -> forms.Field:
    """The input of a field. It cleans nothing: documents keep what was typed, and rules say what is wrong with it."""
    widget = _widget(part, field.name, offers, value, short=short)
    key = f"{part}.{field.name}"
    if key in IDENTIFIERS:
        widget.attrs["data-identifier"] = IDENTIFIERS[key]
    if key in REDRAWN and not short:
        widget.attrs["data-redraws"] = ""
    must = field.owed(short=short) is Owed.MUST
    kind = forms.MultipleChoiceField if isinstance(widget, CodeBoxes) else forms.CharField
    made: forms.Field = kind(label=label(part, field.name), required=must, widget=widget, help_text=_hint(part, field))
    if not isinstance(widget, CodeBoxes):
        return made
    made.choices = widget.choices  # type: ignore[attr-defined]
    return made


def may_be_marked(part: str, field: Field, offers: Offers, *, short: bool) -> bool:
    """Whether “unknown” is asked beside the field: it is owed, may stay empty, and its list has no code for it."""
    column = model_field(part, field.name)
    owed = field.owed(short=short) in (Owed.MUST, Owed.WHERE_IT_APPLIES)
    if field.name == "unit":  # it goes with the quantity
        return False
    return owed and column.null and not offers.has_unknown(getattr(column, "code_list", "") or "")


def _widget(part: str, name: str, offers: Offers, value: Any, *, short: bool) -> Any:
    column = model_field(part, name)
    if isinstance(column, CodesField):
        return _offering(CodeBoxes(), column.code_list, offers, empty=False)
    if isinstance(column, CodeField):
        return _code_widget(name, column.code_list, offers, short=short)
    return next(make(value) for kinds, make in WIDGETS if isinstance(column, kinds))


def _day(value: Any) -> forms.Widget:
    """The browser's calendar, unless what stands there is no day: a calendar would hide it."""
    try:
        date.fromisoformat(str(value or "2000-01-01"))
    except ValueError:
        return forms.TextInput({"autocomplete": "off"})
    return DateInput()


# What columns other than codes are typed into; the first that fits.
WIDGETS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (models.ForeignKey, lambda _value: _asking("place")),
    (ArrayField | models.JSONField, lambda _value: forms.Textarea({"rows": 2})),
    (models.TextField, lambda _value: forms.Textarea({"rows": 8})),
    (models.DateField, _day),
    (models.TimeField, lambda _value: forms.TextInput({"type": "time", "data-width": "short"})),
    (models.BooleanField, lambda _value: forms.Select(choices=[("", ""), ("YES", _("Yes")), ("NO", _("No"))])),
    (models.DecimalField | models.IntegerField, lambda _value: DecimalInput()),
    (models.Field, lambda _value: forms.TextInput({"autocomplete": "off", "spellcheck": "false"})),
)


def _code_widget(name: str, code_list: str, offers: Offers, *, short: bool) -> Any:
    if is_long(code_list):
        return _asking(code_list)
    if short and name in SIDE_BY_SIDE:
        return _offering(CodeSegments(), code_list, offers, empty=False)
    known = offers.of(code_list)
    if not short and code_list in ("commodity", "country", "currency"):
        asked = _asking(code_list)  # rows repeat: each would carry the whole list
        asked.told = {offer.code: offer.told for offer in known if offer.told}
        return asked
    plain = len(known) <= FEW or code_list == "unit"
    return _offering(CodeSelect() if plain else CodeList(), code_list, offers)


def _offering(widget: Any, code_list: str, offers: Offers, *, empty: bool = True) -> Any:
    known = offers.of(code_list)
    widget.choices = [*([("", "")] if empty else []), *((offer.code, offer.label) for offer in known)]
    widget.told = {offer.code: offer.told for offer in known if offer.told}
    widget.code_list = code_list
    return widget


def _asking(code_list: str) -> CodeAsked:
    """A field that asks the server for suggestions."""
    asked = CodeAsked(url=reverse("reference:pick", args=[code_list]), label_of=lambda code: label_of(code_list, code))
    asked.code_list = code_list
    return asked


def _hint(part: str, field: Field) -> Any:
    column = model_field(part, field.name)
    if isinstance(column, ArrayField) and not isinstance(column, CodesField):
        return _("One on each line.")
    return HINTS.get(f"{part}.{field.name}", "")


HINTS: Mapping[str, Any] = MappingProxyType({
    "lines.denominations": _("One on each line: value, ×, number of pieces. For example 10000 × 50."),
    "case.latitude": _("In degrees, for example 14.6708."),
    "case.longitude": _("In degrees, for example -17.0726."),
    "containers.number": _("Four letters and seven digits, as on the door."),
})  # fmt: skip


def field_named(part: str, name: str) -> Field:
    """The line of the table of fields. Raises KeyError."""
    return {field.name: field for field in FIELDS[part]}[name]
