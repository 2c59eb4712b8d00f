"""The codes that a document names, fetched at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from cen_records.reports.shapes import shapes
from cen_records.rules.document.shapes import Kind, Known
from cen_records.rules.fields import LISTS
from cen_records.rules.quantities import Conversion, Unit, Units
from reference.models import Code, Place

if TYPE_CHECKING:
    from cen_records.rules.document.paths import Document

ABOVE = "parent__parent__parent"  # no list is deeper


class FoundCodes:
    """Codes by list and code; retired ones too."""

    def __init__(self, found: Mapping[tuple[str, str], Known]) -> None:
        self._found = found

    def find(self, code_list: str, code: str) -> Known | None:
        """The code of a list; None if there is none."""
        return self._found.get((code_list, code))


def codes_named_in(document: Document) -> FoundCodes:
    """All codes that a document names, in two queries."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for code_list, text in _named(document):
        wanted[code_list].add(text.strip().upper()[:40])
    return codes_called(wanted)


def codes_called(wanted: Mapping[str, Iterable[str]]) -> FoundCodes:
    """Codes by list: `{"unit": {"KG"}}`."""
    asked = Q(pk__in=[])
    for code_list, codes in wanted.items():
        if code_list != "place":
            asked |= Q(code_list_id=code_list, code__in=codes)
    found = {(code.code_list_id, code.code): _known(code) for code in Code.objects.filter(asked).select_related(ABOVE)}
    places = Place.objects.filter(code__in=wanted.get("place", ())).only("code", "valid_from", "valid_until")
    found |= {
        ("place", place.code): Known(
            place.pk, place.code, (place.code,), valid_from=place.valid_from, valid_until=place.valid_until
        )
        for place in places
    }
    return FoundCodes(found)


def _known(code: Code) -> Known:
    chain = [code]
    while chain[-1].parent:
        chain.append(chain[-1].parent)
    # What a code does not say itself, the one above says for it: cocaine base is weighed because cocaine is.
    details: dict[str, Any] = {}
    for step in reversed(chain):
        details |= {name: value for name, value in step.details.items() if value not in (None, "", [])}
    above, keys = tuple(step.code for step in chain), tuple(step.pk for step in chain)
    return Known(code.pk, code.code, above, keys, details, code.valid_from, code.valid_until)


def _named(document: Document) -> Iterator[tuple[str, str]]:
    yield from _named_in("case", document["case"])
    for part in LISTS:
        for row in document[part]:
            yield from _named_in(part, row)
            yield from _named_in(f"{part}.identity", row.get("identity", {}))


def _named_in(part: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, typed in row.items():
        shape = shapes().get(part, {}).get(name)
        if shape is None or shape.kind not in (Kind.CODE, Kind.CODES):
            continue
        for text in [typed] if isinstance(typed, str) else typed if isinstance(typed, list) else ():
            yield from ((shape.code_list, one) for one in text.replace(",", "\n").splitlines() if one.strip())


def units_in_use() -> Units:
    """The units and the conversions between them, as they are today."""
    rows = Code.objects.filter(code_list_id__in=["unit", "conversion"])
    units = [_unit(row) for row in rows if row.code_list_id == "unit"]
    return Units(units, [_conversion(row) for row in rows if row.code_list_id == "conversion"])


def _unit(row: Code) -> Unit:
    factor = row.details.get("factor")
    factor = None if factor is None else Decimal(str(factor))
    return Unit(row.code, row.details["dimension"], row.details["standard"], factor)


def _conversion(row: Code) -> Conversion:
    said = row.details
    return Conversion(
        row.code,
        said["from_unit"],
        said["to_unit"],
        Decimal(str(said["factor"])),
        said.get("commodity") or "",
        said["status"] == "CONFIRMED",
        row.valid_from,
        row.valid_until,
    )
