r"""The one spelling of an entry and of a head that is hashed and signed (docs/decisions/0016).

An entry is one line of PostgreSQL's own text form of COPY, with its line feed, under the settings of
`SPELLING`: values in the order of the seal's columns with a tab between, `\\N` for NULL, and backslash, tab and
the other signs of control within a value escaped. So no two rows have the same spelling.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

# Whatever else the text form of a type depends on.
SPELLING = {
    "TimeZone": "UTC",
    "DateStyle": "ISO",
    "IntervalStyle": "iso_8601",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "client_encoding": "UTF8",
}
ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def canonical(content: Mapping[str, object]) -> bytes:
    """JSON with sorted keys, without spaces, in UTF-8. Values are text, whole numbers, lists of text or null."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def moment(at: datetime) -> str:
    """A time in UTC to the microsecond: `2026-11-22T16:05:00.000000Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def id_of(entry: bytes) -> int:
    """The id of an entry: its first value."""
    return int(entry.split(b"\t", 1)[0])


def values_of(entry: str, columns: Sequence[str]) -> dict[str, str | None]:
    """An entry for people to read: the text of each column, None for NULL. Raises ValueError for what is no entry."""
    if not entry.endswith("\n") or entry.count("\n") > 1:
        raise ValueError("an entry is one line")
    return dict(zip(columns, map(_value, entry[:-1].split("\t")), strict=True))


def _value(text: str) -> str | None:
    if text == r"\N":
        return None
    signs, parts = iter(text), list[str]()
    for sign in signs:
        if sign == "\\":
            following = next(signs, "")
            parts.append(ESCAPED.get(following, following))
        else:
            parts.append(sign)
    return "".join(parts)
