"""A record written out, field by field: what leaves, what stays, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _

from accounts.models import Office
from cen_records.choices import Mark
from cen_records.presenters.screening import KINDS
from cen_records.reports.labels import label_of
from cen_records.reports.projection import Why
from cen_records.reports.projection.screening import OWN
from cen_records.reports.shapes import TABLES
from reference.models import Code, CodesField, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cen_records.reports.projection import Projection, Screened, Told


@dataclass(frozen=True)
class Piece:
    """Some words of a text; `why` is said of those that are marked."""

    words: str
    why: str = ""


@dataclass(frozen=True)
class Line:
    """One field. `leaves` and `stays` are empty where nothing does; `why` says why it stays."""

    path: str
    label: str
    leaves: str = ""
    stays: str = ""
    why: str = ""
    pieces: Sequence[Piece] = ()

    @property
    def words(self) -> str:
        """What the record says."""
        return self.stays or self.leaves


@dataclass
class Section:
    """One part of a record, or one of several rows."""

    heading: str
    lines: list[Line] = field(default_factory=list)


def sheet_of(projection: Projection) -> list[Section]:
    """All that the record says, part by part, in the order of the document."""
    screened = {found.path: found for found in projection.screened}
    told = [*projection.leaves, *projection.stays]
    words = _Words(told)
    order, numbers = _rows_of(told)
    sections: dict[Any, Section] = {}
    for one in sorted(told, key=lambda one: order[_place(one)]):
        place = _place(one)
        section = sections.setdefault(place, Section(_heading(place, numbers)))
        section.lines.append(_line(one, words, screened.get(one.path)))
    return list(sections.values())


def pieces_of(found: Screened) -> list[Piece]:
    """The text of a field, cut where words are marked."""
    pieces, at = list[Piece](), 0
    for stretch in found.found:
        why = _("held by the record as a name or number") if stretch.why == OWN else str(KINDS[stretch.kind])  # type: ignore[index]
        pieces += [Piece(found.words[at : stretch.start]), Piece(found.words[stretch.start : stretch.end], why)]
        at = stretch.end
    return [piece for piece in (*pieces, Piece(found.words[at:])) if piece.words]


def _place(one: Told) -> tuple[str, Any]:
    return one.part.partition(".")[0], one.row


def _rows_of(told: Iterable[Told]) -> tuple[dict[Any, int], dict[Any, int]]:
    """In which order the rows come, and the number of each within its part."""
    parts = list(TABLES)
    places = sorted(dict.fromkeys(map(_place, told)), key=lambda place: parts.index(place[0]))
    counted: dict[str, int] = {}
    numbers = {}
    for place in places:
        counted[place[0]] = numbers[place] = counted.get(place[0], 0) + 1
    return {place: index for index, place in enumerate(places)}, numbers


def _heading(place: tuple[str, Any], numbers: dict[Any, int]) -> str:
    name = str(TABLES[place[0]]._meta.verbose_name)
    return name if place[0] == "case" else f"{name} {numbers[place]}"


def _line(one: Told, words: _Words, found: Screened | None) -> Line:
    label, said = label_of(one.path), words.of(one)
    if one.why:
        return Line(one.path, label, stays=said, why=_reason(one.why))
    if found and found.is_masked:
        why = _("Marked words are left out")
        return Line(one.path, label, leaves=found.as_it_leaves, stays=said, why=why, pieces=pieces_of(found))
    return Line(one.path, label, leaves=said, pieces=pieces_of(found) if found else ())


def _reason(why: Why) -> str:
    match why:
        case Why.NOMINAL:
            return _("Names a person: never leaves")
        case Why.COARSENED:
            return _("Group too small")
        case Why.NATIONAL:
            return _("National")


class _Words:
    """Values in the reader's language; all codes of a record are read at once."""

    def __init__(self, told: Iterable[Told]) -> None:
        wanted: dict[Any, set[Any]] = {Code: set(), Place: set(), Office: set()}
        for one in told:
            column = _column(one)
            if column.is_relation and one.value is not None:
                wanted[column.related_model].add(one.value)
        self._named = {model: model.objects.in_bulk(keys) for model, keys in wanted.items()}

    def of(self, one: Told) -> str:
        """One value. Of what names a person: that it is filled in."""
        column, value = _column(one), one.value
        if one.why == Why.NOMINAL:
            return _("Filled in")
        if one.mark and value in (None, "", []):
            return str(Mark(one.mark).label)
        if column.is_relation:
            return str(self._named[column.related_model][value])
        if isinstance(column, CodesField):
            found = Code.objects.filter(code_list_id=column.code_list, code__in=value)
            return ", ".join(code.label() for code in found)
        return _plain(value)


def _column(one: Told) -> Any:
    return TABLES[one.part]._meta.get_field(one.name)


def _plain(value: Any) -> str:
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case Decimal():
            return str(number_format(value.normalize(), use_l10n=True, force_grouping=True))
        case date():
            return date_format(value, "DATE_FORMAT")
        case time():
            return time_format(value)
        case list():
            return ", ".join(" × ".join(map(str, item)) if isinstance(item, list) else str(item) for item in value)
        case _:
            return str(value)
