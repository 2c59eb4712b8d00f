"""The unit head checks a record, or returns it with remarks at its fields; so does the contact point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.actions.conditions import reason_given
from audit.acts import act, already_done
from cen_records import acts
from cen_records.actions import refusals
from cen_records.actions.steps import allowed, leave, locked, tell
from cen_records.choices import RemarkKind, Status
from cen_records.models import Remark
from cen_records.rules.field_paths import field_at
from cen_records.rules.workflow import Move

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import Officer
    from cen_records.models import Case

LONGEST = 2000


@act
def check_case(*, by: Officer, case: Case, version: int) -> Case:
    """Say that the record is right, as it was read in this version. Twice is once.

    Raises Refused, WrongStep, AnotherVersion, FourEyes.
    """
    current = locked(case)
    if current.status == Status.CHECKED and current.checked_by_id == by.pk and current.version == version:
        already_done()
        return current
    taken = allowed(current, Move.CHECK, by, version=version)
    leave(taken, checked_by=by, checked_at=taken.at)
    tell(acts.CHECKED, taken)
    return current


@act
def return_case(
    *, by: Officer, case: Case, version: int, remarks: Sequence[tuple[str, str]] = (), reason: str = ""
) -> Case:
    """Give the record back to be corrected: `remarks` are (field path, words), `reason` speaks of all of it.

    Raises Refused, WrongStep, AnotherVersion, WordsOwed, UnknownField, UnfitCharacters.
    """
    current = locked(case)
    if current.status == Status.RETURNED and current.version == version and _last_step_is_of(current, by):
        already_done()
        return current
    taken = allowed(current, Move.RETURN, by, version=version)
    told = [(path, reason_given(words)[:LONGEST]) for path, words in remarks if words.strip()]
    if any(field_at(path) is None for path, _words in told):
        raise refusals.UnknownField
    whole = reason_given(reason)[:LONGEST] if reason.strip() else ""
    if not told and not whole:
        raise refusals.WordsOwed
    for path, words in [("", whole), *told] if whole else told:
        Remark.objects.create(
            case=current, kind=RemarkKind.RETURN, field=path, words=words, version=version, by=by,
            office=taken.allowed_by.office,
        )  # fmt: skip
    leave(taken, reason=whole, checked_by=None, checked_at=None)
    tell(acts.RETURNED, taken, remarks=len(told) + bool(whole))
    return current


def _last_step_is_of(case: Case, by: Officer) -> bool:
    last = case.steps.order_by("-id").first()
    return last is not None and last.by_id == by.pk
