"""Pages of long lists: "the rows after this one", which costs the same on the last page as on the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from face import addresses, cursors
from face.columns import Column, Columns

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["Column", "Columns", "Page", "paginate"]

M = TypeVar("M", bound=Model)
COUNTED_UP_TO = 1000
KEY = "keyset_%d"


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows of a list, and the ways on from here; an address is empty where there is no way on.

    `count` is None if there are over `COUNTED_UP_TO`; `moved` if the address asked for a place that is not there.
    """

    rows: list[M]
    columns: Columns
    sort: str
    count: int | None
    next_url: str
    previous_url: str
    moved: bool
    request: HttpRequest

    @property
    def count_text(self) -> str:
        """How many there are, honestly: "3 results", "over 1,000 results"."""
        if self.count is None:
            return gettext("over %(number)s results") % {"number": number_format(COUNTED_UP_TO, force_grouping=True)}
        return ngettext("%(number)s result", "%(number)s results", self.count) % {
            "number": number_format(self.count, force_grouping=True)
        }

    @property
    def heads(self) -> list[Head]:
        """The columns as they stand in the table's head, with the address that sorts by each."""
        return [self._head(column) for column in self.columns]

    def _head(self, column: Column) -> Head:
        falling = self.sort == f"-{column.name}"
        rising = self.sort == column.name
        query = addresses.changed(self.request.GET, {addresses.SORT: f"-{column.name}" if rising else column.name})
        return Head(column, query if column.order else "", "descending" if falling else "ascending" if rising else "")


@dataclass(frozen=True)
class Head:
    """One column's head: `query` sorts by it, `direction` says how it is sorted now."""

    column: Column
    query: str
    direction: str


def paginate(
    request: HttpRequest, queryset: QuerySet[M], columns: Columns, *, sort: str = "", size: int = 50
) -> Page[M]:
    """The page of the list that the address asks for: `sort` (or the default given here) and `from`.

    An address that is stale, forged or belongs to another order leads to the first page, marked as `moved`.
    Raises ValueError at once for an order by a field that can be null.
    """
    chosen = request.GET.get(addresses.SORT, "")
    if not _sortable(columns, chosen):
        chosen = sort
    order = _order(columns, chosen)
    _refuse_nullable(queryset.model, order)
    keyed = queryset.annotate(**{KEY % place: F(name.lstrip("-")) for place, name in enumerate(order)})
    asked, moved = request.GET.get(addresses.POSITION, ""), False
    direction: cursors.Direction = "next"
    after: list[Any] = []
    if asked:
        try:
            direction, after = cursors.read(asked, order)
        except cursors.BadCursor:
            moved = True
    rows, more = _fetch(keyed, order, direction, after, size)
    back = direction == "previous"
    if back and not more and len(rows) < size:  # rows were added or taken away before: begin at the beginning
        direction, after, back = "next", [], False
        rows, more = _fetch(keyed, order, direction, after, size)
    has_next, has_previous = (True, more) if back else (more, bool(after))
    return Page(
        rows=rows,
        columns=columns,
        sort=chosen,
        count=_count(queryset),
        next_url=_link(request, order, "next", rows[-1]) if has_next and rows else "",
        previous_url=_link(request, order, "previous", rows[0]) if has_previous and rows else "",
        moved=moved,
        request=request,
    )


def _sortable(columns: Columns, name: str) -> bool:
    bare = name.removeprefix("-")
    return bare in columns and bool(columns[bare].order)


def _order(columns: Columns, sort: str) -> tuple[str, ...]:
    """The fields of an order, ending in the key, so that no two rows are equal."""
    if not sort:
        return ("pk",)
    fields = columns[sort.removeprefix("-")].order
    if sort.startswith("-"):
        fields = tuple(_turned(name) for name in fields)
    return (*fields, "-pk" if fields[-1].startswith("-") else "pk")


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _refuse_nullable(model: type[Model], order: tuple[str, ...]) -> None:
    for name in order:
        try:
            field = model._meta.get_field(name.lstrip("-"))
        except FieldDoesNotExist:
            continue  # the key, an annotation or a path; a null there is refused when a place is written
        if getattr(field, "null", False):
            raise ValueError(f"{model._meta.label} cannot be paged by {name}: it can be null")


def _fetch(
    queryset: QuerySet[M], order: tuple[str, ...], direction: cursors.Direction, after: list[Any], size: int
) -> tuple[list[M], bool]:
    """The rows after (or before) a place, in the list's order, and whether there are more beyond."""
    back = direction == "previous"
    walked = tuple(_turned(name) for name in order) if back else order
    if after:
        queryset = queryset.filter(beyond(walked, after))
    keys = [("-" if name.startswith("-") else "") + KEY % place for place, name in enumerate(walked)]
    rows = list(queryset.order_by(*keys)[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return (rows[::-1] if back else rows), more


def beyond(order: tuple[str, ...], values: list[Any]) -> Q:
    """Everything after these values. The bound on the first key stands alone, so that an index serves it."""
    met = Q()
    for place in reversed(range(len(order))):
        key, value = KEY % place, values[place]
        further = Q(**{f"{key}__{'lt' if order[place].startswith('-') else 'gt'}": value})
        met = further | (Q(**{key: value}) & met) if met else further
    first = "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{KEY % 0}__{first}": values[0]}) & met


def _link(request: HttpRequest, order: tuple[str, ...], direction: cursors.Direction, row: M) -> str:
    values = [getattr(row, KEY % place) for place in range(len(order))]
    return addresses.changed(request.GET, {addresses.POSITION: cursors.write(order, direction, values)})


def _count(queryset: QuerySet[M]) -> int | None:
    """How many rows there are, without counting on for ever."""
    found = queryset.order_by()[: COUNTED_UP_TO + 1].count()
    return None if found > COUNTED_UP_TO else found
