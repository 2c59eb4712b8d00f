"""The filters in force, each of which can be taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True)
class Chip:
    """One filter in force: what it is called, what it is set to, and how the address says it."""

    name: str | Promise
    value: str | Promise
    parameter: str
    raw: str
