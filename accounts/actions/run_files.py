"""Files of background runs that have been kept long enough are removed; the runs stay, and say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from accounts import acts
from audit.actions import runs
from audit.acts import act, already_done, record
from audit.models import Run

if TYPE_CHECKING:
    from uuid import UUID

REMOVED = gettext_noop("Files removed: %(number)s.")


def remove_old_files() -> runs.Result:
    """Each night: every file whose time is over. Each is an act of its own, and a second round finds it done."""
    old = list(Run.objects.with_old_file().order_by("finished_at").values_list("pk", flat=True))
    return runs.Result(REMOVED, {"number": sum(remove_old_file(run_id=pk) for pk in old)})


@act
def remove_old_file(*, run_id: UUID) -> bool:
    """Remove one file if its time is over. The system acts, nobody else."""
    run = runs.remove_file(run_id)
    if run is None:
        already_done()
        return False
    record(
        acts.RUN_FILE_REMOVED,
        by=None,
        subject=run,
        office_code=run.office_code,
        details={"kind": run.kind, "file": run.file_name, "sha256": run.file_sha256},
    )
    return True
