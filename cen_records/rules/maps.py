"""Drawing points of the globe on a plane: an equirectangular frame fitted to them, and a net of degrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, radians

WIDTH, HEIGHT = 640, 340
LEAST = 8.0  # degrees that the frame shows at least, so that one place is no world of its own
AROUND = 0.16  # of the span, left free on each side for the names
STEPS = (1, 2, 5, 10, 20, 30, 45)
LINES = 6  # of the net, at most, in one direction


@dataclass(frozen=True)
class Frame:
    """The piece of the globe that is drawn, in degrees, and how it falls on the sheet."""

    west: float
    south: float
    east: float
    north: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point falls, from the upper left corner."""
        across = (longitude - self.west) / (self.east - self.west)
        down = (self.north - latitude) / (self.north - self.south)
        return round(across * WIDTH, 1), round(down * HEIGHT, 1)

    @property
    def step(self) -> int:
        """The degrees between two lines of the net."""
        return next((step for step in STEPS if (self.east - self.west) / step <= LINES), STEPS[-1])

    def meridians(self) -> list[int]:
        """The lines that run from north to south."""
        return _steps(self.west, self.east, self.step)

    def parallels(self) -> list[int]:
        """The lines that run from west to east."""
        return _steps(self.south, self.north, self.step)


def frame_around(points: Sequence[tuple[float, float]]) -> Frame:
    """The frame that holds all points (longitude, latitude), with room around, a degree as wide as it is there."""
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    middle_x, middle_y = (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2
    squeeze = max(cos(radians(middle_y)), 0.35)
    span_x = max(max(longitudes) - min(longitudes), LEAST) * (1 + 2 * AROUND)
    span_y = max(max(latitudes) - min(latitudes), LEAST * squeeze / 2) * (1 + 3 * AROUND)
    degrees = max(span_x * squeeze / WIDTH, span_y / HEIGHT)  # of latitude, for one step on the sheet
    half_x, half_y = degrees * WIDTH / squeeze / 2, degrees * HEIGHT / 2
    return Frame(middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y)


def arc(begin: tuple[float, float], end: tuple[float, float]) -> str:
    """The path of a leg: a bow to the north, the longer the higher."""
    (x1, y1), (x2, y2) = begin, end
    lift = min(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 * 0.18, 60)
    return f"M{x1} {y1}Q{round((x1 + x2) / 2, 1)} {round((y1 + y2) / 2 - lift, 1)} {x2} {y2}"


def _steps(low: float, high: float, step: int) -> list[int]:
    return [degree * step for degree in range(ceil(low / step), floor(high / step) + 1)]
