"""What officers do with background runs: rehearse, stop, try again, take what came of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts import acts, authority
from accounts.actions.errors import NotDone
from accounts.permissions import Permission, Refused
from accounts.querysets.runs import runs_visible_to
from audit.actions import runs
from audit.acts import act, already_done, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from accounts.models import Officer, Posting
    from audit.choices import RunQueue
    from audit.kinds import Kind
    from audit.models import Run


class RunOver(NotDone):
    """It ended before it could be stopped."""

    sentence = _("This run is already over.")


class RunNotOver(NotDone):
    """It is under way, or was done."""

    sentence = _("Only a run that failed or was stopped can be tried again.")


@act
def start_rehearsal(*, by: Officer, run_id: UUID, queue: RunQueue, steps: int, seconds: float, trouble: str) -> Run:
    """Have something counted in the background, to see the machinery work. The same id twice is one. Raises Refused."""
    posting = by.postings.granting(Permission.RUN_VIEW).select_related("office").first()
    if posting is None:
        raise Refused(Permission.RUN_VIEW)
    run = runs.start_run(
        by=by,
        kind="audit.rehearse",
        parameters={"steps": steps, "seconds": seconds, "trouble": trouble},
        office_code=posting.office.code,
        key=f"rehearsal {run_id}",
        queue=queue,
    )
    if run.was_there:
        already_done()
    else:
        _record(acts.RUN_STARTED, run, by=by, posting=posting)
    return run


@act
def cancel_run(*, by: Officer, run: Run) -> Run:
    """Stop a run: one's own, or at an office where one looks after runs. Raises Refused, RunOver."""
    posting = _allowed(by, run)
    try:
        stopped = runs.cancel_run(run)
    except runs.NotOpen:
        raise RunOver from None
    _record(acts.RUN_CANCELLED, stopped, by=by, posting=posting)
    return stopped


@act
def retry_run(*, by: Officer, run: Run) -> Run:
    """Put a failed or stopped run back into its queue. Raises Refused, RunNotOver."""
    posting = _allowed(by, run)
    try:
        waiting = runs.retry_run(run)
    except runs.NotOver:
        raise RunNotOver from None
    _record(acts.RUN_RETRIED, waiting, by=by, posting=posting)
    return waiting


@act
def take_result(*, by: Officer, run: Run) -> None:
    """Leave word that somebody takes out the file of a run. Raises Refused."""
    posting = _allowed(by, run)
    if not may_take_result(by, run):
        raise Refused(Permission.RUN_VIEW)
    _record(
        acts.RUN_RESULT_TAKEN,
        run,
        by=by,
        posting=posting,
        recipients=[authority.recipient(by, posting)],
        details={"file": run.file_name, "sha256": run.file_sha256},
    )


def may_take_result(officer: Officer, run: Run) -> bool:
    """Whether the file is for this officer, who sees the run: a confidential one is for whoever asked for it."""
    if run.by_id == officer.pk:
        return True
    try:
        return not runs.find_kind(run.kind).confidential
    except runs.UnknownKind:
        return False


def _allowed(officer: Officer, run: Run) -> Posting | None:
    """The posting that allows it; None for one's own run. Raises Refused."""
    if not runs_visible_to(officer).filter(pk=run.pk).exists():
        raise Refused(Permission.RUN_VIEW)
    if run.by_id == officer.pk:
        return None
    return officer.postings.granting(Permission.RUN_VIEW).select_related("office").first()


def _record(
    kind: Kind,
    run: Run,
    *,
    by: Officer,
    posting: Posting | None,
    recipients: Sequence[str] = (),
    details: Mapping[str, str] | None = None,
) -> None:
    record(
        kind,
        by=by,
        subject=run,
        office_code=run.office_code,
        recipients=recipients,
        details={"kind": run.kind, **(details or {})},
        **(authority.mandate(posting) if posting else authority.NO_MANDATE),
    )
