"""Pages of lists for programs: by place and not by number, in orders that are named, and never more than so many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from face import changes, cursors
from face.keyset import COUNTED_UP_TO, KEY, beyond
from face.rest import pulls
from face.rest.problems import Fault, Problem
from face.rest.shapes import PageQuery, PullQuery

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

_VERSION = 1  # of what stands in a cursor
_CHANGES = ("updated_in", "pk")


@dataclass(frozen=True)
class Listing:
    """How one kind of thing is listed: the columns read, how a row is written, and the orders that may be asked for.

    The first order is the usual one. Each ends in something unique, and none of its columns can be null.
    """

    columns: tuple[str, ...]
    write: Callable[[dict[str, Any]], dict[str, Any]]
    orders: Mapping[str, tuple[str, ...]]
    usual: str = ""  # the order of a list that is not to begin with the first
    pulled: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)  # further things to be read, as annotations

    def query(self, name: str, **filters: serializers.Field[Any, Any, Any, Any]) -> type[PageQuery]:
        """The parameters that its address takes, with these filters."""
        base = PullQuery if self.pulled else PageQuery
        choices = [*self.orders, *(f"-{order}" for order in self.orders)]
        order = serializers.ChoiceField(choices=choices, required=False, help_text=_("The order; `-` turns it round."))
        return type(f"{name}Query", (base,), {"__doc__": "Parameters of a list.", **filters, "order": order})

    def page(self, request: Request, asked: Mapping[str, Any], rows: QuerySet[Any]) -> dict[str, Any]:
        """The page that the address asks for. Raises Problem."""
        now = changes.position() if self.pulled and "cursor" not in asked else None
        order = self._order(asked)
        mark = pulls.watermark(now) if now else ""
        narrowed = rows
        if "updated_since" in asked:
            narrowed = rows.filter(pulls.changed_since(asked["updated_since"], now or changes.position()))
        keyed = narrowed.annotate(**{KEY % place: F(name.lstrip("-")) for place, name in enumerate(order)})
        if "cursor" in asked:
            mark, after = self._place(request, asked["cursor"], order)
            keyed = keyed.filter(beyond(order, after))
        found = self._read(keyed, order, asked["limit"] + 1)
        more = len(found) > asked["limit"]
        del found[asked["limit"] :]
        body: dict[str, Any] = {"items": [self.write(row) for row in found]}
        body["next"] = self._next(request, order, found[-1], mark) if more else None
        if self.pulled:
            body["watermark"] = mark
        if asked["count"]:
            number = narrowed.order_by()[: COUNTED_UP_TO + 1].count()
            body["count"] = {"value": min(number, COUNTED_UP_TO), "exact": number <= COUNTED_UP_TO}
        return body

    def _read(self, keyed: QuerySet[Any], order: tuple[str, ...], limit: int) -> list[dict[str, Any]]:
        keys = [KEY % place for place in range(len(order))]
        turned = [("-" if name.startswith("-") else "") + key for name, key in zip(order, keys, strict=True)]
        return list(keyed.annotate(**self.extra).order_by(*turned).values(*self.columns, *self.extra, *keys)[:limit])

    def _order(self, asked: Mapping[str, Any]) -> tuple[str, ...]:
        chosen: str = asked.get("order", "" if "updated_since" in asked else self.usual)
        if "updated_since" in asked:
            if chosen:
                words = _("What has changed comes in the order of the changes.")
                raise Problem("bad-parameter", errors=[Fault(words, "invalid", "order")])
            return _CHANGES
        if not chosen:
            return next(iter(self.orders.values()))
        order = self.orders[chosen.removeprefix("-")]
        return tuple(_turned(name) for name in order) if chosen.startswith("-") else order

    def _bound(self, request: Request, order: tuple[str, ...]) -> tuple[str, ...]:
        """What a cursor is bound to: this version, this list, this order."""
        return (f"{_VERSION} {request.path}", *order)

    def _place(self, request: Request, cursor: str, order: tuple[str, ...]) -> tuple[str, list[Any]]:
        try:
            _direction, (mark, *after) = cursors.read(cursor, self._bound(request, order))
        except cursors.BadCursor:
            raise Problem("bad-cursor") from None
        return str(mark), after

    def _next(self, request: Request, order: tuple[str, ...], row: Mapping[str, Any], mark: str) -> str:
        values = [mark, *(row[KEY % place] for place in range(len(order)))]
        query = request.GET.dict() | {"cursor": cursors.write(self._bound(request, order), "next", values)}
        return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"
