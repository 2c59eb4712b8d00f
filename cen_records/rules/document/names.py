"""Documents and the names in them: left out for who may not read them, kept when such a reader sends one back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cen_records.rules.fields import IDENTITIES

WAY = ".identity"


def without_names(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without what is nominal."""
    kept = dict(document)
    for part in IDENTITIES:
        kept[part] = [{key: value for key, value in row.items() if key != "identity"} for row in document[part]]
    kept["answers"] = {key: said for key, said in document["answers"].items() if not is_of_names(key)}
    return kept


def keeping_names(sent: Any, standing: Mapping[str, Any]) -> Any:
    """What was sent, with the names that stand in rows of which it says nothing: `"identity": {}` removes them."""
    if not isinstance(sent, Mapping):
        return sent
    whole = dict(sent)
    for part in IDENTITIES:
        named = {row["id"]: row["identity"] for row in standing[part] if row.get("identity")}
        rows = sent.get(part)
        if named and isinstance(rows, list):
            whole[part] = [_with_identity(row, named) for row in rows]
    return whole


def is_of_names(path: str) -> bool:
    """Whether a path, or the key of an answer, leads to something nominal."""
    return f"{WAY}." in f"{path}."


def _with_identity(row: Any, named: Mapping[str, Any]) -> Any:
    if not isinstance(row, Mapping) or "identity" in row:
        return row
    found = named.get(str(row.get("id", "")).lower())
    return {**row, "identity": found} if found else row
