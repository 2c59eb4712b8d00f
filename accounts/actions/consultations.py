"""Looking at what is written about people: it changes nothing and is on record all the same.

The same look by the same person is one entry an hour (see `audit.acts.seen_lately`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import acts, authority
from accounts.permissions import Permission
from audit.acts import act, already_done, record, seen_lately

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accounts.models import Officer


@act
def look_at_particulars(*, by: Officer, officer: Officer) -> None:
    """Leave word that somebody who may see this colleague does; one's own particulars are nobody else's business.

    Raises Refused for whoever may see people nowhere.
    """
    if by.pk == officer.pk:
        already_done()
        return
    if seen_lately(acts.PARTICULARS_SEEN, by=by, subject=officer):
        return
    posting = authority.posting_to_see(by, officer)
    record(
        acts.PARTICULARS_SEEN,
        by=by,
        subject=officer,
        office_code=authority.office_code_of(officer),
        **authority.mandate(posting),
    )


@act
def fetch_officers(*, by: Officer, filters: Mapping[str, str]) -> None:
    """Leave word that a program takes out officers, and narrowed by what. Raises Refused."""
    details = {"filters": dict(filters)}
    if seen_lately(acts.OFFICERS_FETCHED, by=by, subject=by, details=details):
        return
    posting = authority.posting_granting(by, Permission.OFFICER_VIEW)
    record(
        acts.OFFICERS_FETCHED,
        by=by,
        subject=by,
        office_code=posting.office.code,
        details=details,
        **authority.mandate(posting),
    )


@act
def search_acts(*, by: Officer, filters: Mapping[str, str]) -> None:
    """Leave word that an auditor reads the record of acts, and narrowed by what. Raises Refused."""
    details = {"filters": dict(filters)}
    if seen_lately(acts.ACTS_SEARCHED, by=by, subject=by, details=details):
        return
    posting = authority.posting_granting(by, Permission.ACT_VIEW)
    record(
        acts.ACTS_SEARCHED,
        by=by,
        subject=by,
        office_code=posting.office.code,
        details=details,
        **authority.mandate(posting),
    )
