"""The one shape in which a rule says what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """What a finding asks of the officer."""

    BLOCKS = "BLOCKS"  # the record cannot be sent
    ANSWER = "ANSWER"  # must be answered: corrected, or explained by a reason
    INFORMATION = "INFORMATION"  # only told


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found. `code` names it; its words are in cen_records/presenters, filled with `values`.

    `path` is the way to the field in a document (`lines.<id>.quantity`), where it was found in one.
    """

    level: Level
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""

    @property
    def key(self) -> str:
        """Under which the reason that an officer gave is kept among the answers of the document."""
        return f"{self.code}|{self.path}"


def finding_at(code: str, path: str, level: Level = Level.BLOCKS, /, **values: Any) -> Finding:
    """A finding at a field of a document."""
    return Finding(level, code, values, path)


@dataclass(frozen=True)
class Hint:
    """What may have been meant, and by which change: of a look-alike, of two neighbours."""

    code: str
    value: str


@dataclass(frozen=True)
class Checked:
    """What a check says of one text.

    `value` is the text in its normal spelling; `details` are what it tells by itself (a country, degrees, a name).
    """

    value: str
    findings: tuple[Finding, ...] = ()
    hints: tuple[Hint, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def blocks(self) -> bool:
        """Whether the record cannot be sent with it."""
        return any(finding.level == Level.BLOCKS for finding in self.findings)
