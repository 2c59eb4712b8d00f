"""Ways to the fields of a document: `case.seized_on`, `lines.<id>.quantity`, `persons.<id>.identity.family_name`.

They are the names of inputs, the places of findings and remarks, and what two people's work is compared by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cen_records.rules.fields import FIELDS, IDENTITIES, LISTS

Document = dict[str, Any]
Flat = dict[str, Any]
SCHEMA = 1
MARK = ":is"  # the input beside a field that says why it is empty on purpose


def empty() -> Document:
    """A document that says nothing."""
    return {"schema": SCHEMA, "case": {}, **{part: [] for part in LISTS}, "answers": {}}


def flat(document: Mapping[str, Any]) -> Flat:
    """Every value by its path. A row without a value stands by itself: `lines.<id>` is True."""
    found: Flat = {f"case.{name}": value for name, value in document.get("case", {}).items()}
    for part in LISTS:
        for row in document.get(part, ()):
            found |= _flat_row(f"{part}.{row['id']}", row)
    found |= {f"answers.{key}": reason for key, reason in document.get("answers", {}).items()}
    return found


def _flat_row(start: str, row: Mapping[str, Any]) -> Flat:
    said = {name: value for name, value in row.items() if name not in ("id", "identity")}
    named = {f"identity.{name}": value for name, value in row.get("identity", {}).items()}
    return {start: True} | {f"{start}.{name}": value for name, value in (said | named).items()}


def unflat(values: Mapping[str, Any]) -> Document:
    """The document whose values these are; rows stand in the order in which they are met."""
    document, rows = empty(), dict[str, dict[str, Any]]()
    for path, value in values.items():
        part, _dot, rest = path.partition(".")
        if part == "answers":
            document["answers"][rest] = value
        elif part == "case":
            document["case"][rest] = value
        else:
            _into_row(document, rows, part, rest, value)
    return document


def _into_row(document: Document, rows: dict[str, dict[str, Any]], part: str, rest: str, value: Any) -> None:
    identity, _dot, name = rest.partition(".")
    key = f"{part}.{identity}"
    if key not in rows:
        rows[key] = {"id": identity}
        document[part].append(rows[key])
    if name.startswith("identity."):
        rows[key].setdefault("identity", {})[name.removeprefix("identity.")] = value
    elif name:
        rows[key][name] = value


def from_pairs(pairs: Iterable[tuple[str, str]]) -> Flat:
    """What a form sends, by path. Inputs of one name make a list; a mark counts where nothing was typed."""
    values: Flat = {}
    marks: dict[str, str] = {}
    for name, value in pairs:
        if name.endswith(MARK):
            marks |= {name.removesuffix(MARK): value} if value else {}
        elif known(name):
            _add(values, name, value)
    return values | {path: {"is": mark} for path, mark in marks.items() if known(path) and not values.get(path)}


def _add(values: Flat, name: str, value: str) -> None:
    if not values.get(name):
        values[name] = value
    elif value:
        before = values[name]
        values[name] = [*before, value] if isinstance(before, list) else [before, value]


def known(path: str) -> bool:
    """Whether a document has such a place."""
    part, *rest = path.split(".")
    if part == "answers":
        return bool(rest)
    if part == "case":
        return len(rest) == 1 and rest[0] in NAMES["case"]
    if part not in LISTS or not 1 <= len(rest) <= 3:
        return False
    if len(rest) == 3:
        return part in IDENTITIES and rest[1] == "identity" and rest[2] in NAMES[f"{part}.identity"]
    return len(rest) == 1 or rest[1] in NAMES[part]


NAMES = {part: frozenset(field.name for field in fields) for part, fields in FIELDS.items()}
