"""How much one caller may ask for: so many requests a minute, counted in Redis for all processes together.

The limit guards against overload, not against intrusion (a token cannot be guessed), so where Redis is away requests
pass uncounted, and it is not asked again for a few seconds. See docs/decisions/0019.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache
from redis.exceptions import RedisError

from face.rest.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

logger = logging.getLogger(__name__)
PAUSE = 10.0  # seconds without asking a Redis that did not answer
_asleep_until = 0.0


@dataclass(frozen=True)
class Limit:
    """So many times for one key in so many seconds."""

    key: str
    times: int
    seconds: int = 60

    @property
    def window(self) -> tuple[str, int]:
        """The counter of the window that is open now, and for how many seconds it will be."""
        now = time.time()
        window, past = divmod(now, self.seconds)
        return f"face.rest.{self.key}.{int(window)}", max(1, round(self.seconds - past))


def spend(limits: Iterable[Limit]) -> None:
    """Count one request against each limit. Raises Problem (429) for the first that is used up."""
    for limit in limits:
        if count(limit) > limit.times:
            raise Problem("too-many", headers={"Retry-After": str(limit.window[1])})


def count(limit: Limit, by: int = 1) -> int:
    """How many there were in this window, with this one; 0 where nobody can be asked."""
    global _asleep_until  # noqa: PLW0603 - one memory a process
    if time.monotonic() < _asleep_until:
        return 0
    name, left = limit.window
    try:
        found: int = cache.incr(name, by) if by else cache.get(name, 0)
    except ValueError:  # the first of this window
        return _begin(name, by, left)
    except (RedisError, OSError) as error:
        logger.warning("requests are not counted for %d s: %s", PAUSE, error)
        _asleep_until = time.monotonic() + PAUSE
        return 0
    return found


def _begin(name: str, by: int, left: int) -> int:
    """The first of a window, unless somebody was quicker by a hair."""
    try:
        if cache.add(name, by, timeout=left + 1):
            return by
        found: int = cache.incr(name, by)
    except (ValueError, RedisError, OSError):
        return by
    return found
