"""How an address is told in a log: what stands in it may be a key, or a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from django.http import HttpRequest

PLAIN = re.compile(r"[A-Za-z0-9._-]{1,40}\Z")
UNKNOWN = "unknown"


def route_of(request: HttpRequest) -> str:
    """The name of the page that was asked for: one of a closed list."""
    match = request.resolver_match
    return (match.view_name or UNKNOWN) if match else UNKNOWN


def told_address(request: HttpRequest) -> str:
    """The address of a page with its numbers, without the words in it, and without what follows the question mark.

    Where there is no such page its first word is told, if it is an ordinary one.
    """
    match = request.resolver_match
    if match is None:
        return _first_word(request.path)
    captured = [value for value in (*match.args, *match.kwargs.values()) if value is not None]
    words = [str(value) for value in captured if not isinstance(value, int | UUID)]
    if any("/" in word for word in words):
        return f"/{match.route}"
    return "/".join("…" if any(word in part for word in words if word) else part for part in request.path.split("/"))


def _first_word(path: str) -> str:
    first, _slash, rest = path.lstrip("/").partition("/")
    if not PLAIN.match(first):
        return "/…"
    return f"/{first}/…" if rest else f"/{first}"
