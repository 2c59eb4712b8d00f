"""Reading drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from cen_records.choices import Space

if TYPE_CHECKING:
    from accounts.models import Officer
    from cen_records.models import Draft


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts are seen by who writes them and nobody else."""

    def visible_to(self, officer: Officer, *, space: Space = Space.REAL) -> Self:
        """The officer's own."""
        return self.filter(entered_by=officer, space=space)
