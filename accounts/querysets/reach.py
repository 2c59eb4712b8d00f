"""Where a permission holds, as a condition that any queryset can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from accounts.choices import OfficeKind
from accounts.roles import roles_that_may

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import Office, Officer
    from accounts.permissions import Permission

NOWHERE = Q(pk__in=[])
EVERYWHERE = ~NOWHERE


def reach(officer: Officer, permission: Permission, *, to: str = "") -> Q:
    """The offices at which the officer's current postings grant a permission.

    `to` is the way from the queried model to the office (`"office__"`); empty for offices
    themselves. Fails closed: a blocked officer, or one without a fitting posting, reaches nothing.
    """
    condition = NOWHERE
    if not officer.is_active:
        return condition
    postings = officer.postings.current().filter(role_code__in=roles_that_may(permission))
    for posting in postings.select_related("office"):
        condition |= under(posting.office, to=to)
    return condition


def under(office: Office, *, to: str = "", on: date | None = None) -> Q:
    """An office and all that hang under it on a day (today unless told)."""
    itself = Q(**{f"{to}id": office.pk})
    match office.kind:
        case OfficeKind.WCO:
            return EVERYWHERE
        case OfficeKind.RILO:
            members = office.memberships.holding(on or timezone.localdate()).values("administration_id")
            return itself | Q(**{f"{to}administration_id__in": members})
        case OfficeKind.ADMINISTRATION:
            return itself | Q(**{f"{to}administration_id": office.pk})
        case _:
            return itself | Q(**{f"{to}parent_id": office.pk})
