"""What the lists can be narrowed by. A filter narrows what one may see; it never widens it."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import BlockReason, InvitationState, OfficeKind, PostSetting
from accounts.models import Invitation, Office, Officer, Posting
from accounts.permissions import Permission
from accounts.querysets.officers import OfficerQuerySet
from accounts.querysets.offices import OfficeQuerySet
from accounts.querysets.reach import under
from accounts.roles import ROLE_CHOICES
from accounts.web.people.forms import OfficeChoice
from face.chips import Chip
from reference.countries import country_name

INVITED = "invited"
OFFICER_STATES = [
    ("active", _("Active")),
    ("unposted", _("Without a current posting")),
    ("dormant", _("Not used for a long time")),
    ("suspended", _("Suspended")),
    (INVITED, _("Invited, not joined yet")),
]


def _any(word: str | Promise, choices: Any) -> list[tuple[str, str | Promise]]:
    return [("", word), *choices]


class Filter(forms.Form):
    """Fields of a GET form; whatever does not fit is said beside its field, and nothing is listed."""

    def chips(self) -> list[Chip]:
        """What the list is narrowed by now, in words, each with its way out."""
        return [
            Chip(name=field.label or name, value=self._in_words(name), parameter=name, raw=self.data.get(name, ""))
            for name, field in self.fields.items()
            if self.data.get(name, "").strip() and name not in self.errors
        ]

    def in_force(self) -> dict[str, str]:
        """The filters that fit, as they stand in the address, for the record of an export."""
        given = {name: self.data.get(name, "") for name in self.fields if name not in self.errors}
        return {name: value for name, value in given.items() if value.strip()}

    def _in_words(self, name: str) -> str:
        field, value = self.fields[name], self.cleaned_data[name]
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(field.choices)[value])  # type: ignore[arg-type]
        return str(value)


class OfficerFilter(Filter):
    """Narrows officers by words, office, role and state."""

    q = forms.CharField(label=_("Name or number"), max_length=80, required=False)
    office = OfficeChoice(label=_("Office and those under it"), required=False, empty_label=_("All offices"))
    role = forms.ChoiceField(label=_("Role"), choices=_any(_("All roles"), ROLE_CHOICES), required=False)
    state = forms.ChoiceField(label=_("State"), choices=_any(_("All states"), OFFICER_STATES), required=False)

    def __init__(self, query: QueryDict, *, by: Officer) -> None:
        super().__init__(query)
        offices = Office.objects.reached_by(by, Permission.OFFICER_VIEW)
        self.fields["office"].queryset = offices.order_by("code")  # type: ignore[attr-defined]

    def narrow(self, officers: OfficerQuerySet) -> OfficerQuerySet:
        """Those of the officers that fit; none when the filter itself is wrong."""
        if not self.is_valid():
            return officers.none()
        chosen = self.cleaned_data
        officers = officers.called(chosen["q"])
        if chosen["office"] or chosen["role"]:
            officers = officers.filter(pk__in=self._posted().values("officer"))
        return officers.filter(_in_state(chosen["state"]))

    def _posted(self) -> QuerySet[Posting]:
        office, role = self.cleaned_data["office"], self.cleaned_data["role"]
        postings = Posting.objects.current().filter(role_code=role) if role else Posting.objects.current()
        return postings.filter(under(office, to="office__")) if office else postings


def _in_state(state: str) -> Q:
    match state:
        case "active":
            return Q(is_active=True)
        case "unposted":
            return Q(is_active=True) & ~Q(pk__in=Posting.objects.current().values("officer"))
        case "suspended":
            return Q(blocked_reason=BlockReason.SUSPENDED)
        case "dormant":
            return Q(blocked_reason=BlockReason.DORMANT) | Q(is_active=True, dormancy_warned_at__isnull=False)
        case _:
            return Q()


class InvitationFilter(Filter):
    """Narrows invitations by words, office, role and state."""

    q = forms.CharField(label=_("Name, number or e-mail address"), max_length=80, required=False)
    office = OfficeChoice(label=_("Office and those under it"), required=False, empty_label=_("All offices"))
    role = forms.ChoiceField(label=_("Role"), choices=_any(_("All roles"), ROLE_CHOICES), required=False)
    state = forms.ChoiceField(label=_("State"), choices=_any(_("All states"), InvitationState.choices), required=False)

    def __init__(self, query: QueryDict, *, by: Officer) -> None:
        super().__init__(query)
        offices = Office.objects.reached_by(by, Permission.OFFICER_INVITE)
        self.fields["office"].queryset = offices.order_by("code")  # type: ignore[attr-defined]

    def narrow(self, invitations: QuerySet[Invitation]) -> QuerySet[Invitation]:
        """Those of the invitations that fit; none when the filter itself is wrong."""
        if not self.is_valid():
            return invitations.none()
        chosen = self.cleaned_data
        for word in chosen["q"].split():
            invitations = invitations.filter(
                Q(family_name__unaccent__icontains=word)
                | Q(given_names__unaccent__icontains=word)
                | Q(staff_number__icontains=word)
                | Q(email__icontains=word)
            )
        if chosen["office"]:
            invitations = invitations.filter(under(chosen["office"], to="office__"))
        if chosen["role"]:
            invitations = invitations.filter(role_code=chosen["role"])
        return invitations.filter(_in_invitation_state(chosen["state"]))


def _in_invitation_state(state: str) -> Q:
    waiting = Q(accepted_at__isnull=True, cancelled_at__isnull=True)
    match state:
        case InvitationState.OPEN:
            return waiting & Q(expires_at__gt=timezone.now())
        case InvitationState.EXPIRED:
            return waiting & Q(expires_at__lte=timezone.now())
        case InvitationState.ACCEPTED:
            return Q(accepted_at__isnull=False)
        case InvitationState.CANCELLED:
            return Q(cancelled_at__isnull=False)
        case _:
            return Q()


class OfficeFilter(Filter):
    """Narrows offices by words, country, kind and setting."""

    q = forms.CharField(label=_("Name or code"), max_length=80, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=_any(_("All kinds"), OfficeKind.choices), required=False)
    setting = forms.ChoiceField(
        label=_("Setting"), choices=_any(_("All settings"), PostSetting.choices), required=False
    )

    def __init__(self, query: QueryDict, *, countries: list[str]) -> None:
        super().__init__(query)
        names = sorted(((code, country_name(code)) for code in countries), key=lambda pair: pair[1])
        self.fields["country"].choices = _any(_("All countries"), names)  # type: ignore[attr-defined]

    def narrow(self, offices: OfficeQuerySet) -> OfficeQuerySet:
        """Those of the offices that fit; none when the filter itself is wrong."""
        if not self.is_valid():
            return offices.none()
        chosen = self.cleaned_data
        offices = offices.called(chosen["q"])
        for field, parameter in (("country_code", "country"), ("kind", "kind"), ("setting", "setting")):
            if chosen[parameter]:
                offices = offices.filter(**{field: chosen[parameter]})
        return offices
