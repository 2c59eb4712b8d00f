"""Asks the policy: may this officer do this at that office, to that colleague, and by which posting?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict

from accounts.choices import OfficeKind
from accounts.models import Office, Posting
from accounts.permissions import Permission, Refused
from accounts.querysets.reach import under
from accounts.roles import ROLES, Role
from audit.changes import by_virtue_of

if TYPE_CHECKING:
    from accounts.models import Officer


class Mandate(TypedDict):
    """By virtue of which posting something was done, as the record of acts keeps it."""

    role_code: str
    by_office_code: str


NO_MANDATE = Mandate(role_code="", by_office_code="")  # what people do with their own account needs none


def mandate(posting: Posting) -> Mandate:
    """What `record` is told of the posting that allowed an act."""
    return Mandate(role_code=posting.role_code, by_office_code=posting.office.code)


def recipient(officer: Officer, posting: Posting | None) -> str:
    """Whom the record of acts names when something goes to an officer, by virtue of a posting or as a person."""
    return f"{officer}, {posting.office.code}" if posting else str(officer)


def posting_to_see(officer: Officer, colleague: Officer) -> Posting:
    """By virtue of what an officer sees a colleague: best a posting above where the colleague works. Raises Refused."""
    places = [posting.office for posting in held_postings(colleague)]
    found = (posting_that_allows(officer, Permission.OFFICER_VIEW, office) for office in places)
    return next(filter(None, found), None) or posting_granting(officer, Permission.OFFICER_VIEW)


def posting_granting(officer: Officer, permission: Permission) -> Posting:
    """A posting that gives the permission at whatever office. Raises Refused."""
    return _found(officer.postings.granting(permission).select_related("office").first(), permission)


def _postings_that_allow(officer: Officer, permission: Permission, office: Office) -> Iterable[Posting]:
    """The officer's current postings that grant the permission and reach the office, the latest first."""
    for posting in officer.postings.granting(permission).select_related("office"):
        if Office.objects.filter(under(posting.office), pk=office.pk).exists():
            yield posting


def posting_that_allows(officer: Officer, permission: Permission, office: Office) -> Posting | None:
    """The current posting by which the officer has the permission at the office; None if there is none."""
    return next(iter(_postings_that_allow(officer, permission, office)), None)


def require(officer: Officer, permission: Permission, office: Office) -> Posting:
    """The posting that allows it. Raises Refused, which a page answers with 403."""
    return _found(posting_that_allows(officer, permission, office), permission)


def has_anywhere(officer: Officer, permission: Permission) -> bool:
    """Whether any current posting grants the permission, at whatever office."""
    return officer.postings.granting(permission).exists()


def roles_grantable(officer: Officer, permission: Permission, office: Office) -> list[type[Role]]:
    """The roles that the officer may give to somebody at the office, in the order of the policy."""
    grantable = {code for posting in _postings_that_allow(officer, permission, office) for code in posting.role.grants}
    return [role for code, role in ROLES.items() if code in grantable and office.kind in role.held_at]


def require_grant(officer: Officer, permission: Permission, role_code: str, office: Office) -> Posting:
    """The posting that allows it and whose role may also give `role_code`: nobody grants above. Raises Refused."""
    return _found(_posting_that_grants(officer, permission, role_code, office), permission)


def may_over(officer: Officer, permission: Permission, subject: Officer, *, every: bool) -> bool:
    """Whether `require_over` would let the officer."""
    return _posting_over(officer, permission, subject, every=every) is not None


def require_over(officer: Officer, permission: Permission, subject: Officer, *, every: bool) -> Posting:
    """The posting that gives the officer power over a colleague's account. Raises Refused.

    It comes from being able to grant what the colleague holds. To take away (`every=False`) one of
    the colleague's postings is enough; whoever could take the account over (`every=True`) must be
    able to grant each of them, or a national office could climb to a regional one.
    """
    return _found(_posting_over(officer, permission, subject, every=every), permission)


def held_postings(officer: Officer) -> list[Posting]:
    """What an officer holds or will hold, the latest first; if nothing, the one held last."""
    postings = officer.postings.filter(withdrawn_at__isnull=True).select_related("office")
    return list(postings.running()) or list(postings[:1])


def office_of(officer: Officer) -> Office | None:
    """The office that an officer's account is filed under; none for an officer who never had a posting."""
    return next((posting.office for posting in held_postings(officer)), None)


def office_code_of(officer: Officer) -> str:
    """The code of that office; empty for an officer who never had a posting."""
    office = office_of(officer)
    return office.code if office else ""


def _posting_over(officer: Officer, permission: Permission, subject: Officer, *, every: bool) -> Posting | None:
    held = held_postings(subject)
    if not held:
        return _posting_at_the_top(officer, permission)
    found = [_posting_that_grants(officer, permission, posting.role_code, posting.office) for posting in held]
    if every and None in found:
        return None
    return next((posting for posting in found if posting is not None), None)


def _posting_at_the_top(officer: Officer, permission: Permission) -> Posting | None:
    """Who never had a posting is looked after from the top of the tree."""
    postings = officer.postings.granting(permission).select_related("office")
    return postings.filter(office__kind=OfficeKind.WCO).first()


def _posting_that_grants(officer: Officer, permission: Permission, role_code: str, office: Office) -> Posting | None:
    allowing = _postings_that_allow(officer, permission, office)
    return next((posting for posting in allowing if role_code in posting.role.grants), None)


def _found(posting: Posting | None, permission: Permission) -> Posting:
    if posting is None:
        raise Refused(permission)
    by_virtue_of(role_code=posting.role_code, office_code=posting.office.code)
    return posting
