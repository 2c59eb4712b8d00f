"""What a projection is made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from audit.rules.canonical import canonical
from cen_records.rules.own_names import masked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


class Why(StrEnum):
    """Why something stays in the country."""

    NATIONAL = "NATIONAL"
    NOMINAL = "NOMINAL"
    COARSENED = "COARSENED"


@dataclass(frozen=True)
class Told:
    """One field of one row. What is nominal has no value here: that it is filled in is all that a preview tells."""

    part: str
    row: UUID
    name: str
    value: Any
    why: Why | None = None
    mark: str = ""  # why it is empty on purpose

    @property
    def path(self) -> str:
        """The way to it, as the document has it."""
        part, _dot, identity = self.part.partition(".")
        way = [part] if part == "case" else [part, str(self.row)]
        return ".".join([*way, *filter(None, [identity]), self.name])


@dataclass(frozen=True)
class Stretch:
    """Some words that may tell who somebody is; `kind` and `why` are codes, with words in cen_records/presenters.

    `holds`: surely enough for the record not to leave with them. What is merely possible is shown to the contact point.
    """

    start: int
    end: int
    kind: str
    why: str
    holds: bool = True


@dataclass(frozen=True)
class Screened:
    """A field with such words. `is_masked`: they are left out of what leaves."""

    path: str
    words: str
    found: tuple[Stretch, ...]
    is_masked: bool

    @property
    def holds(self) -> bool:
        """Whether the record must not leave with these words."""
        return any(stretch.holds for stretch in self.found)

    @property
    def as_it_leaves(self) -> str:
        """The words with a mark in place of each stretch."""
        return masked(self.words, ((stretch.start, stretch.end) for stretch in self.found))


@dataclass(frozen=True)
class Projection:
    """What would leave of a record as it stands now."""

    rows: Mapping[str, tuple[Mapping[str, Any], ...]]  # by part: the columns of the released tables
    content: Mapping[str, Any]  # the same in codes and words, as it is kept and hashed
    leaves: tuple[Told, ...]
    stays: tuple[Told, ...]
    screened: tuple[Screened, ...]

    @property
    def coarsened(self) -> tuple[str, ...]:
        """The fields that are left out because the group is too small."""
        return tuple(told.path for told in self.stays if told.why == Why.COARSENED)

    @property
    def held(self) -> tuple[str, ...]:
        """The fields whose words keep the record from leaving, until they are changed or left out."""
        return tuple(found.path for found in self.screened if found.holds and not found.is_masked)

    @cached_property
    def sha256(self) -> str:
        """The hash of what leaves."""
        return hashlib.sha256(canonical(self.content)).hexdigest()
