"""What the lists of records can be narrowed by."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.web.people.filters import Filter
from cen_records.choices import Status
from face.forms import DateInput, Picker
from reference.countries import countries, country_name
from reference.models import Code

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.functional import Promise

FLOW_LEVEL = 2  # the step of the commodity's tree that figures are drawn by
RELEASED = (Status.RELEASED, Status.QUERIED, Status.VALIDATED)


def _any(word: str | Promise, choices: Any) -> list[tuple[str, str | Promise]]:
    return [("", word), *choices]


class RecordFilter(Filter):
    """Narrows records by reference, status, direction, goods, transport, departure and period."""

    q = forms.CharField(label=_("Reference"), max_length=40, required=False)
    status = forms.ChoiceField(label=_("Status"), choices=_any(_("Every status"), Status.choices), required=False)
    flow = forms.ChoiceField(label=_("Goods"), widget=Picker, required=False)
    direction = forms.ChoiceField(label=_("Direction"), required=False)
    mode = forms.ChoiceField(label=_("Means of transport"), required=False)
    departure = forms.ChoiceField(label=_("Country of departure"), widget=Picker, required=False)
    since = forms.DateField(label=_("Seized from"), widget=DateInput, required=False)
    until = forms.DateField(label=_("Seized until"), widget=DateInput, required=False)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        codes = _codes()
        self._offer("flow", _("All goods"), sorted(codes["commodity"], key=lambda pair: pair[1].casefold()))
        self._offer("direction", _("Every direction"), codes["direction"])
        self._offer("mode", _("Every means of transport"), codes["conveyance"])
        self._offer("departure", _("All countries"), countries())

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        chosen = super().clean() or self.cleaned_data
        since, until = chosen.get("since"), chosen.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError(_("The period ends before it begins. Check both days.")))
        return chosen

    def narrow(self, cases: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the records that fit; none when the filter itself is wrong."""
        if not self.is_valid():
            return cases.none()
        chosen = self.cleaned_data
        for part, condition in self._parts():
            rows = cases.model._meta.get_field(part).related_model.objects
            cases = cases.filter(Exists(rows.filter(condition, case=OuterRef("pk"))))
        plain = {
            "reference__contains": chosen["q"].strip().upper(),
            "status": chosen["status"],
            "direction__code": chosen["direction"],
            "seized_on__gte": chosen["since"],
            "seized_on__lte": chosen["until"],
        }
        return cases.filter(**{name: value for name, value in plain.items() if value})

    def _parts(self) -> list[tuple[str, Q]]:
        """The parts of a record that must be there, each with what it must say."""
        chosen = self.cleaned_data
        wanted = [
            ("lines", "flow", {"flow__code": chosen["flow"]}),
            ("conveyances", "mode", {"mode__code": chosen["mode"]}),
            ("legs", "departure", {"role__code": "DEPARTURE", "country__code": chosen["departure"]}),
        ]
        return [(part, Q(**condition)) for part, name, condition in wanted if chosen[name]]

    def _offer(self, name: str, every: str | Promise, choices: Any) -> None:
        self.fields[name].choices = _any(every, choices)  # type: ignore[attr-defined]

    def _in_words(self, name: str) -> str:
        value = self.cleaned_data[name]
        return date_format(value, "DATE_FORMAT") if isinstance(value, date) else super()._in_words(name)


class ReleasedFilter(RecordFilter):
    """Narrows what was released; also by the country that released it."""

    country = forms.ChoiceField(label=_("Reporting country"), required=False)
    field_order = ("q", "country", "status", "flow", "direction", "mode", "departure", "since", "until")

    def __init__(self, query: QueryDict, *, reporting: list[str]) -> None:
        super().__init__(query)
        named = sorted(((code, country_name(code)) for code in reporting), key=lambda pair: pair[1])
        self._offer("country", _("All countries"), named)
        self._offer("status", _("Every status"), [(status.value, status.label) for status in RELEASED])

    def narrow(self, cases: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the records that fit; none when the filter itself is wrong."""
        found = super().narrow(cases)
        country = self.cleaned_data.get("country")
        return found.filter(country_code=country) if country else found


def _codes() -> dict[str, list[tuple[str, str]]]:
    """The codes that a filter offers, by list, in one query."""
    wanted = Q(code_list_id__in=["direction", "conveyance"]) | Q(code_list_id="commodity", level=FLOW_LEVEL)
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code in Code.objects.filter(wanted):
        found[code.code_list_id].append((code.code, code.label()))
    return found
