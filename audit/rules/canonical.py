"""The one spelling of an entry and of a head that is hashed and signed (docs/decisions/0016)."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

# Every column of audit_act. Its jsonb is spelt as PostgreSQL prints it, no number is read and written anew.
ENTRY_COLUMNS = (
    "act",
    "at",
    "by_id",
    "by_name",
    "by_office_code",
    "change_id",
    "details",
    "id",
    "office_code",
    "operation",
    "reason",
    "recipients",
    "request_id",
    "role_code",
    "subject_id",
    "subject_kind",
    "subject_label",
)


def canonical(content: Mapping[str, object]) -> bytes:
    """JSON with sorted keys, without spaces, in UTF-8. Values are text, whole numbers or null."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def moment(at: datetime) -> str:
    """A time in UTC to the microsecond: `2026-11-22T16:05:00.000000Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def entry_bytes(columns: Mapping[str, object]) -> bytes:
    """One entry of the record of acts. Raises ValueError unless exactly the known columns are given."""
    if set(columns) != set(ENTRY_COLUMNS):
        raise ValueError(f"an entry has {', '.join(ENTRY_COLUMNS)}; given were {', '.join(sorted(columns))}")
    return canonical({name: moment(value) if isinstance(value, datetime) else value for name, value in columns.items()})
