"""What became of a record after it was first submitted: who did what, and which fields changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst

from accounts.reports.history import labels_for
from accounts.roles import ROLES
from audit.history import versions_of
from audit.models import Act
from audit.presenters import sentence
from audit.reports.history import entries
from cen_records.reports.shapes import TABLES
from cen_records.rules.fields import FIELDS, LISTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import Officer
    from audit.models import Version
    from audit.reports.history import Entry, RowChange
    from cen_records.models import Case

AT_MOST = 30


@dataclass(frozen=True)
class Moment:
    """One moment of a record's life, ready to be shown."""

    at: datetime
    what: str
    who: str
    role: str
    reason: str
    rows: list[RowChange]


def moments_of(case: Case, reader: Officer) -> list[Moment]:
    """The last thirty, the newest first. How the record was first written is its page, and not told again."""
    acts = Act.objects.of(case).changes()[:AT_MOST]
    versions = _versions(case)
    first = next((one.pgh_context_id for one in reversed(versions) if one.pgh_label == "insert"), None)
    later = [one for one in versions if one.pgh_context_id != first]
    told = [_told(entry) for entry in entries(acts, later, labels_for(reader))]
    return [moment for moment in told if moment.what or moment.rows][:AT_MOST]


def _versions(case: Case) -> list[Version]:
    """The versions of the case, and, if it was ever changed, those of its parts."""
    found: list[Version] = versions_of(type(case)).of(case).with_previous()
    if case.version > 1:
        for part in LISTS:
            found += versions_of(TABLES[part]).filter(case_id=case.pk).order_by("-pgh_id").with_previous()
    return found


def _told(entry: Entry) -> Moment:
    act = entry.act
    said: Mapping[str, Any] = entry.rows[0].version.said if entry.rows else {}
    role = ROLES.get(act.role_code if act else said.get("role", ""))
    return Moment(
        at=entry.at,
        what=sentence(act) if act else "",
        who=act.by_name if act else said.get("by_name", ""),
        role=str(role.name) if role else "",
        reason=act.reason if act else "",
        rows=[row for row in map(_of_the_record, entry.rows) if row.fields or row.label != "update"],
    )


def _of_the_record(row: RowChange) -> RowChange:
    """Only what the record says: keys, numbers and clocks of the house are no news to its reader."""
    model = row.version.pgh_tracked_model
    part = next(name for name, table in TABLES.items() if table is model)
    spoken = {str(capfirst(model._meta.get_field(one.name).verbose_name)) for one in FIELDS[part]}  # type: ignore[union-attr]
    return replace(row, fields=[change for change in row.fields if change.name in spoken])
