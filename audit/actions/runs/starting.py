"""Asking for a run: a row in the caller's transaction, and a bell after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.actions.runs.bell import ring_after_commit
from audit.actions.runs.kinds import find_kind
from audit.acts import request_id
from audit.models import Run

if TYPE_CHECKING:
    from audit.acts import Actor
    from audit.choices import RunQueue


class KeyTaken(ValueError):
    """The key belongs to a run of another kind or of another person."""


def start_run(
    *,
    by: Actor | None,
    kind: str,
    parameters: Mapping[str, Any] | None = None,
    office_code: str = "",
    key: object | None = None,
    queue: RunQueue | None = None,
) -> Run:
    """Write down that something is to be done; a worker takes it once the transaction is kept.

    Who starts the same `key` again (a form sent twice, a clock that ticks twice) gets the run that
    `was_there`. Whether `by` may, and the entry in the record of acts, is for the act that calls this.
    Raises UnknownKind, KeyTaken.
    """
    declared = find_kind(kind)
    identity = uuid4()
    run = Run(
        id=identity,
        key=str(key or identity),
        kind=kind,
        queue=queue or declared.queue,
        parameters=dict(parameters or {}),
        by_id=by.pk if by else None,
        by_name=str(by) if by else "Vigie",
        office_code=office_code,
        request_id=request_id.get(),
    )
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError:
        return _started_before(run)
    ring_after_commit(run.queue)
    return run


def start_daily_run(*, kind: str) -> Run:
    """What the system does each day: once, however often it is asked for."""
    today = timezone.localdate().isoformat()
    key = f"{kind} {today}"
    there = Run.objects.filter(key=key).first()
    return there or start_run(by=None, kind=kind, parameters={"day": today}, key=key)


def _started_before(run: Run) -> Run:
    found = Run.objects.filter(key=run.key, kind=run.kind, by_id=run.by_id).first()
    if found is None:
        raise KeyTaken(run.key)
    found.was_there = True
    return found
