"""Reading the record of what was done, for those who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.choices import OfficeKind
from accounts.permissions import Permission
from accounts.querysets.reach import EVERYWHERE, reach
from audit.choices import Operation
from audit.models import Act

if TYPE_CHECKING:
    from accounts.models import Officer

ACCOUNT_SUBJECTS = ("accounts.officer", "accounts.posting", "accounts.invitation")


def acts_visible_to(officer: Officer) -> QuerySet[Act]:
    """What the officer may read of the record.

    Everybody: what they did and what was done with their own account. Who looks after accounts:
    what was done with accounts at their offices. Who may view acts (the auditor): all acts that
    concern their offices, and at the top also those that concern no office. Who looked at what is
    for the auditor, and for whoever looked. Blocked officers: nothing.
    """
    if not officer.is_active:
        return Act.objects.none()
    own = Q(subject_kind=officer._meta.label_lower, subject_id=str(officer.pk))
    accounts = Q(subject_kind__in=ACCOUNT_SUBJECTS) & concerning(officer, Permission.OFFICER_INVITE)
    done_with_accounts = (own | accounts) & ~Q(operation=Operation.CONSULTATION)
    return Act.objects.filter(Q(by_id=officer.pk) | done_with_accounts | concerning(officer, Permission.ACT_VIEW))


def concerning(officer: Officer, permission: Permission) -> Q:
    """The condition that an act concerns an office at which the officer has that permission."""
    if officer.postings.granting(permission).filter(office__kind=OfficeKind.WCO).exists():
        return EVERYWHERE
    offices = apps.get_model("accounts", "Office").objects.filter(reach(officer, permission))
    return Q(office_code__in=offices.values("code"))
