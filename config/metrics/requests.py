"""What this web process answers. gunicorn has several: each writes into VAR/metrics, and whoever is asked adds up."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.db import Error as DatabaseFault
from prometheus_client import Counter, Gauge, Histogram

from config.logs.addresses import route_of
from face.outage import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

ANSWERED = Counter("vigie_requests", "Requests answered.", ["route", "method", "status"])
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
SECONDS = Histogram("vigie_request_seconds", "How long an answer took.", ["route"], buckets=BUCKETS)
UNDER_WAY = Gauge("vigie_requests_under_way", "Requests being answered now.", multiprocess_mode="livesum")
DATABASE_ERRORS = Counter("vigie_database_errors", "Refusals of PostgreSQL that reached a person.", ["kind"])
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class CountMiddleware:
    """Count each answer and the time that it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Static files and unknown addresses are one route."""
        began = time.perf_counter()
        UNDER_WAY.inc()
        try:
            response = self.get_response(request)
        finally:
            UNDER_WAY.dec()
        route = route_of(request)
        method = request.method if request.method in METHODS else "OTHER"
        ANSWERED.labels(route, method, response.status_code).inc()
        SECONDS.labels(route).observe(time.perf_counter() - began)
        return response


class DatabaseErrorMiddleware:
    """Innermost: sees what PostgreSQL refused before anybody makes a page of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do unless something goes wrong."""
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, exception: Exception) -> None:
        """Away, slow, or refused: a mistake of ours."""
        if isinstance(exception, DatabaseFault):
            DATABASE_ERRORS.labels(str(kind_of(exception) or "refused")).inc()
