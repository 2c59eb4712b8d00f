"""Logs: one line an event, JSON in production and readable on one machine. See docs/decisions/0018.

Rooms write with Python's `logging`; what they say comes out with the request, the officer's number and the office.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from structlog.contextvars import merge_contextvars
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_logger_name

from config.logs import lines

if TYPE_CHECKING:
    from structlog.typing import Processor

SHARED: list[Processor] = [
    merge_contextvars,
    structlog.stdlib.add_log_level,
    add_logger_name,
    lines.name_the_request,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_settings(*, as_json: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING."""
    render = lines.as_json if as_json else lines.as_words
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": ProcessorFormatter,
                "foreign_pre_chain": [*SHARED, ExtraAdder(allow=())],
                "processors": [
                    lines.forget_addresses,
                    lines.tell_errors,
                    ProcessorFormatter.remove_processors_meta,
                    lines.in_one_line,
                    render,
                    lines.without_secrets,
                ],
            },
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "axes": {"level": "CRITICAL"},  # it writes what was typed as a name; attempts are kept in its tables
            "django.request": {"level": "ERROR"},  # refusals are in the line of the request
            "celery.worker.strategy": {"level": "WARNING"},  # each task that comes …
            "celery.app.trace": {"level": "CRITICAL"},  # … and goes: errors are told by django-structlog
            "urllib3": {"level": "WARNING"},
            "botocore": {"level": "WARNING"},
            "boto3": {"level": "WARNING"},
            "s3transfer": {"level": "WARNING"},
        },
    }


def set_up() -> None:
    """Have structlog's own loggers go the way of all others."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *SHARED, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
