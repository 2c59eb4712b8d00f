"""Asks the table of ways: may this officer take this record a step further, and if not, why not?"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from accounts.authority import posting_that_allows
from accounts.permissions import Permission
from cen_records.choices import Status
from cen_records.models import ReleasedCase
from cen_records.rules.workflow import WAYS, Move, Whose, ways

if TYPE_CHECKING:
    from accounts.models import Officer, Posting
    from cen_records.models import Case
    from cen_records.rules.workflow import Way


class Obstacle(StrEnum):
    """Why a step is not open to somebody."""

    NOT_ALLOWED = "NOT_ALLOWED"
    WRONG_STEP = "WRONG_STEP"
    FOUR_EYES = "FOUR_EYES"
    NOT_OWN = "NOT_OWN"


class Standing:
    """How one officer stands to one record. Each question of it is asked of the database once."""

    def __init__(self, officer: Officer, case: Case) -> None:
        self.officer, self.case = officer, case
        self.is_out = is_out(case)
        self._postings: dict[str, Posting | None] = {}
        self._writers: set[int] | None = None

    def way(self, move: Move) -> tuple[Way, Posting] | Obstacle:
        """The way that the officer may go, and by which posting; or what is in the way."""
        found = ways(move, self.case.status, is_out=self.is_out)
        if not found:
            return Obstacle.WRONG_STEP if self.could(move) else Obstacle.NOT_ALLOWED
        obstacle = Obstacle.NOT_ALLOWED
        for way in found:
            posting = self._posting(way.permission)
            if posting is None:
                continue
            if way.whose == Whose.OF_ANOTHER and self.is_writer:
                obstacle = Obstacle.FOUR_EYES
            elif way.whose == Whose.OWN and self.officer.pk != self.case.entered_by_id:
                obstacle = Obstacle.NOT_OWN
            else:
                return way, posting
        return obstacle

    def could(self, move: Move) -> bool:
        """Whether the officer could take this step if the record stood where it begins."""
        return any(self._posting(way.permission) for way in WAYS if way.move == move)

    @property
    def is_writer(self) -> bool:
        """Whether the officer entered the record or submitted it as it stands."""
        if self._writers is None:
            self._writers = writers(self.case)
        return self.officer.pk in self._writers

    def _posting(self, permission: str) -> Posting | None:
        if permission not in self._postings:
            self._postings[permission] = posting_that_allows(self.officer, Permission(permission), self.case.office)
        return self._postings[permission]


def is_out(case: Case) -> bool:
    """Whether a version of the record is abroad."""
    return ReleasedCase.objects.filter(pk=case.pk, is_withdrawn=False).exists()


def writers(case: Case) -> set[int]:
    """Who entered the record, and who submitted it as it stands: none of them checks or releases it."""
    submitted = case.steps.filter(to_status=Status.SUBMITTED).exclude(from_status=Status.DUPLICATE)
    last = submitted.order_by("-id").values_list("by_id", flat=True).first()
    return {pk for pk in (case.entered_by_id, last) if pk is not None}
