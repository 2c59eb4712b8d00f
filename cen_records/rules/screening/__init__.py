"""Free text is looked through before it leaves the country: what may tell who somebody is.

Marks for the person who releases, not a verdict: each stretch with its kind, the reason, and how sure it is. Pure,
without a network, in time that grows with the length of the text and no faster.
"""

from __future__ import annotations

from cen_records.rules.screening import numbers
from cen_records.rules.screening.names import names
from cen_records.rules.screening.spans import Certainty, Kind, Span, without_overlaps

__all__ = ["Certainty", "Kind", "Span", "numbers", "screen", "without_overlaps"]


def screen(text: str) -> list[Span]:
    """What was found, in the order of the text, without overlaps."""
    return without_overlaps([*numbers.numbers(text), *names(text)])
