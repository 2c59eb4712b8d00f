"""The route of a record in words, in the order in which it was travelled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cen_records.choices import Mark

if TYPE_CHECKING:
    from cen_records.models.transport import OpenLeg

ORDER = ("ORIGIN", "DEPARTURE", "TRANSIT", "SEIZURE_PLACE", "INTENDED_TRANSIT", "DESTINATION")
ORIGIN = ORDER[0]


def in_order(legs: Iterable[OpenLeg]) -> list[OpenLeg]:
    """The points of a route from where it began to where it leads; of the same role, as they were numbered."""
    return sorted(legs, key=lambda leg: (ORDER.index(leg.role.code), leg.number))


def point(leg: OpenLeg) -> str:
    """What a point of the route is called: the place, or else its country."""
    if leg.place:
        return str(leg.place)
    if leg.place_name:
        return leg.place_name
    if leg.country:
        return str(leg.country)
    return _("not applicable") if leg.mark("country") == Mark.NOT_APPLICABLE else _("unknown")


def in_short(legs: Iterable[OpenLeg]) -> str:
    """“Santos → Dakar → Bamako”; where something was made is left out if it is known from where it came."""
    points = in_order(legs)
    travelled = [leg for leg in points if leg.role.code != ORIGIN] or points
    names = [point(leg) for leg in travelled]
    return " → ".join(name for place, name in enumerate(names) if place == 0 or names[place - 1] != name)
