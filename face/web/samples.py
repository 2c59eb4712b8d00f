"""What the living page shows its components with. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from face.chips import Chip
from face.columns import Column, Columns
from face.forms import DateInput, DecimalField, Picker, Segmented

if TYPE_CHECKING:
    from django.utils.functional import Promise

PLACES = [
    ("CIABJ", "Abidjan"), ("GHACC", "Accra"), ("NGAPP", "Apapa"), ("BJCOO", "Cotonou"), ("SNDKR", "Dakar"),
    ("CMDLA", "Douala"), ("GALBV", "Libreville"), ("TGLFW", "Lomé"), ("TDNDJ", "N’Djaména"), ("CVRAI", "Praia"),
    ("STTMS", "São Tomé"), ("GHTEM", "Tema"), ("CMYAO", "Yaoundé"),
]  # fmt: skip
COLUMNS = Columns(
    Column("reference", _("Reference"), kind="code"),
    Column("date", _("Date"), kind="date"),
    Column("goods", _("Goods")),
    Column("quantity", _("Quantity"), kind="number"),
    Column("route", _("Route")),
    Column("status", _("Status")),
)
CHIPS = (
    Chip(_("Goods"), _("Cocaine"), "goods", "cocaine"),
    Chip(_("Status"), _("Validated"), "status", "validated"),
)
ICONS = (
    "desk", "records", "intelligence", "risk", "training", "people", "office", "search", "menu", "more", "close",
    "check", "list", "warning", "stop", "info", "edit", "print", "download", "upload", "clock", "user", "key",
    "phone", "plus", "globe", "sun", "moon", "screen", "chevron-left", "chevron-right", "chevron-down",
    "chevron-up", "sort", "sign-out", "mail", "filter", "copy", "shield", "history", "keyboard", "settings", "eye",
    "trash", "link", "external",
)  # fmt: skip
MOMENT = dt.datetime(2026, 11, 20, 14, 2, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Row:
    """One invented record; `kind` is the tone of its status."""

    reference: str
    day: int
    goods: str | Promise
    quantity: str
    route: str
    status: str | Promise
    kind: str

    @property
    def date(self) -> dt.date:
        """When it was seized."""
        return dt.date(2026, 11, self.day)


ROWS = (
    Row("SN-AIBD-2026-000412", 20, _("Cocaine"), "3,300 kg", "Dakar → Bruxelles", _("Submitted"), "accent"),
    Row("SN-DKRP-2026-000153", 19, _("Tramadol"), "1 250 000", "Mundra → Dakar → Bamako", _("Validated"), "good"),
    Row("CM-DLAP-2026-000331", 18, _("Cocaine"), "1,120 kg", "São Paulo → Douala", _("Returned"), "attention"),
    Row("CV-PRAI-2026-000058", 17, _("Cocaine"), "412,000 kg", "Praia", _("Rejected"), "stop"),
    Row("GH-TEMA-2026-000204", 16, _("Tramadol"), "96 000", "Mumbai → Tema → Niamey", _("Draft"), "neutral"),
)


class SampleForm(forms.Form):
    """One of each kind of field."""

    date = forms.DateField(label=_("Date of the seizure"), widget=DateInput)
    place = forms.ChoiceField(
        label=_("Place"),
        help_text=_("Type a few letters: accents do not matter."),
        choices=[("", ""), *PLACES],
        widget=Picker,
    )
    origin = forms.CharField(label=_("Departure"), required=False)
    direction = forms.ChoiceField(
        label=_("Direction"),
        widget=Segmented,
        choices=[("import", _("Import")), ("export", _("Export")), ("transit", _("Transit"))],
    )
    detection = forms.ChoiceField(
        label=_("Mode of detection"),
        help_text=_("What led to the check."),
        required=False,
        widget=Segmented,
        choices=[
            ("routine", _("Routine check")),
            ("profile", _("Risk profile")),
            ("intelligence", _("Intelligence")),
            ("investigation", _("Investigation")),
            ("random", _("Random selection")),
        ],
    )
    weight = DecimalField(label=_("Net weight"), min_value=0, max_digits=12, decimal_places=3)
    office = forms.ChoiceField(label=_("Office"), choices=[("", "–"), *PLACES[:6]], required=False)
    secret = forms.CharField(label=_("Password"), widget=forms.PasswordInput, required=False)
    account = forms.CharField(label=_("Account of the facts"), widget=forms.Textarea, required=False)
    signals = forms.MultipleChoiceField(
        label=_("What was found with it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("cash", _("Cash")), ("weapons", _("Weapons")), ("papers", _("False papers"))],
    )
    sure = forms.BooleanField(label=_("I have read this record through"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weight"].widget.attrs["data-unit"] = "kg"
        self.fields["origin"].widget = Picker(
            url=reverse("face:suggestions"), choices=[("", "")], label_of=lambda code: dict(PLACES).get(code, code)
        )
