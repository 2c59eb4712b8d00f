"""Reading records and what was released of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from accounts.permissions import Permission
from cen_records.choices import Space, Status
from cen_records.querysets.scope import national_reach, regional_reach

if TYPE_CHECKING:
    from accounts.models import Officer
    from cen_records.models import Case, ReleasedCase


class CaseQuerySet(models.QuerySet["Case"]):
    """National records. `visible_to` comes first: it fails closed, and asks for the space."""

    def visible_to(self, officer: Officer, *, space: Space = Space.REAL) -> Self:
        """Those of the posts and administrations where the officer may read records."""
        return self.filter(national_reach(officer, Permission.RECORD_VIEW), space=space)

    def entered_by(self, officer: Officer) -> Self:
        """Those that the officer entered."""
        return self.filter(entered_by=officer)

    def standing(self, *statuses: Status) -> Self:
        """Those at these steps of their way."""
        return self.filter(status__in=statuses)

    def waiting_longest_first(self) -> Self:
        """In the order in which their next step is due."""
        return self.order_by("due_at", "id")


class ReleasedCaseQuerySet(models.QuerySet["ReleasedCase"]):
    """What was released. It is all that is read above the national level."""

    def visible_to(self, officer: Officer, *, space: Space = Space.REAL) -> Self:
        """Those of the administrations that share a RILO with where the officer may read what was released."""
        return self.filter(regional_reach(officer, Permission.RELEASED_VIEW), space=space, is_withdrawn=False)
