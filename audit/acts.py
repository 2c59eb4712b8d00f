"""How every room leaves word of what it did: `@act` around the function, `record` inside it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

from django.db import connection, models, transaction
from django.db.models.functions import Now

from audit.changes import change, current_change_id, forget_change
from audit.choices import Operation
from audit.errors import ReasonOwed, RecipientsOwed
from audit.models import Act
from audit.rules.numbers import request_id

if TYPE_CHECKING:
    from audit.kinds import Kind

P = ParamSpec("P")
R = TypeVar("R")
ONE_LOOK = timedelta(hours=1)

__all__ = ["Actor", "UnrecordedAct", "act", "already_done", "record", "request_id"]
_recorded: ContextVar[int] = ContextVar("recorded", default=0)


class Actor(Protocol):
    """Whoever acts: an officer."""

    pk: Any

    def __str__(self) -> str: ...


class UnrecordedAct(RuntimeError):
    """A function marked as an act changed something and left no word of it. Nothing is saved."""


def act(function: Callable[P, R]) -> Callable[P, R]:
    """Run as one transaction that is kept only if it left at least one entry with `record`.

    Each version of a row that comes of it says who acted, by virtue of what, and by which request. Acts within
    an act are one change.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        before, inside = _recorded.get(), connection.in_atomic_block
        within_an_act = current_change_id() is not None
        try:
            with transaction.atomic(), change(**_said(name, kwargs.get("by"))):
                result = function(*args, **kwargs)
                _refuse_unrecorded(before, function.__qualname__)
                if inside and not within_an_act:
                    forget_change()
        except BaseException:
            _recorded.set(before)  # its entries are gone with it: an act around this one owes its own
            raise
        return result

    return run


def _said(function: str, by: Any) -> dict[str, Any]:
    who = {"by": by.pk, "by_name": str(by)} if by is not None else {"by": None, "by_name": "Vigie"}
    return {**who, "function": function, "request": request_id.get()}


def _refuse_unrecorded(before: int, name: str) -> None:
    if _recorded.get() == before:
        raise UnrecordedAct(name)


def already_done() -> None:
    """Say that an act found its work done before (a form sent twice) and so leaves no second entry."""
    _recorded.set(_recorded.get() + 1)


def record(
    kind: Kind,
    *,
    by: Actor | None,
    subject: models.Model,
    office_code: str = "",
    role_code: str = "",
    by_office_code: str = "",
    reason: str = "",
    recipients: Sequence[str] = (),
    details: Mapping[str, Any] | None = None,
) -> Act:
    """Write one entry: what, by whom (None: the system), to what, where, why, and for whom.

    `office_code` is the office that the act concerns; `by_office_code` and `role_code` tell the posting by virtue
    of which it was done. `recipients` are the offices or people that get to know something, as they are called now.
    Raises ReasonOwed, RecipientsOwed, and what the database raises: if the entry cannot be written, the act fails.
    """
    named = [name.strip() for name in recipients if name.strip()]
    _refuse_debts(kind, reason, named)
    who, called = (by.pk, str(by)) if by else (None, "Vigie")
    entry = Act.objects.create(
        act=kind.name,
        operation=kind.operation,
        by_id=who,
        by_name=called,
        by_office_code=by_office_code,
        role_code=role_code,
        office_code=office_code,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:200],
        reason=reason,
        recipients=named,
        details=dict(details or {}),
        change_id=current_change_id(),
        request_id=request_id.get(),
    )
    _recorded.set(_recorded.get() + 1)
    return entry


def _refuse_debts(kind: Kind, reason: str, recipients: list[str]) -> None:
    if kind.reason_owed and not reason.strip():
        raise ReasonOwed
    if kind.operation == Operation.DISCLOSURE and not recipients:
        raise RecipientsOwed


def seen_lately(kind: Kind, *, by: Actor, subject: models.Model, details: Mapping[str, Any] | None = None) -> bool:
    """Whether the same look by the same person is on record within the hour; the act is then already done.

    So a page that is loaded again, the next page of a list, or a search sent twice is one consultation.
    """
    looks = Act.objects.same_look(kind.name, by_id=by.pk, subject=subject, details=details or {})
    found = looks.filter(at__gt=Now() - ONE_LOOK).exists()
    if found:
        already_done()
    return found
