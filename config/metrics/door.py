"""The door for Prometheus: before Django, since it is asked by an inner name that officers do not use.

Without the token there is no such door: Django answers, which knows no such page.
"""

from __future__ import annotations

import hmac
import os
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import close_old_connections
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from config.metrics.house import House

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Answer = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

ADDRESS = "/metrics"
HOUSE = House()


class Door:
    """A WSGI application around another one."""

    def __init__(self, inner: Answer) -> None:
        self.inner = inner

    def __call__(self, asked: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """The numbers for whoever brings the token."""
        if asked.get("PATH_INFO") != ADDRESS or asked.get("REQUEST_METHOD") != "GET" or not brings_token(asked):
            return self.inner(asked, start)
        close_old_connections()  # nobody else does it here: this is no request to Django
        told = numbers()
        close_old_connections()
        headers = [("Content-Type", CONTENT_TYPE_LATEST), ("Cache-Control", "no-store")]
        start("200 OK", [*headers, ("Content-Length", str(len(told)))])
        return [told]


def brings_token(asked: dict[str, Any]) -> bool:
    """Whether the request holds the token, compared in constant time."""
    kind, _space, brought = str(asked.get("HTTP_AUTHORIZATION", "")).partition(" ")
    wanted = settings.VIGIE_METRICS_TOKEN
    return bool(wanted) and kind == "Bearer" and hmac.compare_digest(brought.encode(), wanted.encode())


def numbers() -> bytes:
    """All numbers in Prometheus' text format: those of every process of this web, and those of the house."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY) + generate_latest(HOUSE)
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    together.register(HOUSE)
    return generate_latest(together)
