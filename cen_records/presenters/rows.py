"""A record in one row of a list."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cen_records.choices import Mark, Status
from cen_records.presenters.routes import in_short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cen_records.models import Case, ReleasedCase
    from cen_records.models.goods import OpenLine
    from reference.models import Code

BADGES = {
    Status.SUBMITTED: "accent",
    Status.CHECKED: "accent",
    Status.RETURNED: "attention",
    Status.RELEASED: "good",
    Status.QUERIED: "attention",
    Status.VALIDATED: "good",
    Status.REJECTED: "stop",
    Status.WITHDRAWN: "neutral",
    Status.DUPLICATE: "neutral",
}
SPELT_BY_SYMBOL = {"MASS", "VOLUME", "AREA", "LENGTH", "ACTIVITY", "MONEY"}
WITHOUT_S = ("s", "x", "u", "r", "z")  # how units end that do not take an s for several, in our three languages
PLACES = 4  # decimals that a list and a table show


@dataclass(frozen=True)
class Badge:
    """A state, always in a word."""

    word: str
    kind: str


@dataclass(frozen=True)
class Row:
    """What a list tells of a record."""

    case: Case | ReleasedCase
    goods: str
    more_goods: str
    quantity: str
    route: str
    hidden: str
    badge: Badge


def badge_of(case: Case | ReleasedCase) -> Badge:
    """Where a record stands, in a word with its colour."""
    return Badge(case.get_status_display(), BADGES[Status(case.status)])


def row_of(case: Case | ReleasedCase) -> Row:
    """One row. The parts of the case have been fetched: see `reports.rows.with_parts`."""
    lines = list(case.lines.all())
    return Row(
        case=case,
        goods=lines[0].commodity.label() if lines else "",
        more_goods=_further(len(lines) - 1),
        quantity=quantity_of(lines[0]) if lines else "",
        route=in_short(case.legs.all()),
        hidden=_hidden(case.concealments.all()),
        badge=badge_of(case),
    )


def quantity_of(line: OpenLine) -> str:
    """The quantity as it was told, with its unit; or in words why there is none."""
    if line.quantity is None:
        return {Mark.UNKNOWN: _("unknown"), Mark.NOT_APPLICABLE: _("not applicable"), None: _("missing")}[
            line.mark("quantity")
        ]
    return measured(line.quantity, line.unit, currency=line.currency if line.currency_id else None)


def measured(amount: Decimal, unit: Code | None, *, currency: Code | None = None) -> str:
    """A number with its unit, as the reader's language writes it: “12,5 kg”, “1 250 comprimés”."""
    number = number_format(plain_number(amount), force_grouping=True)
    if unit is None:
        return number
    if unit.code == "MONEY" and currency is not None:
        return f"{number} {currency.code}"
    symbol = unit.details.get("symbol") if unit.details.get("dimension") in SPELT_BY_SYMBOL else ""
    return f"{number} {symbol or _counted(unit, several=amount >= 2)}"


def _counted(unit: Code, *, several: bool) -> str:
    """A unit that is counted: “comprimés”, “paquets”; what its label explains in brackets is left out."""
    word = unit.label().partition(" (")[0].lower()
    return f"{word}s" if several and " " not in word and not word.endswith(WITHOUT_S) else word


def plain_number(amount: Decimal) -> Decimal:
    """Without the zeros that only the column holds: 12.5000 is 12.5, 1200 stays 1200."""
    rounded = round(amount, PLACES)
    whole = rounded.to_integral_value()
    return whole if rounded == whole else rounded.normalize()


def _further(lines: int) -> str:
    if lines <= 0:
        return ""
    return ngettext("and %(number)s more line", "and %(number)s more lines", lines) % {"number": lines}


def _hidden(concealments: Iterable[object]) -> str:
    return ", ".join(str(one.detail or one.where) for one in concealments)  # type: ignore[attr-defined]
