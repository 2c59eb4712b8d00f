"""Where the points of a route lie."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import Avg

from reference.models import Place

if TYPE_CHECKING:
    from uuid import UUID

    from cen_records.models import Case, ReleasedCase
    from cen_records.models.transport import OpenLeg

Point = tuple[float, float]  # longitude, latitude
A_DAY = 24 * 60 * 60


def middles_of(countries: Collection[str]) -> dict[str, Point]:
    """About the middle of each country: the mean of its places. Kept for a day, because it means reading them all."""
    keys = {f"middle-of-{country}": country for country in countries}
    known: dict[str, Point] = {keys[key]: point for key, point in cache.get_many(keys).items()}
    wanted = [country for country in countries if country not in known]
    if wanted:
        placed = Place.objects.in_countries(wanted).filter(latitude__isnull=False).order_by()
        means = placed.values("country").annotate(x=Avg("longitude"), y=Avg("latitude"))
        found = {row["country"]: (float(row["x"]), float(row["y"])) for row in means}
        cache.set_many({f"middle-of-{country}": point for country, point in found.items()}, A_DAY)
        known |= found
    return known


def points_of(legs: Collection[OpenLeg]) -> dict[UUID, Point]:
    """Where each point of a route lies, as exactly as it was told; those that nobody can place are left out."""
    found = {leg.pk: exact for leg in legs if (exact := _exactly(leg))}
    vague = {leg.pk: leg.country.code for leg in legs if leg.pk not in found and leg.country}
    middles = middles_of(set(vague.values()))
    return found | {key: middles[country] for key, country in vague.items() if country in middles}


def seized_at(case: Case | ReleasedCase) -> Point | None:
    """Where the goods were seized: the spot, the place, or the office."""
    for spot in (case, case.place, case.office):
        if spot is not None and spot.longitude is not None and spot.latitude is not None:
            return float(spot.longitude), float(spot.latitude)
    return None


def _exactly(leg: OpenLeg) -> Point | None:
    place = leg.place
    if place is None or place.longitude is None or place.latitude is None:
        return None
    return float(place.longitude), float(place.latitude)
