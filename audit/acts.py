"""How every room leaves word of what it did: `@act` around the function, `record` inside it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import models, transaction

from audit.models import Act

P = ParamSpec("P")
R = TypeVar("R")

request_id: ContextVar[str] = ContextVar("request_id", default="")
_recorded: ContextVar[int] = ContextVar("recorded", default=0)


class Actor(Protocol):
    """Whoever acts: an officer."""

    pk: Any

    def __str__(self) -> str: ...


class UnrecordedAct(RuntimeError):
    """A function marked as an act changed something and left no word of it. Nothing is saved."""


def act(function: Callable[P, R]) -> Callable[P, R]:
    """Run as one transaction that is kept only if it left at least one entry with `record`."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        before = _recorded.get()
        try:
            with transaction.atomic():
                result = function(*args, **kwargs)
                _refuse_unrecorded(before, function.__qualname__)
        except BaseException:
            _recorded.set(before)  # its entries are gone with it: an act around this one owes its own
            raise
        return result

    return run


def _refuse_unrecorded(before: int, name: str) -> None:
    if _recorded.get() == before:
        raise UnrecordedAct(name)


def already_done() -> None:
    """Say that an act found its work done before (a form sent twice) and so leaves no second entry."""
    _recorded.set(_recorded.get() + 1)


def record(
    name: str,
    *,
    by: Actor | None,
    subject: models.Model,
    office_code: str = "",
    role_code: str = "",
    by_office_code: str = "",
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> Act:
    """Write one entry: what (`officer.suspended`), by whom (None: the system), to what, where, why.

    `office_code` is the office that the act concerns; `by_office_code` and `role_code` tell the
    posting by virtue of which it was done.
    Raises whatever the database raises: if the entry cannot be written, the act fails.
    """
    entry = Act.objects.create(
        act=name,
        by_id=by.pk if by else None,
        by_name=str(by) if by else "Vigie",
        by_office_code=by_office_code,
        role_code=role_code,
        office_code=office_code,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:200],
        reason=reason,
        details=dict(details or {}),
        request_id=request_id.get(),
    )
    _recorded.set(_recorded.get() + 1)
    return entry
