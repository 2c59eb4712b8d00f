"""Reading what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from audit.models import Act


class ActQuerySet(models.QuerySet["Act"]):
    """Acts by what they were done to. Who may read them is for the rooms above to say."""

    def of(self, subject: models.Model) -> Self:
        """What was done to one thing, the newest first."""
        return self.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk))
