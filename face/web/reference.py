"""The reference of the programs' door as a page, made from its description, and the description itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from face.rest.errors import language_of
from face.rest.needs import ANY
from face.rest.problems import KINDS
from face.rest.wire import as_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest

ROOT = "/api/v1"


@dataclass(frozen=True)
class Line:
    """A parameter of an address, or a field of what is sent or answered."""

    name: str
    kind: str
    words: str
    owed: bool

    @property
    def told_words(self) -> list[tuple[bool, str]]:
        """The words, with those told apart that are names."""
        return _told_apart(self.words)


@dataclass(frozen=True)
class Told:
    """One operation as the page tells it."""

    id: str
    group: str
    method: str
    path: str
    summary: str
    details: str
    scope: str
    version: bool
    parameters: list[Line]
    sent: list[Line]
    answered: list[Line]
    example: str

    @property
    def told_details(self) -> list[tuple[bool, str]]:
        """The details, with names told apart."""
        return _told_apart(self.details)

    @property
    def steps(self) -> list[str]:
        """The address below the door, in parts between which a line may break."""
        return [f"/{step}" for step in self.path.removeprefix(ROOT).split("/") if step]

    def has(self, words: str) -> bool:
        """Whether it speaks of each of the words."""
        text = f"{self.method} {self.path} {self.summary} {self.scope} {self.group}".casefold()
        return all(word in text for word in words.casefold().split())


@cache
def described(language: str) -> dict[str, Any]:
    """The whole description in one language; made once a process."""
    with translation.override(language):
        maker: Any = SchemaGenerator(api_version="v1")  # type: ignore[no-untyped-call]
        found: dict[str, Any] = maker.get_schema(request=None, public=True)
        found["tags"] = [{name: str(words) for name, words in tag.items()} for tag in found["tags"]]
        return found


@login_not_required
@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, for everybody: it holds nothing that is not public."""
    return HttpResponse(as_bytes(described(language_of(request))), content_type="application/json")


@login_not_required
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every address with what it takes and gives, for everybody; those that speak of `q`, if it is asked."""
    wanted = request.GET.get("q", "").replace("\0", "")[:80]
    whole = described(translation.get_language() or "en")
    found = [told for told in _operations(whole) if told.has(wanted)]
    groups = [(tag, [told for told in found if told.group == tag["name"]]) for tag in whole["tags"]]
    context = {
        "groups": [(tag, operations) for tag, operations in groups if operations],
        "q": wanted,
        "problems": () if wanted else KINDS.values(),
        "address": request.build_absolute_uri(ROOT),
        "description": "OpenAPI 3.1",
    }
    return render(request, "face/reference.html", context)


def _operations(whole: Mapping[str, Any]) -> Iterator[Told]:
    shapes = whole["components"]["schemas"]
    for path, methods in whole["paths"].items():
        for method, said in methods.items():
            needs = said["x-needs"]
            parameters = said.get("parameters", [])
            yield Told(
                id=said["operationId"],
                group=said["tags"][0],
                method=method.upper(),
                path=path,
                summary=said.get("summary", ""),
                details=said.get("description", ""),
                scope="" if needs == ANY else needs,
                version=any(one["name"] == "If-Match" for one in parameters),
                parameters=[_parameter(one) for one in parameters if one["in"] == "query"],
                sent=_fields(_content(said.get("requestBody")), shapes),
                answered=_answered(said, shapes),
                example=_example(said.get("requestBody")),
            )


def _told_apart(words: str) -> list[tuple[bool, str]]:
    """Every second part stood between backquotes: it is a name of the description."""
    return [(bool(place % 2), part) for place, part in enumerate(words.split("`"))]


def _answered(said: Mapping[str, Any], shapes: Mapping[str, Any]) -> list[Line]:
    good = next((answer for status, answer in said["responses"].items() if status.startswith("2")), None)
    return _fields(_content(good), shapes)


def _content(part: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The shape of a body; empty where there is none."""
    contents = list((part or {}).get("content", {}).values())
    return contents[0].get("schema", {}) if contents else {}


def _fields(shape: Mapping[str, Any], shapes: Mapping[str, Any]) -> list[Line]:
    whole = _named(shape, shapes)
    owed = set(whole.get("required", ()))
    lines = [_line(name, field, shapes, owed=name in owed) for name, field in whole.get("properties", {}).items()]
    listed = whole.get("properties", {}).get("items", {}).get("items")
    inside = _fields(listed, shapes) if listed else []
    return lines + [Line(f"items.{line.name}", line.kind, line.words, line.owed) for line in inside]


def _line(name: str, field: Mapping[str, Any], shapes: Mapping[str, Any], *, owed: bool) -> Line:
    return Line(name, _kind(field, shapes), field.get("description", ""), owed)


def _parameter(said: Mapping[str, Any]) -> Line:
    return Line(said["name"], _kind(said["schema"], {}), said.get("description", ""), said.get("required", False))


def _kind(field: Mapping[str, Any], shapes: Mapping[str, Any]) -> str:
    """What a field holds, in a word; the words that it may hold, where they are few."""
    whole = _named(field, shapes)
    if choices := [str(choice) for choice in whole.get("enum", ()) if choice]:
        return ", ".join(choices) if len(choices) <= len(KINDS) // 2 else "string"
    kind = whole.get("type", "object")
    kind = next((one for one in kind if one != "null"), "") if isinstance(kind, list) else kind
    return " ".join(filter(None, (str(kind), whole.get("format", ""))))


def _named(shape: Mapping[str, Any], shapes: Mapping[str, Any]) -> Mapping[str, Any]:
    """A shape itself, where only its name stands."""
    for several in ("allOf", "oneOf", "anyOf"):
        if several in shape:
            return _named(shape[several][0], shapes)
    if "$ref" in shape:
        found: Mapping[str, Any] = shapes[shape["$ref"].rpartition("/")[2]]
        return found
    return shape


def _example(part: Mapping[str, Any] | None) -> str:
    contents = list((part or {}).get("content", {}).values())
    examples = list(contents[0].get("examples", {}).values()) if contents else []
    return json.dumps(examples[0]["value"], indent=2, ensure_ascii=False) if examples else ""
