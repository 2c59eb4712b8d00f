"""The way to a field of a record, as the document has it: `case.seized_on`, `lines.<id>.quantity`."""

from __future__ import annotations

from uuid import UUID

from cen_records.rules.fields import FIELDS, IDENTITIES, LISTS, Field


def field_at(path: str) -> Field | None:
    """What the table says of the field at the end of the way; None where there is none."""
    match path.split("."):
        case ["case", name]:
            return _named("case", name)
        case [part, row, name] if part in LISTS and _is_identity(row):
            return _named(part, name)
        case [part, row, "identity", name] if part in IDENTITIES and _is_identity(row):
            return _named(f"{part}.identity", name)
        case _:
            return None


def _named(part: str, name: str) -> Field | None:
    return next((field for field in FIELDS[part] if field.name == name), None)


def _is_identity(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
