"""What every step of a record has in common: the lock, the table of ways, the step that is left behind, the clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts import authority
from accounts.permissions import Permission, Refused
from audit.acts import record
from cen_records.actions import refusals
from cen_records.authority import Obstacle, Standing
from cen_records.models import Case, ReleasedCase, Step
from cen_records.reports.receivers import rilos_of
from cen_records.rules.workflow import WAITS_FOR, WAYS, Clock, Move, due_at, level_after

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from accounts.models import Office, Officer, Posting
    from audit.kinds import Kind
    from cen_records.rules.workflow import Way


@dataclass
class Taken:
    """A record that is being taken a step further: locked, and allowed by this posting."""

    case: Case
    way: Way
    by: Officer
    allowed_by: Posting
    at: datetime = field(default_factory=timezone.now)


def locked(case: Case) -> Case:
    """The record as it stands now, kept from others until the transaction ends."""
    chosen = Case.objects.select_for_update(of=("self",)).select_related("office", "administration")
    return chosen.get(pk=case.pk)


def released_of(case: Case) -> ReleasedCase | None:
    """What is abroad of a record, locked; None: nothing, or it was withdrawn."""
    chosen = ReleasedCase.objects.select_for_update(of=("self",))
    return chosen.filter(pk=case.pk, is_withdrawn=False).first()


def allowed(case: Case, move: Move, by: Officer, *, version: int) -> Taken:
    """The step, if the record stands where it begins and the officer may take it. The record is locked.

    `version` is the one that the officer has read. Raises Refused, WrongStep, AnotherVersion, FourEyes,
    NotYourRecord.
    """
    standing = Standing(by, case)
    found = standing.way(move)
    if isinstance(found, Obstacle):
        raise refusal_of(found, move)
    if version != case.version:
        raise refusals.AnotherVersion
    way, _posting = found
    # Asked again in the way that leaves word of it with each version of the rows.
    return Taken(case, way, by, authority.require(by, Permission(way.permission), case.office))


def refusal_of(obstacle: Obstacle, move: Move) -> Exception:
    """What is in the way, in words for whoever tries."""
    match obstacle:
        case Obstacle.WRONG_STEP:
            return refusals.WrongStep()
        case Obstacle.FOUR_EYES:
            return refusals.FourEyes()
        case Obstacle.NOT_OWN:
            return refusals.NotYourRecord()
        case Obstacle.NOT_ALLOWED:
            return Refused(next(Permission(way.permission) for way in WAYS if way.move == move))


def leave(taken: Taken, *, reason: str = "", to: str = "", **changed: Any) -> Step:
    """Write the step: status, level, the clock of the next one, and the line that tells of it."""
    case, status = taken.case, to or taken.way.to
    step = Step(
        case=case, from_status=case.status, to_status=status, version=case.version, by=taken.by, by_name=str(taken.by),
        office=taken.allowed_by.office, due_at=case.due_at, reason=reason,
    )  # fmt: skip
    case.status, case.level = status, level_after(case.level, status)
    case.due_at = due_at(status, taken.at, clock_of(case, status))
    for name, value in changed.items():
        setattr(case, name, value)
    step.version = case.version
    case.save(update_fields=["status", "level", "due_at", *changed])
    step.save()
    return step


def clock_of(case: Case, status: str) -> ZoneInfo:
    """Where the clocks hang that count for the next step: at the post, the administration, or the RILO."""
    office: Office = case.administration
    waits_for = WAITS_FOR.get(status)
    if waits_for in (Clock.UNIT, Clock.AUTHOR):
        office = case.office
    elif waits_for == Clock.RILO:
        office = next(iter(rilos_of(case.administration)), office)
    return ZoneInfo(office.time_zone)


def tell(
    kind: Kind, taken: Taken, *, subject: Case | ReleasedCase | None = None, reason: str = "",
    recipients: Iterable[Office] = (), **details: Any,
) -> None:  # fmt: skip
    """The entry in the record of acts."""
    record(
        kind,
        by=taken.by,
        subject=subject or taken.case,
        office_code=taken.case.office.code,
        reason=reason,
        recipients=[office.code for office in recipients],
        details={"version": taken.case.version, **details},
        **authority.mandate(taken.allowed_by),
    )
