"""How long the files of runs are kept. Rows stay for good; that a file was removed is an act of whoever calls this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Now

from audit.actions.runs import files
from audit.models import Run

if TYPE_CHECKING:
    from uuid import UUID


@transaction.atomic
def remove_file(run_id: UUID) -> Run | None:
    """Remove the file of a run that has been kept long enough; None where somebody else has done it.

    Files first: what fails after this leaves a row whose file is gone, and the next night finds that row again.
    """
    run = Run.objects.with_old_file().select_for_update().filter(pk=run_id).first()
    if run is None:
        return None
    files.remove_others(run.pk)
    run.file_removed_at = Now()
    run.save(update_fields=["file_removed_at"])
    run.refresh_from_db()
    return run
