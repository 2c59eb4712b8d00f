"""The route of a record as a drawing, made here: no tiles, nothing from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cen_records.presenters.routes import in_order, point
from cen_records.rules.maps import HEIGHT, WIDTH, arc, frame_around

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from cen_records.models import Case, ReleasedCase
    from cen_records.models.transport import OpenLeg
    from cen_records.reports.coordinates import Point

BEFORE = ("ORIGIN", "DEPARTURE", "TRANSIT", "SEIZURE_PLACE")
LETTER = 6.6  # the width of one on the sheet, about
ROW = 15


@dataclass(frozen=True)
class Stop:
    """A point on the sheet, with its name and where that stands."""

    name: str
    x: float
    y: float
    name_x: float
    name_y: float
    anchor: str
    kind: str  # past, seized, ahead


@dataclass(frozen=True)
class Way:
    """What leads from one point to the next."""

    path: str
    ahead: bool


@dataclass(frozen=True)
class Drawing:
    """The whole sheet: the net of degrees, the legs, the points; what it shows in one sentence."""

    stops: list[Stop]
    ways: list[Way]
    meridians: list[tuple[float, str]]
    parallels: list[tuple[float, str]]
    sentence: str
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class _Met:
    name: str
    where: Point
    kind: str


def drawing_of(
    case: Case | ReleasedCase, legs: Iterable[OpenLeg], where: Mapping[UUID, Point], spot: Point | None
) -> Drawing | None:
    """The route on a map; None where fewer than two points can be placed.

    `where` tells where each leg lies (`reports.coordinates`), `spot` where the goods were seized.
    """
    met = _met(case, in_order(legs), where, spot)
    if len({one.where for one in met}) < 2:
        return None
    frame = frame_around([one.where for one in met])
    spots = [frame.at(*one.where) for one in met]
    ways = [
        Way(arc(spots[index], spots[index + 1]), ahead=met[index + 1].kind == "ahead")
        for index in range(len(met) - 1)
        if spots[index] != spots[index + 1]
    ]
    return Drawing(
        stops=_named(met, spots),
        ways=ways,
        meridians=[(frame.at(degree, frame.north)[0], _degrees(degree, "E", "W")) for degree in frame.meridians()],
        parallels=[(frame.at(frame.west, degree)[1], _degrees(degree, "N", "S")) for degree in frame.parallels()],
        sentence=_("Route: %(points)s.") % {"points": ", ".join(one.name for one in met)},
    )


def _met(case: Case | ReleasedCase, legs: list[OpenLeg], where: Mapping[UUID, Point], spot: Point | None) -> list[_Met]:
    """The points in the order of the journey, the seizure among them; no point follows itself."""
    past = [leg for leg in legs if leg.role.code in BEFORE and not leg.is_intended]
    ahead = [leg for leg in legs if leg not in past]
    met = [_Met(point(leg), where[leg.pk], _kind(leg)) for leg in past if leg.pk in where]
    if not any(leg.role.code == "SEIZURE_PLACE" for leg in past) and spot:
        met = [one for one in met if one.where != spot]
        met.append(_Met(str(case.place or _("Seizure")), spot, "seized"))
    home = case.country_code  # a destination that is only named as the country of the seizure is no other point
    met += [
        _Met(point(leg), where[leg.pk], "ahead")
        for leg in ahead
        if leg.pk in where and (leg.place or leg.country is None or leg.country.code != home)
    ]
    return [one for index, one in enumerate(met) if index == 0 or one.where != met[index - 1].where]


def _kind(leg: OpenLeg) -> str:
    return "seized" if leg.role.code == "SEIZURE_PLACE" else "past"


def _named(met: list[_Met], spots: list[tuple[float, float]]) -> list[Stop]:
    """Each point with its name beside it, on the side where there is room and no other name yet."""
    taken: list[tuple[float, float, float, float]] = []
    stops = []
    for one, (x, y) in zip(met, spots, strict=True):
        wide = len(one.name) * LETTER
        anchor = "end" if x > WIDTH * 0.62 else "start"
        name_x = x - 10 if anchor == "end" else x + 10
        left = name_x - wide if anchor == "end" else name_x
        rows = [y + 4, y + 4 + ROW, y + 4 - ROW, y + 4 + 2 * ROW, y + 4 - 2 * ROW]
        name_y = next((row for row in rows if _is_free(taken, left, row, wide)), rows[0])
        taken.append((left, name_y - ROW, left + wide, name_y))
        stops.append(Stop(one.name, x, y, round(name_x, 1), round(name_y, 1), anchor, one.kind))
    return stops


def _is_free(taken: list[tuple[float, float, float, float]], left: float, row: float, wide: float) -> bool:
    return ROW < row < HEIGHT and all(
        left > right or left + wide < other or row - ROW > low or row < high for other, high, right, low in taken
    )


def _degrees(degree: int, positive: str, negative: str) -> str:
    return f"{abs(degree)}°{positive if degree > 0 else negative if degree < 0 else ''}"
