"""What several acts ask before they do anything. Each raises one of `accounts.actions.errors`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from accounts.actions import errors
from accounts.models import Officer
from accounts.roles import ROLES, Role

if TYPE_CHECKING:
    from accounts.models import Office


def reason_given(reason: str) -> str:
    """The reason without surrounding space. Raises ReasonOwed when nothing is left."""
    if not reason.strip():
        raise errors.ReasonOwed
    return reason.strip()


def known_language(language: str) -> str:
    """The language. Raises UnknownLanguage unless the system speaks it."""
    if language not in dict(settings.LANGUAGES):
        raise errors.UnknownLanguage
    return language


def role_held_at(role_code: str, office: Office) -> type[Role]:
    """The role. Raises UnknownRole, RoleNotHeldThere, or OfficeClosed."""
    if role_code not in ROLES:
        raise errors.UnknownRole
    if office.kind not in ROLES[role_code].held_at:
        raise errors.RoleNotHeldThere
    open_office(office)
    return ROLES[role_code]


def open_office(office: Office) -> None:
    """Raises OfficeClosed when nobody can work there any more."""
    if office.closed_on is not None and office.closed_on <= timezone.localdate():
        raise errors.OfficeClosed


def days_in_order(from_on: date, until_on: date | None) -> None:
    """Raises EndsBeforeItBegins."""
    if until_on is not None and until_on < from_on:
        raise errors.EndsBeforeItBegins


def somebody_else(by: Officer, officer: Officer) -> None:
    """Raises NotToOneself."""
    if by.pk == officer.pk:
        raise errors.NotToOneself


def free_address(email: str, *, but: Officer | None = None) -> str:
    """The e-mail address as it is kept. Raises EmailTaken when another officer has it."""
    address = email.strip().lower()
    others = Officer.objects.exclude(pk=but.pk) if but else Officer.objects.all()
    if address and others.filter(email__iexact=address).exists():
        raise errors.EmailTaken
    return address


def locked(officer: Officer) -> Officer:
    """The officer as the database has it now, kept from changing until the act is over."""
    current: Officer = Officer.objects.select_for_update(no_key=True).get(pk=officer.pk)
    return current
