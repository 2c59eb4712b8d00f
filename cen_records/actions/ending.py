"""A record leaves its way: rejected, withdrawn, or told by another one already."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from accounts.actions.conditions import reason_given
from audit.acts import act, already_done
from audit.rules.canonical import canonical
from cen_records import acts
from cen_records.actions import refusals
from cen_records.actions.abroad import notify
from cen_records.actions.steps import allowed, leave, locked, released_of, tell
from cen_records.choices import NoticeKind, Space, Status
from cen_records.models import Case, Release
from cen_records.reports.projection.coarsening import OFF_THE_WAY
from cen_records.reports.receivers import former_receivers
from cen_records.rules.workflow import Move

if TYPE_CHECKING:
    from accounts.models import Office, Officer
    from cen_records.actions.steps import Taken


@act
def reject_case(*, by: Officer, case: Case, version: int, reason: str) -> Case:
    """Say that this is no record to keep on its way. Only before it was ever released.

    Raises Refused, ReasonOwed, WrongStep, AnotherVersion, FourEyes.
    """
    given = reason_given(reason)
    current = locked(case)
    if _is_done(current, Status.REJECTED, by, version):
        return current
    taken = allowed(current, Move.REJECT, by, version=version)
    leave(taken, reason=given)
    tell(acts.REJECTED, taken, reason=given)
    return current


@act
def withdraw_case(*, by: Officer, case: Case, version: int, reason: str) -> Case:
    """Take the record back: who entered it before it is checked, the contact point at any step.

    What had been released is withdrawn with it, and who had received it is told that, not why. Raises Refused,
    ReasonOwed, WrongStep, AnotherVersion, NotYourRecord.
    """
    given = reason_given(reason)
    current = locked(case)
    if _is_done(current, Status.WITHDRAWN, by, version):
        return current
    taken = allowed(current, Move.WITHDRAW, by, version=version)
    told = _withdraw_abroad(taken)
    leave(taken, reason=given)
    tell(acts.WITHDRAWN, taken, reason=given, recipients=told)
    return current


@act
def mark_duplicate(*, by: Officer, case: Case, version: int, of: Case, reason: str) -> Case:
    """Say that another record of the administration tells of the same case. It can be undone.

    Raises Refused, ReasonOwed, WrongStep, AnotherVersion, DuplicateOfItself, DuplicateElsewhere, HasDuplicates.
    """
    given = reason_given(reason)
    if of.pk == case.pk:
        raise refusals.DuplicateOfItself
    # Always in the same order, so that two people marking each record as a duplicate of the other do not wait forever.
    both = {pk: locked(Case(pk=pk)) for pk in sorted((case.pk, of.pk))}
    current, other = both[case.pk], both[of.pk]
    if current.merged_into_id == other.pk and _is_done(current, Status.DUPLICATE, by, version):
        return current
    taken = allowed(current, Move.MARK_DUPLICATE, by, version=version)
    _refuse_pair(by, current, other)
    told = _withdraw_abroad(taken)
    leave(taken, reason=given, merged_into=other)
    tell(acts.MARKED_DUPLICATE, taken, reason=given, recipients=told, of=other.reference)
    return current


@act
def unmark_duplicate(*, by: Officer, case: Case, version: int, reason: str) -> Case:
    """Say that it was no duplicate: a new version that is checked, and released, like any other.

    Raises Refused, ReasonOwed, WrongStep, AnotherVersion.
    """
    given = reason_given(reason)
    current = locked(case)
    if current.status == Status.SUBMITTED and _is_done(current, Status.SUBMITTED, by, version + 1):
        return current
    taken = allowed(current, Move.UNMARK_DUPLICATE, by, version=version)
    leave(
        taken, reason=given, merged_into=None, version=current.version + 1, checked_by=None, checked_at=None,
    )  # fmt: skip
    tell(acts.UNMARKED_DUPLICATE, taken, reason=given)
    return current


def _is_done(case: Case, status: Status, by: Officer, version: int) -> bool:
    """The same form sent twice."""
    last = case.steps.order_by("-id").first()
    done = case.status == status and case.version == version and last is not None and last.by_id == by.pk
    if done:
        already_done()
    return done


def _refuse_pair(by: Officer, case: Case, other: Case) -> None:
    """Raises unless `other` may stand for `case`: visible, of the same administration and space, and standing."""
    seen = Case.objects.visible_to(by, space=Space(case.space)).filter(pk=other.pk)
    fits = other.administration_id == case.administration_id and other.status not in OFF_THE_WAY
    if not fits or not seen.exists():
        raise refusals.DuplicateElsewhere
    if case.merged.exists():
        raise refusals.HasDuplicates


def _withdraw_abroad(taken: Taken) -> list[Office]:
    """Withdraw what is abroad and tell who had received it; they are returned. Nothing abroad: nobody."""
    case = taken.case
    released = released_of(case)
    if released is None:
        return []
    told = former_receivers(case)
    content = {"id": str(case.pk), "reference": released.reference, "version": released.version, "withdrawn": True}
    Release.objects.create(
        case=case, version=released.version, by=taken.by, recipients=[office.code for office in told], content=content,
        content_sha256=hashlib.sha256(canonical(content)).hexdigest(), withdraws=True,
    )  # fmt: skip
    released.is_withdrawn, released.status, released.due_at = True, Status.WITHDRAWN, None
    released.save(update_fields=["is_withdrawn", "status", "due_at"])
    notify(released, told, NoticeKind.WITHDRAWN)
    return told
