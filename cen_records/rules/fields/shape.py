"""What the table says of one field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Reach(IntEnum):
    """How far a field may go. What is nominal never leaves the administration, by whatever agreement."""

    NOMINAL = 0
    NATIONAL = 1
    REGIONAL = 2
    GLOBAL = 3


class Owed(StrEnum):
    """Whether a form asks for a field."""

    MUST = "M"
    WHERE_IT_APPLIES = "C"
    MAY = "O"
    ABSENT = "-"


@dataclass(frozen=True)
class Field:
    """One field of one part of a record.

    `modes` and `goods` name the means of transport and the commodities (any step of their tree) for which it
    applies; none: for all. `screened`: free words, which are searched for names before they leave.
    `identifier`: which of `rules.identifiers.KINDS` judges what is typed.
    """

    name: str
    reach: Reach
    short: Owed
    long: Owed
    modes: frozenset[str] = frozenset()
    goods: frozenset[str] = frozenset()
    screened: bool = False
    identifier: str = ""

    def applies(self, *, modes: frozenset[str] = frozenset(), goods: frozenset[str] = frozenset()) -> bool:
        """Whether it is asked for these means of transport and these commodities (with all steps above them)."""
        return (not self.modes or bool(self.modes & modes)) and (not self.goods or bool(self.goods & goods))

    def owed(self, *, short: bool) -> Owed:
        """What a form makes of it."""
        return self.short if short else self.long


NOMINAL, NATIONAL, REGIONAL, GLOBAL = Reach.NOMINAL, Reach.NATIONAL, Reach.REGIONAL, Reach.GLOBAL


def field(
    name: str,
    reach: Reach,
    forms: str,
    *,
    modes: str = "",
    goods: str = "",
    screened: bool = False,
    identifier: str = "",
) -> Field:
    """A line of the table; `forms` is SHORT/LONG: `"M/M"`, `"-/C"`. Words are separated by spaces."""
    short, _slash, long = forms.partition("/")
    applies = frozenset(modes.split()), frozenset(goods.split())
    return Field(name, reach, Owed(short), Owed(long), *applies, screened, identifier)
