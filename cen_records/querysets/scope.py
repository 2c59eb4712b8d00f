"""Which records an officer may see, by the columns that stand on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts.choices import OfficeKind
from accounts.models import RiloMembership
from accounts.querysets.reach import NOWHERE, POSTS_UNDER

if TYPE_CHECKING:
    from accounts.models import Office, Officer
    from accounts.permissions import Permission


def national_reach(officer: Officer, permission: Permission) -> Q:
    """The records of the administrations and posts at which the officer has a permission.

    Never wider than an administration: a posting above the national level reaches no national record.
    Fails closed: without a fitting posting, none.
    """
    condition = NOWHERE
    for posting in officer.postings.granting(permission).select_related("office"):
        office = posting.office
        if office.kind == OfficeKind.ADMINISTRATION:
            condition |= Q(administration_id=office.pk)
        elif office.kind == OfficeKind.POST:
            posts = RawSQL(POSTS_UNDER, [office.pk])  # noqa: S611 - one fixed query
            condition |= Q(office_id=office.pk) | Q(office_id__in=posts)
    return condition


def regional_reach(officer: Officer, permission: Permission) -> Q:
    """The released records of the administrations that share a RILO today with where the officer has a permission."""
    condition = NOWHERE
    for posting in officer.postings.granting(permission).select_related("office"):
        condition |= Q(administration_id__in=_members_around(posting.office))
    return condition


def _members_around(office: Office) -> list[int]:
    """The administrations whose released records are read at an office: of its own RILOs, or of the RILO itself."""
    today = RiloMembership.objects.holding(timezone.localdate())
    if office.kind == OfficeKind.RILO:
        return list(today.filter(rilo=office).values_list("administration_id", flat=True))
    if office.kind == OfficeKind.ADMINISTRATION:
        rilos = today.filter(administration=office).values("rilo_id")
        return [office.pk, *today.filter(rilo__in=rilos).values_list("administration_id", flat=True)]
    return []
