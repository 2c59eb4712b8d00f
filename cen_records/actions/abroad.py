"""Writing the tables that the RILO and other countries read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cen_records.choices import NoticeKind, Status
from cen_records.models import ReleasedCase, ReleaseNotice
from cen_records.reports.projection.tables import PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.db.models import Model

    from accounts.models import Office
    from cen_records.reports.projection import Projection


def put_abroad(projection: Projection, *, at: datetime, due_at: datetime | None) -> ReleasedCase:
    """Make the released rows what the projection says. Rows keep their identity; the database keeps what they were."""
    standing = {
        "released_at": at, "validated_at": None, "is_withdrawn": False, "status": Status.RELEASED, "due_at": due_at,
    }  # fmt: skip
    (columns,) = projection.rows["case"]
    case: ReleasedCase = _write(ReleasedCase, {**columns, **standing})
    for pair in PAIRS[1:]:
        _make_equal(pair.released, case, projection.rows[pair.part])
    return case


def notify(released: ReleasedCase, offices: Iterable[Office], kind: NoticeKind) -> None:
    """Tell offices on their Desk that a record which they had received is no longer what it was."""
    ReleaseNotice.objects.bulk_create(
        ReleaseNotice(released=released, office=office, kind=kind, version=released.version) for office in offices
    )


def _make_equal(model: type[Model], case: ReleasedCase, rows: Iterable[Mapping[str, Any]]) -> None:
    wanted = {row["id"]: row for row in rows}
    of_case = model._default_manager.filter(case=case)
    of_case.exclude(pk__in=wanted).delete()
    for row in wanted.values():
        _write(model, {**row, "case_id": case.pk})


def _write(model: type[Any], columns: Mapping[str, Any]) -> Any:
    row = model(**columns)
    exists = model._default_manager.select_for_update().filter(pk=columns["id"]).exists()
    names = [name for name in columns if name != "id"]
    if exists:
        row.save(force_update=True, update_fields=names)
    else:
        row.save(force_insert=True)
    return row
