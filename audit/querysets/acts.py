"""Reading what was done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from audit.choices import Operation

if TYPE_CHECKING:
    from audit.models import Act


class ActQuerySet(models.QuerySet["Act"]):
    """Acts by what they were done to. Who may read them is for the rooms above to say."""

    def changes(self) -> Self:
        """What was done with things; not that somebody looked at them."""
        return self.exclude(operation=Operation.CONSULTATION)

    def same_look(self, name: str, *, by_id: object, subject: models.Model, details: Mapping[str, Any]) -> Self:
        """Consultations of that kind by the same person, of the same thing, in the same way."""
        return self.filter(
            operation=Operation.CONSULTATION,
            by_id=by_id,
            act=name,
            subject_kind=subject._meta.label_lower,
            subject_id=str(subject.pk),
            details=dict(details),
        )

    def of(self, subject: models.Model) -> Self:
        """What was done to one thing, the newest first."""
        return self.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk))
