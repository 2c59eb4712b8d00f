"""What the tables of this room have in common."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from audit.rules.change_ids import new_change_id
from cen_records.choices import Mark, Space


class Part(models.Model):
    """A row of a record. Its identity is made where it is typed, so that sending it twice makes one row.

    `marks` says of empty fields that they are empty on purpose: `{"purity_percent": "UNKNOWN"}`. Zero is a value,
    a mark is an answer, and a field that has neither is missing.
    """

    id = models.UUIDField(primary_key=True, default=new_change_id)
    marks = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def mark(self, name: str) -> Mark | None:
        """Why a field is empty on purpose; None: it has a value, or is missing."""
        found = self.marks.get(name)
        return Mark(found) if found and getattr(self, name) in (None, "", []) else None


class Scoped(models.Model):
    """A row whose administration and space stand on it, so that big tables answer without a join."""

    administration = models.ForeignKey(
        Office, models.PROTECT, related_name="+", db_index=False, verbose_name=_("National administration")
    )
    space = models.CharField(_("Space"), max_length=8, choices=Space.choices, default=Space.REAL)

    class Meta:
        abstract = True


def text(name: Any, length: int, **options: Any) -> models.CharField[str, str]:
    """A line of words; empty: nobody has said."""
    return models.CharField(name, max_length=length, blank=True, default="", **options)


def amount(name: Any, digits: int = 18, places: int = 4) -> models.DecimalField[Any, Any]:
    """A number that was measured or told; null: nobody has said. Zero is a value."""
    return models.DecimalField(name, max_digits=digits, decimal_places=places, null=True, blank=True)


def not_below_zero(table: str, *names: str) -> list[models.CheckConstraint]:
    """The database refuses a negative number in any of these fields."""
    return [
        models.CheckConstraint(name=f"{table}_{name}_from_zero", condition=Q(**{f"{name}__gte": 0})) for name in names
    ]
