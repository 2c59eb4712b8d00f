"""Taking lists of people out of the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import acts, authority
from accounts.permissions import Permission
from audit.acts import act, record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accounts.models import Officer


@act
def export_officers(*, by: Officer, count: int, filters: Mapping[str, str]) -> None:
    """Leave word that `by` takes out a list of so many officers, and by which filters it was narrowed.

    Raises Refused for whoever may see people nowhere.
    """
    posting = authority.posting_granting(by, Permission.OFFICER_VIEW)
    record(
        acts.OFFICERS_EXPORTED,
        by=by,
        subject=by,
        office_code=posting.office.code,
        recipients=[authority.recipient(by, posting)],
        details={"count": count, "filters": dict(filters)},
        **authority.mandate(posting),
    )
