"""Quantities: whether there is one, what it is in the standard unit, and whether it can be.

The original stays as it was entered; the standard quantity stands beside it with the code of the rule that made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum

from cen_records.rules.findings import Finding, Level

PLACES = Decimal("0.0001")  # of a standard quantity
ARITHMETIC = Context(prec=50, rounding=ROUND_HALF_EVEN)
DIGITS_AT_MOST = 20  # before the point


class State(StrEnum):
    """What a field says. Nothing but KNOWN may enter a sum, and each is counted by itself."""

    KNOWN = "KNOWN"
    ZERO = "ZERO"  # known, and none: counted among the known
    MISSING = "MISSING"  # nobody has said anything
    UNKNOWN = "UNKNOWN"  # asked, and not to be known
    NOT_APPLICABLE = "NOT_APPLICABLE"  # the question does not arise


class Mark(StrEnum):
    """What an officer ticks instead of a value. Kept beside the value; empty where there is one, or nothing."""

    NONE = ""
    UNKNOWN = "UNKNOWN"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class ContradictionError(ValueError):
    """A value and a mark that says there is none."""


def state_of(value: object, mark: str = Mark.NONE) -> State:
    """Read a field's value and mark. A blank text is no value; False and 0 are values.

    Raises ContradictionError where both are given, and ValueError for a mark that is none.
    """
    known = Mark(mark)
    empty = value is None or (isinstance(value, str) and not value.strip())
    if known and not empty:
        raise ContradictionError(value, mark)
    if known:
        return State(known)
    if empty:
        return State.MISSING
    number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return State.ZERO if number and value == 0 else State.KNOWN


@dataclass(frozen=True)
class Unit:
    """One row of the list of units. `factor` leads to its standard unit; without one the unit fits no other."""

    code: str
    dimension: str
    standard: str
    factor: Decimal | None


@dataclass(frozen=True)
class Conversion:
    """One row of the list of conversions: for goods under `commodity` (all where empty), on the days it is valid."""

    code: str
    from_unit: str
    to_unit: str
    factor: Decimal
    commodity: str = ""
    confirmed: bool = False
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def on_request(self) -> bool:
        """It leads to the unit it comes from, as worked ivory to raw: only somebody who knows can ask for it."""
        return self.from_unit == self.to_unit

    def holds_on(self, day: date) -> bool:
        """Whether it is valid on this day."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)


@dataclass(frozen=True)
class Standard:
    """A standard quantity. `rules` are the codes that made it, in order: of units, of conversions; empty for none.

    `estimated`: a conversion took part that is not a mere change of unit.
    """

    quantity: Decimal
    unit: str
    rules: tuple[str, ...] = ()
    estimated: bool = False
    confirmed: bool = True


class Units:
    """The units and the conversions of one day, loaded once and asked for many records."""

    def __init__(self, units: Iterable[Unit], conversions: Iterable[Conversion] = ()) -> None:
        self.units = {unit.code: unit for unit in units}
        self.conversions: dict[str, list[Conversion]] = {}
        for conversion in conversions:
            self.conversions.setdefault(conversion.from_unit, []).append(conversion)
        self.by_code = {rule.code: rule for rules in self.conversions.values() for rule in rules}

    def convert(
        self,
        quantity: Decimal,
        unit: str,
        to: str,
        *,
        commodities: tuple[str, ...] = (),
        day: date = date.max,
        asked: str = "",
    ) -> Standard | None:
        """The quantity in the unit `to`; None where no rule leads there.

        `commodities`: the commodity and what it stands under, nearest first; the nearest rule is taken.
        `asked`: the code of a conversion that an officer chose. Raises KeyError for a unit that is none.
        """
        wanted = self.units[to]
        start = Standard(quantity, self.units[unit].code)
        if asked:
            start = _applied(start, self.by_code[asked])
        return next((_rounded(end) for end in self._ways(start, wanted, commodities, day) if end), None)

    def _ways(self, start: Standard, to: Unit, commodities: tuple[str, ...], day: date) -> Iterator[Standard | None]:
        """By unit alone; by one conversion between changes of unit; by two."""
        yield self._by_unit(start, to)
        near = [start, *filter(None, [self._to_standard(start)])]
        once = [_applied(place, rule) for place in near for rule in self._rules(place.unit, commodities, day)]
        for step in once:
            yield self._by_unit(step, to)
        for step in once:
            for rule in self._rules(step.unit, commodities, day):
                yield self._by_unit(_applied(step, rule), to)

    def _by_unit(self, start: Standard, to: Unit) -> Standard | None:
        unit = self.units[start.unit]
        if unit.code == to.code:
            return start
        if unit.factor is None or to.factor is None or unit.standard != to.standard:
            return None
        quantity = ARITHMETIC.divide(ARITHMETIC.multiply(start.quantity, unit.factor), to.factor)
        return _after(start, quantity, to.code, unit.code)

    def _to_standard(self, start: Standard) -> Standard | None:
        unit = self.units[start.unit]
        return None if unit.standard == unit.code else self._by_unit(start, self.units[unit.standard])

    def _rules(self, unit: str, commodities: tuple[str, ...], day: date) -> list[Conversion]:
        """What leads away from a unit: of the nearest commodity first, then of all goods."""
        nearness = {code: place for place, code in enumerate((*commodities, ""))}
        found = [rule for rule in self.conversions.get(unit, ()) if rule.commodity in nearness]
        found = [rule for rule in found if not rule.on_request and rule.holds_on(day)]
        return sorted(found, key=lambda rule: nearness[rule.commodity])


