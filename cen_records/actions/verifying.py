"""The RILO asks about a released record, the contact point answers, the RILO validates.

The released row says where the record stands for the RILO. The national one follows it, unless a correction is
already on its way at home: of that the RILO knows nothing until it is released.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts import authority
from accounts.actions.conditions import reason_given
from accounts.permissions import Permission
from audit.acts import act, already_done
from cen_records import acts
from cen_records.actions import refusals
from cen_records.actions.steps import Taken, clock_of, leave, locked, released_of, tell
from cen_records.choices import RemarkKind, Status
from cen_records.models import Case, ReleasedCase, Remark
from cen_records.reports.projection.screening import known_of, marked
from cen_records.reports.receivers import rilos_of
from cen_records.rules.field_paths import field_at
from cen_records.rules.fields import Reach
from cen_records.rules.own_names import masked as without
from cen_records.rules.workflow import ABROAD, Move, due_at, ways

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import Officer, Posting
    from cen_records.rules.workflow import Way


@dataclass
class Abroad:
    """A released record that is taken a step further, with the national one behind it; both locked."""

    released: ReleasedCase
    case: Case
    way: Way
    by: Officer
    allowed_by: Posting


@act
def query_case(*, by: Officer, released: ReleasedCase, remark_id: UUID, words: str, path: str = "") -> Remark:
    """Ask the contact point about the record, or about one field of what was released.

    `remark_id` is made by the form: sent twice, it is one question. Raises Refused, WrongStep, UnknownField,
    WordsOwed, FormUsedBefore.
    """
    case = _case_behind(released)
    allowed_by = authority.require(by, Permission.RELEASED_VERIFY, case.administration)
    if earlier := Remark.objects.filter(pk=remark_id).first():
        return _same(earlier, case=case, by=by)
    step = _allowed(case, Move.QUERY, by, allowed_by)
    if path and not _may_be_asked(path):
        raise refusals.UnknownField
    remark = Remark.objects.create(
        id=remark_id, case=case, kind=RemarkKind.QUERY, field=path, words=reason_given(words), by=by,
        version=step.released.version, office=allowed_by.office,
    )  # fmt: skip
    _move(step)
    tell(acts.QUERIED, _taken(step), field=path)
    return remark


@act
def answer_query(*, by: Officer, remark: Remark, answer_id: UUID, words: str, leave_out: bool = False) -> Remark:
    """Answer a question of the RILO. The words leave the country, so names in them are refused, or left out.

    Raises Refused, WrongStep, AlreadyAnswered, NamesInAnswer, WordsOwed, FormUsedBefore.
    """
    case = locked(remark.case)
    allowed_by = authority.require(by, Permission.RECORD_RELEASE, case.office)
    if earlier := Remark.objects.filter(pk=answer_id).first():
        return _same(earlier, case=case, by=by)
    step = _allowed(case, Move.ANSWER, by, allowed_by)
    question = Remark.objects.select_for_update().get(pk=remark.pk)
    if question.kind != RemarkKind.QUERY or question.settled_at:
        raise refusals.AlreadyAnswered
    answer = Remark.objects.create(
        id=answer_id, case=case, kind=RemarkKind.ANSWER, field=question.field, by=by, office=allowed_by.office,
        words=_fit_to_leave(case, reason_given(words), leave_out=leave_out), version=step.released.version,
        answers=question,
    )  # fmt: skip
    question.settled_at = timezone.now()
    question.save(update_fields=["settled_at"])
    if not Remark.objects.filter(case=case, kind=RemarkKind.QUERY, settled_at=None).exists():
        _move(step)
    tell(
        acts.ANSWERED, _taken(step), recipients=rilos_of(case.administration) or [question.office], field=question.field
    )
    return answer


@act
def validate_case(*, by: Officer, released: ReleasedCase, version: int) -> ReleasedCase:
    """Say for the RILO that the record is plausible and told once. Raises Refused, WrongStep, AnotherVersion."""
    case = _case_behind(released)
    allowed_by = authority.require(by, Permission.RELEASED_VERIFY, case.administration)
    current = released_of(case)
    if current is not None and current.status == Status.VALIDATED and current.version == version:
        already_done()
        return current
    step = _allowed(case, Move.VALIDATE, by, allowed_by)
    if step.released.version != version:
        raise refusals.AnotherVersion
    step.released.validated_at = timezone.now()
    _move(step)
    tell(acts.VALIDATED, _taken(step))
    return step.released


def _case_behind(released: ReleasedCase) -> Case:
    return locked(Case(pk=released.pk))


def _allowed(case: Case, move: Move, by: Officer, allowed_by: Posting) -> Abroad:
    """The step, if what is abroad stands where it begins. Raises WrongStep."""
    released = released_of(case)
    found = ways(move, released.status, is_out=True) if released else ()
    if released is None or not found:
        raise refusals.WrongStep
    return Abroad(released, case, found[0], by, allowed_by)


def _move(step: Abroad) -> None:
    """Take both rows on; the national one only when no correction is on its way."""
    released, case, status = step.released, step.case, step.way.to
    changed: dict[str, Any] = {"validated_at": released.validated_at} if status == Status.VALIDATED else {}
    if case.status in ABROAD and case.version == released.version:
        leave(_taken(step), **changed)
    released.status = Status(status)
    released.due_at = due_at(status, timezone.now(), clock_of(case, status))
    released.save(update_fields=["status", "due_at", "validated_at"])


def _taken(step: Abroad) -> Taken:
    return Taken(step.case, step.way, step.by, step.allowed_by)


def _same(earlier: Remark, *, case: Case, by: Officer) -> Remark:
    """The remark that the same form made before. Raises FormUsedBefore."""
    if earlier.case_id != case.pk or earlier.by_id != by.pk:
        raise refusals.FormUsedBefore
    already_done()
    return earlier


def _may_be_asked(path: str) -> bool:
    """Whether the field is one that leaves: of the others the RILO does not know."""
    found = field_at(path)
    return found is not None and found.reach >= Reach.REGIONAL


def _fit_to_leave(case: Case, words: str, *, leave_out: bool) -> str:
    found = marked(words, known_of(case), free=True)
    if not leave_out:
        if any(stretch.holds for stretch in found):
            raise refusals.NamesInAnswer
        return words
    return without(words, ((stretch.start, stretch.end) for stretch in found))
