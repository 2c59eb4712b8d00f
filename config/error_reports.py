"""Reports of errors to a Sentry server: off unless SENTRY_DSN is set, and then made of an allow-list.

What leaves: the class of an error and its message without values, places in our code, the release, the name of the
page, the number of the request. No address, header, cookie, body, local variable, breadcrumb, name of a machine.
"""

from __future__ import annotations

import logging
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from structlog.contextvars import get_contextvars

from audit.rules.numbers import request_id
from config.logs.lines import DEEPEST, told_words

PLAIN = ("event_id", "timestamp", "platform", "level", "logger", "release")
FRAME = ("filename", "function", "lineno", "module", "in_app")


def start(dsn: str, release: str) -> None:
    """Report from now on what nobody has caught, and what was logged as an error."""
    sentry_sdk.init(
        dsn=dsn,
        release=release,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        server_name="vigie",
        default_integrations=False,
        integrations=[DjangoIntegration(), LoggingIntegration(level=None, event_level=logging.ERROR)],
        before_send=allowed,
    )


def allowed(event: Any, hint: dict[str, Any]) -> Any:
    """A new event of what may leave, and nothing else of the one that was made."""
    told = {
        name: event[name]
        for name in ("event_id", "timestamp", "platform", "level", "logger", "release")
        if name in event
    }
    found = {"request": request_id.get(), "officer": get_contextvars().get("officer")}
    told["tags"] = {name: str(value) for name, value in found.items() if value}
    if route := event.get("transaction"):
        told["transaction"] = route
    if message := (event.get("logentry") or {}).get("message"):
        told["logentry"] = {"message": message}  # with places for values, and without the values
    error = (hint.get("exc_info") or (None, None))[1]
    if values := (event.get("exception") or {}).get("values"):
        told["exception"] = {"values": _errors(values, _words(error))}
    return told


def _words(error: BaseException | None) -> list[str]:
    """The errors that stand behind one another, each in its words without values."""
    words: list[str] = []
    while error is not None and len(words) < DEEPEST:
        words.append(told_words(error).partition(": ")[2])
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return words[::-1]


def _errors(values: list[dict[str, Any]], words: list[str]) -> list[dict[str, Any]]:
    told = []
    for place, value in enumerate(values):
        frames = (value.get("stacktrace") or {}).get("frames") or []
        told.append(
            {
                "type": value.get("type"),
                "module": value.get("module"),
                "value": words[place] if len(words) == len(values) else "",
                "stacktrace": {"frames": [{name: frame.get(name) for name in FRAME} for frame in frames]},
            }
        )
    return told
