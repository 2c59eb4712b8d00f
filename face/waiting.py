"""What waits for somebody on the Desk: one line that each room fills in its own words."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from django.utils.functional import Promise


class Urgency(IntEnum):
    """How soon, most urgent first; shown in words beside the colour."""

    LATE = 0
    SOON = 1
    LATER = 2


@dataclass(frozen=True)
class Waiting:
    """One thing to do: what it is, why, where to do it, and by when.

    `due` is said in words ("expires tomorrow") because each room counts differently;
    `due_on` only orders the list.
    """

    title: str | Promise
    text: str | Promise
    url: str
    due: str | Promise = ""
    due_on: date | None = None
    urgency: Urgency = Urgency.LATER

    @property
    def order(self) -> tuple[int, date]:
        """Most urgent first, then what is due first."""
        return self.urgency, self.due_on or date.max


@dataclass(frozen=True)
class WaitingGroup:
    """The things of one kind, under one heading, with the way to the whole list."""

    heading: str | Promise
    items: list[Waiting]
    url: str = ""
