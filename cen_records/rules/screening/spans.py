"""What the screening finds: a stretch of the text, what stands there, why it is thought so, and how surely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What may tell who somebody is."""

    NAME = "NAME"
    BIRTH_DATE = "BIRTH_DATE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    HANDLE = "HANDLE"
    DOCUMENT = "DOCUMENT"
    PLATE = "PLATE"
    VEHICLE = "VEHICLE"
    HANDSET = "HANDSET"
    ACCOUNT = "ACCOUNT"


class Certainty(IntEnum):
    """How surely a stretch is what it is taken for."""

    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True)
class Span:
    """A stretch from `start` up to `end`. `why` is a code; its words are in cen_records/presenters."""

    start: int
    end: int
    kind: Kind
    why: str
    certainty: Certainty


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """In the order of the text; where two overlap, the surer one, else the longer one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
        elif _weight(span) > _weight(kept[-1]):
            kept[-1] = span
    return kept


def _weight(span: Span) -> tuple[int, int]:
    return span.certainty, span.end - span.start
