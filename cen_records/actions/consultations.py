"""Looking at names: it changes nothing and is on record all the same, once an hour for the same look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import authority
from accounts.permissions import Permission
from audit.acts import act, record, seen_lately
from cen_records import acts

if TYPE_CHECKING:
    from accounts.models import Officer
    from cen_records.models import Case, Draft


@act
def look_at_names(*, by: Officer, case: Case | Draft) -> None:
    """Leave word that somebody read the names in a record, or in a draft of one. Raises Refused."""
    posting = authority.require(by, Permission.NOMINAL_VIEW, case.office)
    if seen_lately(acts.NAMES_SEEN, by=by, subject=case):
        return
    record(acts.NAMES_SEEN, by=by, subject=case, office_code=case.office.code, **authority.mandate(posting))