def _after(start: Standard, quantity: Decimal, unit: str, rule: str) -> Standard:
    return Standard(quantity, unit, (*start.rules, rule), start.estimated, start.confirmed)


def _applied(start: Standard, rule: Conversion) -> Standard:
    quantity = ARITHMETIC.multiply(start.quantity, rule.factor)
    step = _after(start, quantity, rule.to_unit, rule.code)
    return Standard(step.quantity, step.unit, step.rules, estimated=True, confirmed=start.confirmed and rule.confirmed)


def _rounded(end: Standard) -> Standard:
    quantity = end.quantity.quantize(PLACES, context=ARITHMETIC)
    return Standard(quantity, end.unit, end.rules, end.estimated, end.confirmed)


@dataclass(frozen=True)
class Bound:
    """How much of some goods is still believed: more than ever was seized at once, in the standard unit."""

    unit: str
    highest: Decimal
    commodity: str = ""


# Rough on purpose: what lies beyond is a slip of the keys or wants a word of explanation. Nearest commodity first.
BOUNDS = (
    Bound("KG", Decimal(50_000), "DRUGS"),
    Bound("KG", Decimal(5_000_000)),
    Bound("L", Decimal(5_000_000)),
    Bound("PIECE", Decimal(1_000_000_000)),
    Bound("USD", Decimal(1_000_000_000)),
    Bound("M2", Decimal(100_000_000)),
    Bound("M", Decimal(10_000_000)),
    Bound("BQ", Decimal(10) ** 18),
)
WHOLE = frozenset({"COUNT"})
OFTEN_SLIPPED = (Decimal(1000), Decimal(1_000_000))


def judge(
    quantity: Decimal, unit: Unit, standard: Standard | None = None, *, commodities: tuple[str, ...] = ()
) -> list[Finding]:
    """What is wrong with a quantity that was given; `standard` and `commodities` sharpen it."""
    if not quantity.is_finite() or quantity.adjusted() >= DIGITS_AT_MOST:
        return [Finding(Level.BLOCKS, "QUANTITY_TOO_LONG")]
    if quantity <= 0:
        return [Finding(Level.BLOCKS, "QUANTITY_NEGATIVE" if quantity else "QUANTITY_ZERO")]
    findings = []
    if unit.dimension in WHOLE and quantity != quantity.to_integral_value():
        findings.append(Finding(Level.ANSWER, "QUANTITY_IN_PARTS", {"unit": unit.code}))
    bound = _bound(standard, commodities) if standard else None
    if standard and bound and standard.quantity > bound.highest:
        findings.append(_beyond(quantity, standard, bound))
    return findings


def _bound(standard: Standard, commodities: tuple[str, ...]) -> Bound | None:
    nearness = {code: place for place, code in enumerate((*commodities, ""))}
    fitting = [bound for bound in BOUNDS if bound.unit == standard.unit and bound.commodity in nearness]
    return min(fitting, key=lambda bound: nearness[bound.commodity], default=None)


def _beyond(quantity: Decimal, standard: Standard, bound: Bound) -> Finding:
    """More than is believed; a thousandth that is believed may be what was meant."""
    values = {"found": f"{standard.quantity.normalize():f}", "highest": f"{bound.highest:f}", "unit": standard.unit}
    for slip in OFTEN_SLIPPED:
        if standard.quantity / slip <= bound.highest:
            meant = ARITHMETIC.divide(quantity, slip).normalize(ARITHMETIC)
            return Finding(Level.ANSWER, "QUANTITY_SLIP", {**values, "meant": f"{meant:f}"})
    return Finding(Level.BLOCKS, "QUANTITY_ABSURD", values)
