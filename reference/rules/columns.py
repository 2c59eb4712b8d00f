"""The columns of a code list beyond those that every list has, and what their cells may hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum, auto
from typing import Any

_PLAIN = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{0,14}[1-9])?")  # as numbers are kept
YEARS = range(1900, 2101)  # a day of another year is a slip (0026, 1026) or an end that is none (2999, 9999)
YES = frozenset({"1", "yes", "oui", "sim", "true", "x"})
NO = frozenset({"0", "no", "non", "não", "nao", "false"})


class Kind(Enum):
    """What a cell holds."""

    TEXT = auto()
    NUMBER = auto()
    YES_NO = auto()
    CODE = auto()  # one code of another list
    CODES = auto()  # several, `A|B`


@dataclass(frozen=True)
class Column:
    """One column of a list's own.

    `of` is the list whose codes it names; `among` the only words it may hold; `pattern` how it is written;
    `between` the least and the greatest number.
    """

    name: str
    kind: Kind = Kind.TEXT
    of: str = ""
    among: tuple[str, ...] = ()
    owed: bool = False
    pattern: re.Pattern[str] | None = None
    between: tuple[int, int] | None = None


class Unfit(ValueError):
    """The cell does not hold what its column is for. `code` is the unknown code, if that is what is wrong."""

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.code = code


class YearUnlikely(Unfit):
    """The day lies in a year in which no code of customs begins or ends."""


def value_of(column: Column, cell: str, known: Mapping[str, frozenset[str]]) -> Any:
    """A cell as it is kept; None for an empty one. Raises Unfit."""
    if not cell:
        return None
    match column.kind:
        case Kind.NUMBER:
            return _within(column, number(cell))
        case Kind.YES_NO:
            return yes_or_no(cell)
        case Kind.CODE:
            return _known(column, cell, known)
        case Kind.CODES:
            return [_known(column, code.strip(), known) for code in cell.split("|") if code.strip()] or None
    if (column.among and cell not in column.among) or (column.pattern and not column.pattern.fullmatch(cell)):
        raise Unfit
    return cell


def _within(column: Column, found: str) -> str:
    if column.between and not column.between[0] <= Decimal(found) <= column.between[1]:
        raise Unfit
    return found


def cell_of(column: Column, value: Any) -> str:
    """A kept value as a file shows it."""
    if value is None:
        return ""
    if column.kind is Kind.CODES:
        return "|".join(value)
    if column.kind is Kind.YES_NO:
        return "1" if value else "0"
    return str(value)


def number(cell: str) -> str:
    """A decimal number as text, so that no digit is lost. Takes `12 345,6` as well. Raises Unfit."""
    if _PLAIN.fullmatch(cell):
        return cell
    try:
        found = Decimal(re.sub(r"[\s\u00a0\u202f]", "", cell).replace(",", "."))
    except InvalidOperation:
        raise Unfit from None
    if not found.is_finite() or abs(found.adjusted()) > 30:
        raise Unfit
    return format(found.normalize(), "f")


def yes_or_no(cell: str) -> bool:
    """Whether a cell says yes, in any of the three languages. Raises Unfit if it says neither."""
    word = cell.casefold()
    if word not in YES | NO:
        raise Unfit
    return word in YES


def day(cell: str) -> date | None:
    """A day, as 2026-11-22 or 22/11/2026; None for an empty cell. Raises Unfit, and YearUnlikely."""
    if not cell:
        return None
    if found := re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", cell):
        cell = f"{found[3]}-{found[2]}-{found[1]}"
    try:
        told = date.fromisoformat(cell)
    except ValueError:
        raise Unfit from None
    if told.year not in YEARS:
        raise YearUnlikely
    return told


def _known(column: Column, code: str, known: Mapping[str, frozenset[str]]) -> str:
    """The codes of a list that is being read itself are not known yet: whoever reads it checks afterwards."""
    if column.of in known and code not in known[column.of]:
        raise Unfit(code)
    return code
