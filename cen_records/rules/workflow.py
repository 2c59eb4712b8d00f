"""The way of a record: which act leads from which status to which, who may, and by when (docs/decisions/0022).

Statuses, permissions and levels are written here as words, because rules know no table; a test compares them with
`cen_records.choices` and `accounts.permissions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

NEW = ""  # before it is submitted for the first time
SUBMITTED, CHECKED, RETURNED = "SUBMITTED", "CHECKED", "RETURNED"
RELEASED, QUERIED, VALIDATED = "RELEASED", "QUERIED", "VALIDATED"
REJECTED, WITHDRAWN, DUPLICATE = "REJECTED", "WITHDRAWN", "DUPLICATE"
AT_HOME = frozenset((SUBMITTED, CHECKED, RETURNED))
ABROAD = frozenset((RELEASED, QUERIED, VALIDATED))
LEVELS = MappingProxyType({SUBMITTED: 1, CHECKED: 2, RELEASED: 3, VALIDATED: 4})


class Move(StrEnum):
    """What is done with a record that takes it one step on, or off, its way."""

    SUBMIT = "SUBMIT"
    CHECK = "CHECK"
    RETURN = "RETURN"
    RELEASE = "RELEASE"
    QUERY = "QUERY"
    ANSWER = "ANSWER"
    VALIDATE = "VALIDATE"
    REJECT = "REJECT"
    WITHDRAW = "WITHDRAW"
    MARK_DUPLICATE = "MARK_DUPLICATE"
    UNMARK_DUPLICATE = "UNMARK_DUPLICATE"


class Whose(StrEnum):
    """Whose record it has to be."""

    ANYBODYS = "ANYBODYS"
    OWN = "OWN"  # of the officer who entered it
    OF_ANOTHER = "OF_ANOTHER"  # four eyes: who wrote it neither checks nor releases it


@dataclass(frozen=True)
class Way:
    """One line of the table. `out`: whether a version of the record has to be abroad; None: either."""

    move: Move
    come_from: frozenset[str]
    to: str
    permission: str
    whose: Whose = Whose.ANYBODYS
    out: bool | None = None

    def fits(self, status: str, *, is_out: bool) -> bool:
        """Whether the record stands where this way begins."""
        return status in self.come_from and self.out in (None, is_out)


def _way(
    move: Move, come_from: frozenset[str] | str, to: str, may: str, *, whose: Whose = Whose.ANYBODYS,
    out: bool | None = None,
) -> Way:  # fmt: skip
    begins = frozenset((come_from,)) if isinstance(come_from, str) else come_from
    return Way(move, begins, to, may, whose, out)


WAYS: tuple[Way, ...] = (
    _way(Move.SUBMIT, ABROAD | {NEW, RETURNED}, SUBMITTED, "record.enter"),
    _way(Move.CHECK, SUBMITTED, CHECKED, "record.check", whose=Whose.OF_ANOTHER),
    _way(Move.RETURN, SUBMITTED, RETURNED, "record.check"),
    _way(Move.RETURN, CHECKED, RETURNED, "record.release"),
    _way(Move.RELEASE, CHECKED, RELEASED, "record.release", whose=Whose.OF_ANOTHER),
    _way(Move.QUERY, ABROAD, QUERIED, "released.verify", out=True),
    _way(Move.ANSWER, QUERIED, RELEASED, "record.release", out=True),
    _way(Move.VALIDATE, RELEASED, VALIDATED, "released.verify", out=True),
    _way(Move.REJECT, SUBMITTED, REJECTED, "record.check", whose=Whose.OF_ANOTHER, out=False),
    _way(Move.REJECT, CHECKED, REJECTED, "record.release", whose=Whose.OF_ANOTHER, out=False),
    _way(Move.WITHDRAW, frozenset((SUBMITTED, RETURNED)), WITHDRAWN, "record.enter", whose=Whose.OWN, out=False),
    _way(Move.WITHDRAW, AT_HOME | ABROAD, WITHDRAWN, "record.release"),
    _way(Move.MARK_DUPLICATE, AT_HOME, DUPLICATE, "record.check", out=False),
    _way(Move.MARK_DUPLICATE, AT_HOME | ABROAD, DUPLICATE, "record.release", out=True),
    _way(Move.UNMARK_DUPLICATE, DUPLICATE, SUBMITTED, "record.check"),
)


def ways(move: Move, status: str, *, is_out: bool = False) -> tuple[Way, ...]:
    """The lines of the table that begin where the record stands; none: the move is not possible there."""
    return tuple(way for way in WAYS if way.move == move and way.fits(status, is_out=is_out))


def level_after(before: int, to: str) -> int:
    """How far a record is validated after a step. It only grows; what is submitted anew is a new version, from 1."""
    return LEVELS[SUBMITTED] if to == SUBMITTED else max(before, LEVELS.get(to, before))


class Clock(StrEnum):
    """The service levels: who has how long (seizure-records, 2.2)."""

    ENTRY = "ENTRY"
    UNIT = "UNIT"
    AUTHOR = "AUTHOR"
    CONTACT_POINT = "CONTACT_POINT"
    RILO = "RILO"
    EXPORT = "EXPORT"


HOURS: Mapping[Clock, int] = MappingProxyType({Clock.ENTRY: 24, Clock.EXPORT: 24})
WORKING_DAYS: Mapping[Clock, int] = MappingProxyType(
    {Clock.UNIT: 1, Clock.AUTHOR: 1, Clock.CONTACT_POINT: 3, Clock.RILO: 5}
)
WAITS_FOR: Mapping[str, Clock] = MappingProxyType({
    SUBMITTED: Clock.UNIT,
    RETURNED: Clock.AUTHOR,
    CHECKED: Clock.CONTACT_POINT,
    RELEASED: Clock.RILO,
    QUERIED: Clock.CONTACT_POINT,
})  # fmt: skip


def due(clock: Clock, since: datetime, zone: tzinfo) -> datetime:
    """When something that began at `since` ought to be done, where the clocks of `zone` hang.

    Hours run through. Working days are Monday to Friday and end with the day: what comes on a Friday for one working
    day is due at the end of Monday. Holidays are not known, so a day may be counted on which nobody works.
    """
    begun = since.astimezone(zone)
    if clock in HOURS:
        return (since.astimezone(UTC) + timedelta(hours=HOURS[clock])).astimezone(zone)
    day, left = begun.date(), WORKING_DAYS[clock]
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone)


def entry_due(seized_on: date, seized_at: time | None, zone: tzinfo) -> datetime:
    """When a seizure ought to be entered: 24 hours after it; where nobody told the hour, after the end of the day."""
    return due(Clock.ENTRY, datetime.combine(seized_on, seized_at or time(23, 59, 59), tzinfo=zone), zone)


def due_at(status: str, since: datetime, zone: tzinfo) -> datetime | None:
    """When the next step of a record ought to be taken that came to this status at `since`; None: there is none."""
    clock = WAITS_FOR.get(status)
    return due(clock, since, zone) if clock else None
