"""Records with all that one row of a list tells of them, fetched together."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Prefetch, QuerySet

M = TypeVar("M", bound=Model)
BESIDE = ("office", "location_type")
PARTS = {
    "lines": ("commodity", "unit", "currency"),
    "legs": ("role", "country", "place"),
    "concealments": ("where", "detail"),
}


def with_parts(cases: QuerySet[M]) -> QuerySet[M]:
    """Records, national or released, with their goods, route and hiding places: three queries for a whole page."""
    fetched = [
        Prefetch(part, queryset=cases.model._meta.get_field(part).related_model.objects.select_related(*joined))  # type: ignore[union-attr]
        for part, joined in PARTS.items()
    ]
    return cases.select_related(*BESIDE).prefetch_related(*fetched)
