"""What kind of thing a field holds, and what codes mean to a reader of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import Any, Protocol


class Kind(Enum):
    """How what was typed is read."""

    CODE = auto()
    CODES = auto()
    DAY = auto()
    CLOCK = auto()
    NUMBER = auto()
    WHOLE = auto()
    LINE = auto()
    LINES = auto()
    WORDS = auto()
    YES_NO = auto()
    PAIRS = auto()  # denominations: value and pieces
    OFFICE = auto()


@dataclass(frozen=True)
class Shape:
    """The kind of one field, with the list of its codes, its longest text, its digits, how it is checked."""

    kind: Kind
    code_list: str = ""
    most: int = 0
    digits: int = 0
    places: int = 0
    identifier: str = ""  # one of rules.identifiers.KINDS


Shapes = Mapping[str, Mapping[str, Shape]]


@dataclass(frozen=True)
class Known:
    """A code as it is found: `above` are the codes over it, itself first; `keys` are theirs in the database."""

    pk: int
    code: str
    above: tuple[str, ...] = ()
    keys: tuple[int, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    valid_from: date | None = None
    valid_until: date | None = None

    def is_valid(self, on: date) -> bool:
        """Whether it may be chosen for something of that day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or self.valid_until >= on
        )


class Codes(Protocol):
    """Where codes are looked up."""

    def find(self, code_list: str, code: str) -> Known | None:
        """The code of a list; None if there is none."""


@dataclass(frozen=True)
class Row:
    """One row as it was read: values by field, marks by field, and what was named."""

    id: str
    values: Mapping[str, Any]
    marks: Mapping[str, str]
    identity: Mapping[str, Any] | None = None

    def code(self, name: str) -> str:
        """The code that a field holds, "" if none."""
        value = self.values.get(name)
        return value.code if isinstance(value, Known) else ""

    def is_answered(self, name: str) -> bool:
        """Whether the field has a value or says why it has none."""
        return self.values.get(name) not in (None, "", []) or name in self.marks
