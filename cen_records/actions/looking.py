"""Looking at a record changes nothing and is on record all the same; at names, as a look of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import authority
from accounts.permissions import Permission
from audit.acts import act, record, seen_lately
from cen_records import acts

if TYPE_CHECKING:
    from accounts.models import Officer
    from cen_records.models import Case, ReleasedCase


@act
def look_at_record(*, by: Officer, case: Case, names: bool) -> None:
    """Leave word that somebody reads a national record. `names`: and who the people in it are. Raises Refused."""
    kind = acts.NAMES_SEEN if names else acts.RECORD_SEEN
    if seen_lately(kind, by=by, subject=case):
        return
    posting = authority.require(by, Permission.RECORD_VIEW, case.office)
    record(kind, by=by, subject=case, office_code=case.office.code, **authority.mandate(posting))


@act
def look_at_released(*, by: Officer, case: ReleasedCase) -> None:
    """Leave word that somebody reads what a country has released. Raises Refused."""
    if seen_lately(acts.RELEASED_SEEN, by=by, subject=case):
        return
    posting = authority.posting_granting(by, Permission.RELEASED_VIEW)
    record(acts.RELEASED_SEEN, by=by, subject=case, office_code=case.office.code, **authority.mandate(posting))
