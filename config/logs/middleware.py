"""Each request gets a number, a line in the log, and its officer's number and office in every line on the way."""

from __future__ import annotations

import re
import secrets
import time
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings
from django.utils.functional import SimpleLazyObject
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

from accounts.models import Officer
from audit.rules.numbers import request_id
from config.logs.addresses import UNKNOWN, route_of, told_address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from accounts.models import Posting

    Answer = Callable[[HttpRequest], HttpResponse]

log = structlog.get_logger("vigie.web")
HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,36}\Z")  # what fits into the record of acts
OF_WATCHERS = frozenset({"health-live", "health-ready"})


def number_of(request: HttpRequest) -> str:
    """The reverse proxy's number where there is a proxy and it sends a proper one; else one of our own."""
    given = request.headers.get(HEADER, "") if settings.VIGIE_PROXIES else ""
    return given if WELL_FORMED.match(given) else secrets.token_hex(8)


class RequestLineMiddleware:
    """Outermost: whatever happens inside, there is one line, and the answer bears the number."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Everything within is logged, recorded and answered under one number."""
        began = time.perf_counter()
        clear_contextvars()
        number = request.number = number_of(request)  # type: ignore[attr-defined]
        token = request_id.set(number)
        try:
            response = self.get_response(request)
            response.headers[HEADER] = number
            write_line(request, response, time.perf_counter() - began)
        finally:
            request_id.reset(token)
            clear_contextvars()
        return response


class OfficerLineMiddleware:
    """Innermost: who the officer is stands in each line from here on, as a number and an office's code."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the page is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """The postings have been read by now, or would be by the page."""
        bind_contextvars(**about_officer(request))


def about_officer(request: HttpRequest) -> dict[str, object]:
    """The officer's number, and the offices of today's postings, as far as they are known without asking anybody.

    Nothing of a program that came in by a token: `accounts.api.authentication` has told whose it is.
    """
    if "token" in get_contextvars():
        return {}
    user = request.__dict__.get("user")
    if type(user) is SimpleLazyObject:  # looking would ask the database, which may be away
        user = getattr(request, "_cached_user", None)
    if not isinstance(user, Officer):
        return {}
    postings: Sequence[Posting] = getattr(request, "current_postings", None) or ()
    offices = sorted({posting.office.code for posting in postings})
    return {"officer": user.pk, "office": ",".join(offices) or None}


def write_line(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """The line of one request."""
    route = route_of(request)
    level = "info"
    if response.status_code >= 500:
        level = "warning"
    elif route in OF_WATCHERS or (route == UNKNOWN and request.path.startswith(settings.STATIC_URL)):
        level = "debug"
    getattr(log, level)(
        "answered",
        method=request.method if request.method in ALLOWED else "OTHER",
        address=told_address(request),
        route=route,
        status=response.status_code,
        milliseconds=round(seconds * 1000, 1),
        **about_officer(request),
    )


ALLOWED = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
