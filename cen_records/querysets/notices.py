"""Reading what receivers were told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from accounts.permissions import Permission
from cen_records.choices import Space

if TYPE_CHECKING:
    from accounts.models import Officer
    from cen_records.models import ReleaseNotice

TOLD_FOR = timedelta(days=14)


class NoticeQuerySet(models.QuerySet["ReleaseNotice"]):
    """Notices to offices about records that they had received."""

    def visible_to(self, officer: Officer, *, space: Space = Space.REAL) -> Self:
        """Those to the offices where the officer reads what was released."""
        offices = officer.postings.granting(Permission.RELEASED_VIEW).values("office_id")
        return self.filter(office__in=offices, released__space=space)

    def lately(self) -> Self:
        """Those of the last two weeks."""
        return self.filter(at__gte=timezone.now() - TOLD_FOR)
