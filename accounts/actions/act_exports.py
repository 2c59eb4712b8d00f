"""Taking the record of acts out of the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import authority
from accounts.permissions import Permission, Refused
from audit.acts import act, record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accounts.models import Officer


@act
def export_acts(*, by: Officer, count: int, filters: Mapping[str, str]) -> None:
    """Leave word that `by` takes out so many acts, and by which filters they were narrowed.

    Raises Refused for whoever may view acts nowhere.
    """
    if not authority.has_anywhere(by, Permission.ACT_VIEW):
        raise Refused(Permission.ACT_VIEW)
    record("acts.exported", by=by, subject=by, details={"count": count, "filters": dict(filters)})
