"""Which inputs stand on a screen, for a document as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from cen_records.presenters.inputs import field_named, lists_of
from cen_records.presenters.offers import label_of
from cen_records.rules.fields import FIELDS, IDENTITIES, Owed
from cen_records.web.entry.sections import ROWS
from reference.models import Code

if TYPE_CHECKING:
    from cen_records.rules.document.paths import Document
    from cen_records.rules.fields import Field
    from cen_records.web.entry.sections import Section

ENDS = ("DEPARTURE", "DESTINATION")
WIDE = frozenset({"narrative", "detection_aids", "description", "address"})


@dataclass(frozen=True)
class Cell:
    """One input: its field, its way in the document, how many of twelve columns it takes."""

    part: str
    field: Field
    path: str
    span: int = 4
    label: str = ""
    usual: str = ""


@dataclass(frozen=True)
class Block:
    """Inputs that belong together: the case's own, or those of one row."""

    part: str
    row: str
    cells: tuple[Cell, ...]
    heading: str = ""

    @property
    def marker(self) -> str:
        """The way to the row itself, which is there even if nothing is said in it."""
        return f"{self.part}.{self.row}" if self.row else ""

    @property
    def is_nominal(self) -> bool:
        """Whether something here leads to somebody by name."""
        return any(cell.part.endswith(".identity") for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A screen: its blocks, and what it sends without asking."""

    blocks: tuple[Block, ...]
    silent: tuple[tuple[str, str], ...] = ()

    @property
    def cells(self) -> Iterator[Cell]:
        """All inputs, in order."""
        return (cell for block in self.blocks for cell in block.cells)

    @property
    def lists(self) -> set[str]:
        """The code lists they need."""
        return set[str]().union(*(lists_of(cell.part, [cell.field]) for cell in self.cells))


def short_sheet(document: Document) -> Sheet:
    """The short form: one line of goods, one means of transport, one hiding place, two ends of the route."""
    line, conveyance, hidden = (_first(document, part) for part in ("lines", "conveyances", "concealments"))
    ends = {role: _leg(document, role) for role in ENDS}
    cells = (
        _cell("case", "seized_on", span=4),
        _cell("case", "location_type", span=8),
        _cell("case", "office", span=12),
        _cell("case", "direction", span=12),
        _cell("lines", "commodity", line, span=6, usual="lines.commodity"),
        _cell("lines", "quantity", line, span=3),
        _cell("lines", "unit", line, span=3),
        _cell("case", "detection_method", span=12),
        _cell("conveyances", "mode", conveyance, span=4),
        _cell("concealments", "where", hidden, span=4),
        _cell("case", "ecommerce", span=4),
        *(_end(role, row) for role, row in ends.items()),
    )
    rows = (f"lines.{line}", f"conveyances.{conveyance}", f"concealments.{hidden}", *(f"legs.{ends[r]}" for r in ENDS))
    roles = tuple((f"legs.{ends[role]}.role", role) for role in ENDS)
    return Sheet((Block("case", "", cells),), (*((row, "") for row in rows), *roles))


def long_sheet(document: Document, section: Section) -> Sheet:
    """One section of the long form, with the fields that apply, and those that something stands in."""
    blocks = []
    if section.case:
        named = [field_named("case", name) for name in section.case]
        blocks.append(Block("case", "", tuple(_spaced("case", field, "case") for field in named)))
    for part in section.parts:
        rows = document[part] or ([{"id": str(uuid4())}] if part in ("lines", "conveyances", "concealments") else [])
        blocks += [_block(part, row, number, document) for number, row in enumerate(rows, start=1)]
    silent = tuple((block.marker, "") for block in blocks if block.row)
    return Sheet(tuple(blocks), silent)


def _block(part: str, row: Mapping[str, Any], number: int, document: Document) -> Block:
    start, modes, goods = f"{part}.{row['id']}", modes_of(document), goods_of(row) if part == "lines" else frozenset()
    if part == "conveyances":
        modes = frozenset({str(row.get("mode", ""))})
    cells = [
        _spaced(part, field, start)
        for field in FIELDS[part]
        if field.long is not Owed.ABSENT and (row.get(field.name) or field.applies(modes=modes, goods=goods))
    ]
    named = row.get("identity", {})
    cells += [
        _spaced(f"{part}.identity", field, f"{start}.identity")
        for field in IDENTITIES.get(part, ())
        if named.get(field.name) or field.applies(modes=modes, goods=goods)
    ]
    return Block(part, str(row["id"]), tuple(cells), f"{ROWS[part]} {number}")


def modes_of(document: Document) -> frozenset[str]:
    """The means of transport that were chosen."""
    return frozenset(str(row["mode"]) for row in document["conveyances"] if isinstance(row.get("mode"), str))


def goods_of(line: Mapping[str, Any]) -> frozenset[str]:
    """The commodity of a line and all that stands above it."""
    code = line.get("commodity")
    found = Code.objects.filter(code_list_id="commodity", code=code).first() if isinstance(code, str) else None
    above = set[str]()
    while found is not None:
        above.add(found.code)
        found = found.parent
    return frozenset(above)


def _cell(part: str, name: str, row: str = "", *, span: int, label: str = "", usual: str = "") -> Cell:
    start = f"{part}.{row}" if row else part
    return Cell(part, field_named(part, name), f"{start}.{name}", span, label, usual)


def _end(role: str, row: str) -> Cell:
    return _cell("legs", "country", row, span=6, label=label_of("route_role", role), usual=f"legs.country.{role}")


def _spaced(part: str, field: Field, start: str) -> Cell:
    return Cell(part, field, f"{start}.{field.name}", 12 if field.name in WIDE else 4)


def _first(document: Document, part: str) -> str:
    rows = document[part]
    return str(rows[0]["id"]) if rows else str(uuid4())


def _leg(document: Document, role: str) -> str:
    found = [row for row in document["legs"] if row.get("role") == role]
    return str(found[0]["id"]) if found else str(uuid4())
