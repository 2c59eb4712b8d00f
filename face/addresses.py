"""The query strings of lists: filters, sorting, position."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import QueryDict

POSITION = "from"
SORT = "sort"


def changed(current: QueryDict, changes: Mapping[str, Any]) -> str:
    """The query string with changes; None takes a parameter away; the position in the list is dropped.

    Always starts with `?`, so that an empty one still leads to the first page.
    """
    wanted = current.copy()
    wanted.pop(POSITION, None)
    for name, value in changes.items():
        wanted.pop(name, None)
        if isinstance(value, list | tuple):
            wanted.setlist(name, [str(one) for one in value])
        elif value is not None:
            wanted[name] = str(value)
    return "?" + wanted.urlencode()


def without(current: QueryDict, name: str, value: str) -> str:
    """The query string without one of the values of a parameter."""
    return changed(current, {name: [one for one in current.getlist(name) if one != value]})
