"""A place in a sorted list, written so that it can stand in an address: nobody can read it, forge it or guess it.

It holds the values of one row (a name, a date), and addresses end up in logs: so it is encrypted, not only signed.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import uuid
from decimal import Decimal
from typing import Any, Literal

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes

Direction = Literal["next", "previous"]

_WRITERS: tuple[tuple[str, type, Any], ...] = (
    ("dt", dt.datetime, dt.datetime.fromisoformat),
    ("d", dt.date, dt.date.fromisoformat),
    ("t", dt.time, dt.time.fromisoformat),
    ("n", Decimal, Decimal),
    ("u", uuid.UUID, uuid.UUID),
)
_READERS = {code: read for code, _kind, read in _WRITERS}


class NullInOrder(TypeError):
    """A list is sorted by something that can be null, where there is no "after". Sort by a Coalesce instead."""


class BadCursor(ValueError):
    """The address does not hold a place in this list (any more)."""


def write(order: tuple[str, ...], direction: Direction, values: list[Any]) -> str:
    """Write a place. Raises NullInOrder for a null, TypeError for a kind of value that lists are not sorted by."""
    text = json.dumps([list(order), direction, [_plain(value) for value in values]], separators=(",", ":"))
    return _lock().encrypt(text.encode()).decode().rstrip("=")


def read(text: str, order: tuple[str, ...]) -> tuple[Direction, list[Any]]:
    """Read a place in a list sorted like this. Raises BadCursor for anything else."""
    try:
        padded = text + "=" * (-len(text) % 4)
        found, direction, values = json.loads(_lock().decrypt(padded.encode()))
        if tuple(found) != order or len(values) != len(order) or direction not in ("next", "previous"):
            raise BadCursor
        return direction, [_rich(value) for value in values]
    except (InvalidToken, ValueError, TypeError, KeyError) as error:
        raise BadCursor from error


def _plain(value: Any) -> Any:
    if value is None:
        raise NullInOrder
    if isinstance(value, str | int | float):
        return value
    for code, kind, _read in _WRITERS:
        if isinstance(value, kind):
            return {code: str(value)}
    raise TypeError(f"no list is sorted by {type(value).__name__}")


def _rich(value: Any) -> Any:
    if isinstance(value, dict):
        [(code, text)] = value.items()
        return _READERS[code](text)
    return value


def _lock() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"face.cursors:" + force_bytes(key)).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
