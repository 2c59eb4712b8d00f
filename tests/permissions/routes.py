"""Every address of the product, found by walking the map of pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter
from django.urls.resolvers import RegexPattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NOBODY = 987_654_321
NOTHING = UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Route:
    """One address: its name (`accounts:officer`), how it is written, and what stands in it."""

    name: str
    written: str
    kinds: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.name or self.written

    def address(self, values: Mapping[str, object] | None = None) -> str:
        """The address with these values; with made-up ones where none is given."""
        found = f"/{self.written}"
        for name, kind in self.kinds:
            value = (values or {}).get(name, {"int": NOBODY, "uuid": NOTHING}.get(kind, "MADE-UP"))
            found = found.replace(f"<{kind}:{name}>", str(value))
        return found


def routes() -> list[Route]:
    """All of them, in the order in which they are looked up."""
    return list(_under(get_resolver().url_patterns, Route("", "", ())))


def _under(patterns: list[URLPattern | URLResolver], above: Route) -> Iterator[Route]:
    for pattern in patterns:
        text, kinds = _written(pattern)
        written, all_kinds = above.written + text, above.kinds + kinds
        if isinstance(pattern, URLResolver):
            space = f"{above.name}{pattern.namespace}:" if pattern.namespace else above.name
            yield from _under(pattern.url_patterns, Route(space, written, all_kinds))
        else:
            yield Route(f"{above.name}{pattern.name}" if pattern.name else "", written, all_kinds)


def _written(pattern: URLPattern | URLResolver) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A path as a person reads it. Allauth writes two of its own as regular expressions."""
    if isinstance(pattern.pattern, RegexPattern):
        groups = tuple((name, "str") for name in pattern.pattern.regex.groupindex)
        text = str(pattern.pattern).strip("^$")
        for name, _ in groups:
            start = text.index(f"(?P<{name}>")
            text = f"{text[:start]}<str:{name}>{text[text.index(')', start) + 1 :]}"
        return text, groups
    text = str(pattern.pattern)
    kinds = {
        name: "int" if isinstance(found, IntConverter) else "uuid" if isinstance(found, UUIDConverter) else "str"
        for name, found in pattern.pattern.converters.items()
    }
    for name, kind in kinds.items():
        for spelling in (f"<{name}>", f"<slug:{name}>", f"<path:{name}>"):
            text = text.replace(spelling, f"<{kind}:{name}>")
    return text, tuple(kinds.items())
