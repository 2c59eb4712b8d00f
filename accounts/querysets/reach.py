"""Where a permission holds, as a condition that any queryset can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts.choices import OfficeKind

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import Office, Officer
    from accounts.permissions import Permission

NOWHERE = Q(pk__in=[])
EVERYWHERE = ~NOWHERE

# UNION, not UNION ALL: posts that wrongly hang under one another in a ring end the search.
POSTS_UNDER = """
WITH RECURSIVE posts AS (
    SELECT id FROM accounts_office WHERE parent_id = %s
    UNION
    SELECT office.id FROM accounts_office office JOIN posts ON office.parent_id = posts.id
)
SELECT id FROM posts
"""


def reach(officer: Officer, permission: Permission, *, to: str = "") -> Q:
    """The offices at which the officer's current postings grant a permission.

    `to` is the way from the queried model to the office (`"office__"`); empty for offices
    themselves. Fails closed: a blocked officer, or one without a fitting posting, reaches nothing.
    """
    condition = NOWHERE
    for posting in officer.postings.granting(permission).select_related("office"):
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
            return itself | Q(**{f"{to}id__in": members}) | Q(**{f"{to}administration_id__in": members})
        case OfficeKind.ADMINISTRATION:
            return itself | Q(**{f"{to}administration_id": office.pk})
        case _:
            return itself | Q(**{f"{to}id__in": RawSQL(POSTS_UNDER, [office.pk])})  # noqa: S611 - one fixed query
