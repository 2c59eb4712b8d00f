"""Asks the policy: may this officer do this at that office, and by which posting?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Office, Posting
from accounts.permissions import Permission, Refused
from accounts.querysets.reach import under
from accounts.roles import roles_that_may

if TYPE_CHECKING:
    from accounts.models import Officer


def posting_that_allows(officer: Officer, permission: Permission, office: Office) -> Posting | None:
    """The current posting by which the officer has the permission at the office; None if there is none."""
    if not officer.is_active:
        return None
    postings = officer.postings.current().filter(role_code__in=roles_that_may(permission)).select_related("office")
    for posting in postings:
        if Office.objects.filter(under(posting.office), pk=office.pk).exists():
            return posting
    return None


def require(officer: Officer, permission: Permission, office: Office) -> Posting:
    """The posting that allows it. Raises Refused, which a page answers with 403."""
    posting = posting_that_allows(officer, permission, office)
    if posting is None:
        raise Refused(permission)
    return posting


def has_anywhere(officer: Officer, permission: Permission) -> bool:
    """Whether any current posting grants the permission, at whatever office."""
    return officer.is_active and officer.postings.current().filter(role_code__in=roles_that_may(permission)).exists()
