"""Reading a document: typed values where they can be read, findings at their fields where not. Knows no table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cen_records.rules import identifiers
from cen_records.rules.document import values
from cen_records.rules.document.shapes import Codes, Kind, Known, Row, Shape, Shapes
from cen_records.rules.document.values import Unreadable
from cen_records.rules.fields import LISTS
from cen_records.rules.findings import Finding, Level, finding_at

if TYPE_CHECKING:
    from cen_records.rules.document.paths import Document


@dataclass
class Reading:
    """What a document says. `rows` holds the lists by part; findings tell what could not be read, and where."""

    case: Row
    rows: dict[str, list[Row]]
    findings: list[Finding] = field(default_factory=list)

    @property
    def happened_on(self) -> date | None:
        """The day of the seizure, if it could be read."""
        found = self.case.values.get("seized_on")
        return found if isinstance(found, date) else None

    @property
    def modes(self) -> frozenset[str]:
        """The means of transport."""
        return frozenset(row.code("mode") for row in self.rows["conveyances"]) - {""}

    @property
    def is_short(self) -> bool:
        """Whether it is the short form."""
        return self.case.code("form_profile") != "LONG"


def goods_of(line: Row) -> tuple[str, ...]:
    """The commodity of a line and what stands above it in the tree, nearest first."""
    commodity = line.values.get("commodity")
    return commodity.above if isinstance(commodity, Known) else ()


def read(document: Document, *, shapes: Shapes, codes: Codes) -> Reading:
    """Read all that was typed. Raises nothing: what cannot be read is a finding, and its field stays empty."""
    findings = list[Finding]()
    reader = _Reader(shapes, codes, findings)
    case = reader.row("case", "case", {"id": "", **document["case"]})
    rows = {part: [reader.row(part, f"{part}.{row['id']}", row) for row in document[part]] for part in LISTS}
    return Reading(case, rows, findings)


@dataclass
class _Reader:
    shapes: Shapes
    codes: Codes
    findings: list[Finding]

    def row(self, part: str, start: str, typed: Mapping[str, Any]) -> Row:
        said = {name: value for name, value in typed.items() if name not in ("id", "identity")}
        found, marks = self._fields(part, start, said)
        named = None
        if "identity" in typed:
            named, unsaid = self._fields(f"{part}.identity", f"{start}.identity", typed["identity"])
            marks |= {f"identity.{name}": mark for name, mark in unsaid.items()}
        return Row(str(typed["id"]), found, marks, named or None)

    def _fields(self, part: str, start: str, said: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        found, marks = dict[str, Any](), dict[str, str]()
        for name, value in said.items():
            if isinstance(value, Mapping):
                marks[name] = value["is"]
                continue
            try:
                found[name] = self._value(self.shapes[part][name], value, f"{start}.{name}")
            except Unreadable as wrong:
                self.findings.append(finding_at(wrong.code, f"{start}.{name}", wrong.level, **wrong.facts))
        return found, marks

    def _value(self, shape: Shape, typed: str | list[str], path: str) -> Any:
        if shape.kind in SEVERAL:
            return SEVERAL[shape.kind](self, shape, [typed] if isinstance(typed, str) else typed)
        if isinstance(typed, list):
            raise Unreadable("ONE_VALUE_ONLY")
        if shape.kind is Kind.CODE:
            return self._code(shape, typed)
        if shape.kind is Kind.NUMBER and values.is_ambiguous(typed):
            self.findings.append(finding_at("THOUSANDS_OR_DECIMALS", path, Level.ANSWER, typed=typed))
        if shape.identifier:
            return self._identifier(shape, typed, path)
        return ONE[shape.kind](typed, shape)

    def _identifier(self, shape: Shape, typed: str, path: str) -> str:
        """In its normal spelling, whatever is found wrong with it."""
        checked = identifiers.check(shape.identifier, typed)
        self.findings += [replace(finding, path=path) for finding in checked.findings]
        return values.line(checked.value, most=shape.most)

    def _code(self, shape: Shape, typed: str) -> Known:
        found = self.codes.find(shape.code_list, typed.strip().upper())
        if found is None:
            raise Unreadable("NO_SUCH_CODE", typed=typed[:60], list=shape.code_list)
        return found

    def _several_codes(self, shape: Shape, typed: Iterable[str]) -> list[str]:
        found = [
            self._code(shape, one) for text in typed for one in text.replace(",", "\n").splitlines() if one.strip()
        ]
        return sorted({known.code for known in found})

    def _several_lines(self, shape: Shape, typed: Iterable[str]) -> list[str]:
        return [values.line(one, most=shape.most) for text in typed for one in text.splitlines() if one.strip()]

    def _pairs(self, _shape: Shape, typed: Iterable[str]) -> list[list[str]]:
        """Denominations, a line each: `10000 x 50`. As text, so that a JSON column keeps them exactly."""
        pairs = []
        for one in self._several_lines(Shape(Kind.LINES, most=60), typed):
            worth, sign, pieces = one.lower().replace("×", "x").partition("x")
            if not sign:
                raise Unreadable("NOT_A_DENOMINATION", typed=one)
            pairs.append([str(_from_zero(values.number(worth, places=2))), str(values.whole_number(pieces))])
        return pairs


def _from_zero(value: Decimal) -> Decimal:
    if value < 0:
        raise Unreadable("NEGATIVE")
    return value


def _number(typed: str, shape: Shape) -> Decimal:
    return values.number(typed, digits=shape.digits, places=shape.places)


def _yes_no(typed: str, _shape: Shape) -> bool:
    if typed not in ("YES", "NO", "on"):
        raise Unreadable("NOT_YES_OR_NO")
    return typed != "NO"


ONE: Mapping[Kind, Callable[[str, Shape], Any]] = {
    Kind.DAY: lambda typed, _shape: values.day(typed),
    Kind.CLOCK: lambda typed, _shape: values.clock(typed),
    Kind.NUMBER: _number,
    Kind.WHOLE: lambda typed, shape: values.whole_number(typed, most=shape.most or 2_147_483_647),
    Kind.LINE: lambda typed, shape: values.line(typed, most=shape.most),
    Kind.WORDS: lambda typed, shape: values.words(typed, most=shape.most),
    Kind.YES_NO: _yes_no,
    Kind.OFFICE: lambda typed, _shape: typed.strip().upper(),
}
SEVERAL: Mapping[Kind, Callable[[_Reader, Shape, Iterable[str]], Any]] = {
    Kind.CODES: _Reader._several_codes,  # noqa: SLF001 - its own
    Kind.LINES: _Reader._several_lines,  # noqa: SLF001
    Kind.PAIRS: _Reader._pairs,  # noqa: SLF001
}
