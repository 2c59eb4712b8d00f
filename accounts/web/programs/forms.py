"""Forms about tokens and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions.tokens import scopes_of
from accounts.models import Office
from accounts.permissions import Permission
from accounts.roles import ROLES, ROLES_OF_PROGRAMS
from accounts.web.people.forms import OfficeChoice
from face.forms import Segmented

if TYPE_CHECKING:
    from accounts.models import Officer

TERMS = [("30", _("30 days")), ("90", _("90 days")), ("180", _("180 days")), ("365", _("A year"))]


class TokenForm(forms.Form):
    """What a token is for, what it may do, and how long it holds. `token_id` makes that a form sent twice is one."""

    token_id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Which program it is for, so that you know it again.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        help_text=_("Choose as little as the program needs. It never gets more than your postings allow."),
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(label=_("How long it holds"), choices=TERMS, coerce=int, widget=Segmented)

    def __init__(self, *args: Any, holder: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(scope.value, scope.label) for scope in scopes_of(holder)]  # type: ignore[attr-defined]


class ProgramForm(forms.Form):
    """What a machine is called, where it works, and in which role."""

    program_id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name of the program"), max_length=80)
    office = OfficeChoice()
    role_code = forms.ChoiceField(
        label=_("Role"), help_text=_("What the role may see at this office is the most that the program can get.")
    )

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Office.objects.reached_by(by, Permission.POSTING_GRANT).open()
        self.fields["office"].queryset = offices.order_by("code")  # type: ignore[attr-defined]
        roles = [(code, role.name) for code, role in ROLES.items() if code in ROLES_OF_PROGRAMS]
        self.fields["role_code"].choices = [("", "–"), *roles]  # type: ignore[attr-defined]
