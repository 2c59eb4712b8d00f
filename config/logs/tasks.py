"""The number of the request goes with what it asks of the workers (django-structlog carries it)."""

from __future__ import annotations

from typing import Any

from celery.signals import setup_logging, task_postrun, worker_process_init
from django_structlog.celery import signals
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

from audit.rules.numbers import request_id


def carry_numbers() -> None:
    """Connect what Celery and django-structlog tell on the way."""
    setup_logging.connect(_logs_are_set_up, dispatch_uid="vigie logs")
    worker_process_init.connect(_begin_empty, dispatch_uid="vigie logs")
    task_postrun.connect(_begin_empty, dispatch_uid="vigie logs")
    signals.modify_context_before_task_publish.connect(_send, dispatch_uid="vigie logs")
    signals.bind_extra_task_metadata.connect(_take, dispatch_uid="vigie logs")


def _logs_are_set_up(**_told: Any) -> None:
    """Celery leaves the logs alone where somebody answers this."""


def _send(context: dict[str, object], **_told: Any) -> None:
    """Only the number goes into the queue: the officer stands in the row of the run."""
    context.clear()
    if number := request_id.get():
        context["request"] = number


def _take(task: Any, **_told: Any) -> None:
    request_id.set(str(get_contextvars().get("request", "")))
    bind_contextvars(task=task.name)


def _begin_empty(**_told: Any) -> None:
    request_id.set("")
    clear_contextvars()
