"""What the record of acts can be narrowed by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Office, Officer
from accounts.permissions import Permission
from accounts.querysets.reach import under
from accounts.web.people.filters import Filter
from accounts.web.people.forms import OfficeChoice
from audit.choices import Operation
from audit.presenters import kinds_in_words
from face.forms import DateInput, Picker

if TYPE_CHECKING:
    from django.http import QueryDict

    from audit.models import Act

SYSTEM = "vigie"
ALL = "all"
OPERATIONS = [("", _("All but consultations")), (ALL, _("All, consultations too")), *Operation.choices]


class ActFilter(Filter):
    """Narrows acts by who acted, what was done, where, to whom or what, and when."""

    who = forms.CharField(label=_("Who acted"), max_length=80, required=False)
    subject = forms.CharField(label=_("Person or thing concerned"), max_length=80, required=False)
    act = forms.ChoiceField(label=_("What was done"), widget=Picker, required=False)
    operation = forms.ChoiceField(label=_("Kind of handling"), choices=OPERATIONS, required=False)
    office = OfficeChoice(label=_("Office and those under it"), required=False, empty_label=_("All offices"))
    from_on = forms.DateField(label=_("From"), widget=DateInput, required=False)
    until_on = forms.DateField(label=_("Until"), widget=DateInput, required=False)

    def __init__(self, query: QueryDict, *, by: Officer) -> None:
        super().__init__(query)
        offices = Office.objects.reached_by(by, Permission.ACT_VIEW)
        self.fields["office"].queryset = offices.order_by("code")  # type: ignore[attr-defined]
        kinds = sorted(((name, capfirst(words)) for name, words in kinds_in_words().items()), key=lambda kind: kind[1])
        self.fields["act"].choices = [("", _("All acts")), *kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        chosen = super().clean() or self.cleaned_data
        begin, end = chosen.get("from_on"), chosen.get("until_on")
        if begin and end and end < begin:
            self.add_error("until_on", _("The period ends before it begins."))
        return chosen

    def narrow(self, acts: QuerySet[Act]) -> QuerySet[Act]:
        """Those of the acts that fit; none when the filter itself is wrong."""
        if not self.is_valid():
            return acts.none()
        chosen = self.cleaned_data
        for word in chosen["subject"].split():
            acts = acts.filter(subject_label__unaccent__icontains=word)
        if chosen["who"].strip():
            acts = acts.filter(_done_by(chosen["who"]))
        if chosen["act"]:
            acts = acts.filter(act=chosen["act"])
        acts = _handled(acts, chosen["operation"], of_one_kind=bool(chosen["act"]))
        if chosen["office"]:
            acts = acts.filter(office_code__in=Office.objects.filter(under(chosen["office"])).values("code"))
        if chosen["from_on"]:
            acts = acts.filter(at__gte=_midnight(chosen["from_on"]))
        if chosen["until_on"]:
            acts = acts.filter(at__lt=_midnight(chosen["until_on"] + timedelta(days=1)))
        return acts

    def _in_words(self, name: str) -> str:
        value = self.cleaned_data[name]
        if name == "act":
            return kinds_in_words()[value]
        if isinstance(value, date):
            return date_format(value, "SHORT_DATE_FORMAT")
        return super()._in_words(name)


def _handled(acts: QuerySet[Act], operation: str, *, of_one_kind: bool) -> QuerySet[Act]:
    """Who looked at what is there for whoever asks; else it would bury what was done."""
    if operation == ALL or (of_one_kind and not operation):
        return acts
    return acts.filter(operation=operation) if operation else acts.exclude(operation=Operation.CONSULTATION)


def _done_by(words: str) -> Q:
    """Acts of officers who are called so today, whatever they were called then; and of Vigie itself."""
    if words.strip().lower() == SYSTEM:
        return Q(by_id__isnull=True)
    officers = Officer.objects.all()
    for word in words.split():
        officers = officers.filter(
            Q(family_name__unaccent__icontains=word)
            | Q(given_names__unaccent__icontains=word)
            | Q(sign_in_name__iexact=word)
        )
    return Q(by_id__in=officers.values("pk"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
