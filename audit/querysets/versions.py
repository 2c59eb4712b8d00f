"""Reading what rows were."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from audit.models import Version

DELETED = "delete"


class VersionQuerySet(models.QuerySet[Any]):
    """Versions of the rows of one table. Who may read them is for the rooms above to say."""

    def of(self, record: models.Model) -> Self:
        """The versions of one row, the newest first."""
        return self.filter(pgh_obj_id=record.pk).order_by("-pgh_id")

    def as_of(self, at: datetime) -> Self:
        """Each row as it was at a time: one version of each that was there."""
        newest = self.filter(pgh_created_at__lte=at).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
        return self.filter(pgh_id__in=newest.values("pgh_id")).exclude(pgh_label=DELETED)

    def with_previous(self) -> list[Version]:
        """The versions, each with the one before it in `previous` (None: the row was new)."""
        every = self.model._default_manager
        same_row = every.filter(pgh_obj_id=models.OuterRef("pgh_obj_id"), pgh_id__lt=models.OuterRef("pgh_id"))
        before = same_row.order_by("-pgh_id").values("pgh_id")[:1]
        versions = list(self.annotate(previous_id=models.Subquery(before)))
        found = every.in_bulk([each.previous_id for each in versions if each.previous_id])
        for version in versions:
            version.previous = found.get(version.previous_id)
        return versions
