"""The contact point releases a record: what was read in the preview leaves, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.acts import act, already_done
from cen_records import acts
from cen_records.actions import refusals
from cen_records.actions.abroad import notify, put_abroad
from cen_records.actions.steps import allowed, leave, locked, tell
from cen_records.authority import is_out
from cen_records.choices import NoticeKind, RemarkKind, Status
from cen_records.models import Release, ReleasedCase, Remark
from cen_records.reports.projection import project
from cen_records.reports.receivers import former_receivers, receivers_of
from cen_records.rules.workflow import Move

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from accounts.models import Office, Officer
    from cen_records.actions.steps import Taken
    from cen_records.models import Case
    from cen_records.reports.projection import Projection


@act
def release_case(
    *, by: Officer, case: Case, version: int, expected_sha256: str, masked: Collection[str] = ()
) -> ReleasedCase:
    """Let the projection of the record leave, for the RILOs of the administration and their other members.

    `expected_sha256` is the hash of what was read in the preview, `masked` the fields whose marked words are left
    out. A record that was released before replaces what left then, and who had received that is told. Raises
    Refused, WrongStep, AnotherVersion, FourEyes, WordsToMask, PreviewStale, NobodyReceives.
    """
    current = locked(case)
    if _is_done(current, by, version, expected_sha256):
        already_done()
        return ReleasedCase.objects.get(pk=current.pk)
    taken = allowed(current, Move.RELEASE, by, version=version)
    projection = project(current, masked=masked)
    if projection.held:
        raise refusals.WordsToMask(projection.held)
    if projection.sha256 != expected_sha256:
        raise refusals.PreviewStale
    receivers = receivers_of(current.administration)
    if not receivers:
        raise refusals.NobodyReceives
    return _let_go(taken, projection, receivers)


def _let_go(taken: Taken, projection: Projection, receivers: list[Office]) -> ReleasedCase:
    case = taken.case
    had_it = former_receivers(case) if is_out(case) else []
    Release.objects.create(
        case=case, version=case.version, by=taken.by, recipients=[office.code for office in receivers],
        content=projection.content, content_sha256=projection.sha256, coarsened=list(projection.coarsened),
    )  # fmt: skip
    leave(taken, released_by=taken.by, released_at=taken.at, validated_at=None)
    released = put_abroad(projection, at=taken.at, due_at=case.due_at)
    if had_it:
        notify(released, had_it, NoticeKind.CORRECTED)
        _settle_questions(case, taken.at)
    tell(
        acts.RELEASED, taken, recipients=receivers, sha256=projection.sha256, coarsened=len(projection.coarsened),
        corrects=bool(had_it),
    )  # fmt: skip
    return released


def _settle_questions(case: Case, at: datetime) -> None:
    """What the RILO asked is answered by the correction."""
    Remark.objects.filter(case=case, kind=RemarkKind.QUERY, settled_at=None).update(settled_at=at)


def _is_done(case: Case, by: Officer, version: int, sha256: str) -> bool:
    """The same form sent twice."""
    if case.status != Status.RELEASED or case.released_by_id != by.pk or case.version != version:
        return False
    return case.releases.filter(version=version, content_sha256=sha256, withdraws=False).exists()
