"""What waits for the officer above the list: drafts, and records that were returned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from cen_records.access import nominal_of
from cen_records.choices import Status
from cen_records.models import Case, Draft
from cen_records.rules.document.paths import flat
from cen_records.web.entry.summaries import summary

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import Officer

AT_MOST = 3


@dataclass(frozen=True)
class Begun:
    """A draft as the list shows it."""

    draft: Draft
    name: str
    saved_at: datetime


@dataclass(frozen=True)
class Unfinished:
    """The newest drafts, the returned records that wait longest, and how many there are of each."""

    drafts: list[Begun]
    returned: list[Case]
    many_drafts: int
    many_returned: int

    def __bool__(self) -> bool:
        return bool(self.many_drafts or self.many_returned)

    @property
    def in_words(self) -> str:
        """“2 drafts, 1 returned to you”."""
        drafts = ngettext("%(number)s draft", "%(number)s drafts", self.many_drafts) % {"number": self.many_drafts}
        returned = ngettext("%(number)s returned to you", "%(number)s returned to you", self.many_returned) % {
            "number": self.many_returned
        }
        told = [words for number, words in ((self.many_drafts, drafts), (self.many_returned, returned)) if number]
        return ", ".join(told)


def unfinished_of(officer: Officer) -> Unfinished:
    """What the officer has begun, and the records of theirs that came back and that nobody puts right yet."""
    with nominal_of(officer):
        drafts = list(Draft.objects.visible_to(officer).select_related("office", "case"))
        returned = list(
            Case.objects.visible_to(officer)
            .entered_by(officer)
            .standing(Status.RETURNED)
            .filter(draft=None)
            .select_related("office")
            .waiting_longest_first()
        )
    begun = [Begun(draft, _name(draft), draft.saved_at) for draft in drafts[:AT_MOST]]
    return Unfinished(begun, returned[:AT_MOST], len(drafts), len(returned))


def _name(draft: Draft) -> str:
    """The record that it puts right, or what it says so far."""
    return draft.case.reference if draft.case is not None else summary(flat(draft.content))
