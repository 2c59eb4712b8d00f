"""What several acts ask before they do anything. Each raises one of `accounts.actions.errors`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from accounts.actions import errors
from accounts.models import Officer
from accounts.roles import ROLES, Role
from accounts.rules import has_unfit_characters, is_too_far_ahead, is_too_far_back, visible_text

if TYPE_CHECKING:
    from accounts.models import Office


def reason_given(reason: str) -> str:
    """The reason as it is kept. Raises UnfitCharacters, or ReasonOwed when there is nothing to read."""
    if has_unfit_characters(reason.strip(), lines=True):
        raise errors.UnfitCharacters("reason")
    given = visible_text(reason)
    if not given:
        raise errors.ReasonOwed
    return given


def readable(text: str, field: str, *, owed: bool = False) -> str:
    """A name or number as it is kept. Raises UnfitCharacters, or TextOwed when it is owed and there is nothing."""
    if has_unfit_characters(text.strip()):
        raise errors.UnfitCharacters(field)
    given = visible_text(text)
    if owed and not given:
        raise errors.TextOwed(field)
    return given


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
    """Raises EndsBeforeItBegins, BeginsTooFarAhead, EndsTooFarAhead."""
    if until_on is not None and until_on < from_on:
        raise errors.EndsBeforeItBegins
    if is_too_far_ahead(from_on, today=timezone.localdate()):
        raise errors.BeginsTooFarAhead
    last_day_near(until_on)


def last_day_near(until_on: date | None) -> None:
    """Raises EndsTooFarAhead."""
    if until_on is not None and is_too_far_ahead(until_on, today=timezone.localdate()):
        raise errors.EndsTooFarAhead


def first_day_near(from_on: date, officer: Officer) -> None:
    """Raises BeginsTooFarBack, BeginsBeforeAccount: a posting does not say what somebody was permitted long ago."""
    if is_too_far_back(from_on, today=timezone.localdate()):
        raise errors.BeginsTooFarBack
    if from_on < timezone.localdate(officer.joined_at):
        raise errors.BeginsBeforeAccount


def somebody_else(by: Officer, officer: Officer) -> None:
    """Raises NotToOneself."""
    if by.pk == officer.pk:
        raise errors.NotToOneself


def a_person(officer: Officer) -> None:
    """Raises NotToPrograms: a machine has no password, and gets no further postings."""
    if officer.is_program:
        raise errors.NotToPrograms


def free_address(email: str, *, by: Officer, but: Officer) -> str:
    """The e-mail address as it is kept for an officer.

    Raises EmailTaken when another officer has it whom `by` may see; else EmailUnusable, which does not tell that
    there is somebody.
    """
    address = address_to_invite(email, by=by, but=but)
    if address and Officer.objects.exclude(pk=but.pk).filter(email__iexact=address).exists():
        raise errors.EmailUnusable
    return address


def address_to_invite(email: str, *, by: Officer, but: Officer | None = None) -> str:
    """The e-mail address to which an invitation goes. Raises EmailTaken when an officer has it whom `by` may see.

    Of an account that `by` may not see they learn nothing: the letter goes out, and whoever opens it is told.
    """
    address = email.strip().lower()
    seen = Officer.objects.visible_to(by).exclude(pk=but.pk if but else None)
    if address and seen.filter(email__iexact=address).exists():
        raise errors.EmailTaken
    return address


def own_address(email: str) -> str:
    """The e-mail address of somebody who joins. Raises AccountExists when they have an account by it."""
    if email and Officer.objects.filter(email__iexact=email).exists():
        raise errors.AccountExists
    return email


def locked(officer: Officer) -> Officer:
    """The officer as the database has it now, kept from changing until the act is over."""
    current: Officer = Officer.objects.select_for_update(no_key=True).get(pk=officer.pk)
    return current
