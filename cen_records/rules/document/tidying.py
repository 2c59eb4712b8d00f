"""Taking in what a form or a program sent: only what a document can hold, and nothing that cannot be kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cen_records.rules.document.paths import NAMES, Document, empty
from cen_records.rules.fields import IDENTITIES, LISTS
from cen_records.rules.findings import Finding, finding_at

MOST_ROWS, MOST_LETTERS, MOST_VALUES = 500, 20_000, 100
MARKS = ("UNKNOWN", "NOT_APPLICABLE")
# What PostgreSQL cannot keep in a text (NUL, halves of surrogate pairs), and what nobody types.
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def tidy(sent: object) -> tuple[Document, list[Finding]]:
    """The document that was sent, and what of it could not be taken. Nothing is ever raised for what it says."""
    document, findings = empty(), list[Finding]()
    if not isinstance(sent, Mapping):
        return document, [finding_at("NOT_A_DOCUMENT", "")]
    for part, value in sent.items():
        if part == "schema":
            findings += [] if value == document["schema"] else [finding_at("OTHER_SCHEMA", "schema")]
        elif part == "case" and isinstance(value, Mapping):
            document["case"] = _row("case", "case", value, findings)
        elif part == "answers" and isinstance(value, Mapping):
            answers = list(value.items())[:MOST_ROWS]
            document["answers"] = {clean(str(key))[:400]: clean(str(said)) for key, said in answers if said}
        elif part in LISTS and isinstance(value, list):
            document[part] = _rows(part, value, findings)
        else:
            findings.append(finding_at("UNKNOWN_FIELD", str(part)[:80]))
    return document, findings


def _rows(part: str, sent: list[Any], findings: list[Finding]) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    if len(sent) > MOST_ROWS:
        findings.append(finding_at("TOO_MANY_ROWS", part, most=MOST_ROWS))
    for row in sent[:MOST_ROWS]:
        identity = _identity(row)
        if not identity or identity in rows:
            findings.append(finding_at("ROW_WITHOUT_ID" if not identity else "ROW_TWICE", part))
            continue
        start = f"{part}.{identity}"
        said = {name: value for name, value in row.items() if name not in ("id", "identity")}
        rows[identity] = {"id": identity, **_row(part, start, said, findings)}
        named = row.get("identity")
        if named and part in IDENTITIES and isinstance(named, Mapping):
            rows[identity]["identity"] = _row(f"{part}.identity", f"{start}.identity", named, findings)
        elif named:
            findings.append(finding_at("UNKNOWN_FIELD", f"{start}.identity"))
    return list(rows.values())


def _identity(row: object) -> str:
    try:
        return str(UUID(str(row["id"]))) if isinstance(row, Mapping) else ""
    except (KeyError, ValueError):
        return ""


def _row(part: str, start: str, sent: Mapping[str, Any], findings: list[Finding]) -> dict[str, Any]:
    kept = {}
    for name, value in sent.items():
        taken = _value(value)
        if name not in NAMES[part] or taken is None:
            findings.append(finding_at("UNKNOWN_FIELD", f"{start}.{str(name)[:80]}"))
        elif taken not in ("", []):
            kept[name] = taken
    return kept


def _value(value: Any) -> Any:
    """As documents keep it: text, a list of texts, or a mark. None: it is none of these."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "YES" if value else "NO"
    if isinstance(value, str | int | float):
        return clean(str(value))
    if isinstance(value, list):
        texts = [_value(one) for one in value[:MOST_VALUES]]
        return [one for one in texts if one] if all(isinstance(one, str) for one in texts) else None
    if isinstance(value, Mapping) and set(value) == {"is"} and value["is"] in MARKS:
        return {"is": value["is"]}
    return None


def clean(text: str) -> str:
    """Text without what cannot be kept, at most so long as a form takes it."""
    return UNKEEPABLE.sub("", text).replace("\r\n", "\n")[:MOST_LETTERS]
