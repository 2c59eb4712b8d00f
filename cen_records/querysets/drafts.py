"""Reading drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission
from cen_records.choices import Space
from cen_records.querysets.scope import national_reach

if TYPE_CHECKING:
    from accounts.models import Officer
    from cen_records.models import Draft


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts, of which nothing is seen outside of `access.nominal_of`."""

    def visible_to(self, officer: Officer, *, space: Space = Space.REAL) -> Self:
        """The officer's own, and those that put right a record of where the officer enters records."""
        corrections = Q(case__isnull=False) & national_reach(officer, Permission.RECORD_ENTER)
        return self.filter(Q(entered_by=officer) | corrections, space=space)
