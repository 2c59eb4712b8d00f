"""Background work that stands still, for the Desk of those who look after it: the alarm that nobody has to look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.authority import has_anywhere
from accounts.permissions import Permission
from audit.reports.queues import QueueStanding, queue_standings
from face.waiting import Urgency, Waiting, WaitingGroup

if TYPE_CHECKING:
    from accounts.models import Officer


def queues_that_stand_still(officer: Officer) -> WaitingGroup:
    """Queues from which nobody takes any more. One that nobody ever worked on belongs to a house that just starts."""
    standings = queue_standings() if has_anywhere(officer, Permission.RUN_VIEW) else []
    return WaitingGroup(
        _("Background work that stands still"),
        [_still(standing) for standing in standings if standing.is_silent and standing.seen_at],
        url=reverse("accounts:system"),
    )


def _still(standing: QueueStanding) -> Waiting:
    return Waiting(
        title=standing.queue.label,
        text=standing.trouble.label if standing.trouble else "",
        url=reverse("accounts:system"),
        urgency=Urgency.LATE,
    )
