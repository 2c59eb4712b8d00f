"""What the database is told about a change while it is made, so that each version of a row says who made it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import connection

from audit.rules.change_ids import new_change_id
from audit.triggers import CHANGE, CHANGE_ID

if TYPE_CHECKING:
    from uuid import UUID

# Both hold until the transaction ends, or until a savepoint before them is gone back to.
TELL = f"SELECT set_config('{CHANGE_ID}', %s, true), set_config('{CHANGE}', %s, true)"


@dataclass(frozen=True)
class Change:
    """All that one act changes, with the acts inside it."""

    id: UUID
    said: Mapping[str, Any]


_current: ContextVar[Change | None] = ContextVar("change", default=None)


@contextmanager
def change(**said: Any) -> Iterator[None]:
    """One change, inside its transaction; one within another is part of that."""
    outer = _current.get()
    try:
        if outer is None:
            _tell(Change(new_change_id(), said))
        yield
    except BaseException:
        _current.set(outer)  # the database goes back with its savepoint
        raise
    if outer is None:
        _current.set(None)


def forget_change() -> None:
    """Tell the database that what follows in this transaction belongs to no act."""
    with connection.cursor() as cursor:
        cursor.execute(TELL, ["", ""])


def current_change_id() -> UUID | None:
    """The id of the change under way; None outside of acts."""
    found = _current.get()
    return found.id if found else None


def by_virtue_of(*, role_code: str, office_code: str) -> None:
    """Say by which posting the act under way is allowed; the first one said counts. Nothing outside of acts."""
    found = _current.get()
    if found and "office" not in found.said:
        _tell(replace(found, said={**found.said, "role": role_code, "office": office_code}))


def _tell(told: Change) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TELL, [str(told.id), json.dumps(told.said)])
    _current.set(told)
