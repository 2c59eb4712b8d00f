"""Turns whatever is raised into a problem that programs can read, with nothing of our inside in it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from rest_framework import exceptions
from rest_framework.response import Response

from face import outage
from face.rest.problems import MEDIA_TYPE, Fault, Problem
from face.rest.wire import as_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

logger = logging.getLogger(__name__)
ROOT = "/api/"
RETRY_AFTER = "20"  # seconds
_PLAINLY: tuple[tuple[type[Exception], str], ...] = (
    (Http404, "not-found"),
    (exceptions.NotFound, "not-found"),
    (exceptions.NotAuthenticated, "sign-in-needed"),
    (exceptions.AuthenticationFailed, "sign-in-needed"),
    (exceptions.NotAcceptable, "not-acceptable"),
    (exceptions.UnsupportedMediaType, "media-type"),
    (exceptions.ParseError, "malformed"),
    (exceptions.PermissionDenied, "not-allowed"),
    (PermissionDenied, "not-allowed"),
    (PermissionError, "not-allowed"),
    (RequestDataTooBig, "too-large"),
    (SuspiciousOperation, "malformed"),
    (MultiPartParserError, "malformed"),
    (UnicodeError, "malformed"),
)


def is_for_programs(request: HttpRequest) -> bool:
    """Whether whoever asks is a program: then errors outside any endpoint are problems too."""
    return request.path.startswith(ROOT)


def answer(error: Exception, request: HttpRequest) -> Response | None:
    """The answer to an exception in an endpoint; None for a mistake of ours, which goes on to `broken`."""
    problem = problem_of(error)
    if problem is None:
        return None
    return Response(
        problem.as_json(request_id(request)),
        status=problem.kind.status,
        headers=problem.headers,
        content_type=MEDIA_TYPE,
    )


def bare_answer(problem: Problem, request: HttpRequest) -> HttpResponse:
    """The same outside any endpoint. Asks no server for anything."""
    language = language_of(request)
    with translation.override(language):
        body = as_bytes(problem.as_json(request_id(request)))
    headers = {"Content-Language": language, **problem.headers}
    return HttpResponse(body, status=problem.kind.status, content_type=MEDIA_TYPE, headers=headers)


def language_of(request: HttpRequest) -> str:
    """What the caller asks for by `Accept-Language`; else what the page would be in."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()[:200]):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return getattr(request, "LANGUAGE_CODE", None) or translation.get_language_from_request(request)


def request_id(request: HttpRequest) -> str:
    """The number under which the request is in the logs and in the record of acts."""
    return str(getattr(request, "number", ""))


def problem_of(error: Exception) -> Problem | None:
    """What to tell of an exception; None if it is a mistake of ours."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, exceptions.ValidationError):
        return Problem("invalid", errors=list(_faults(error.detail)))
    if isinstance(error, ValidationError):
        return refused(error)
    if isinstance(error, exceptions.MethodNotAllowed):
        return Problem("method-not-allowed")
    if kind := outage.kind_of(error):
        logger.error("%s: %s", kind, str(error).strip().partition("\n")[0])
        slow = _("This took too long and was stopped. Nothing was saved.") if kind is outage.Outage.SLOW else ""
        return Problem("unavailable", slow, headers={"Retry-After": RETRY_AFTER})
    return next((Problem(name) for kind, name in _PLAINLY if isinstance(error, kind)), None)


def refused(error: ValidationError) -> Problem:
    """An act that was not done, in its own words."""
    name, field = type(error).__name__, str(getattr(error, "field", ""))
    kind = "conflict" if name == "FormUsedBefore" or getattr(error, "is_conflict", False) else "invalid"
    if hasattr(error, "error_dict"):
        faults = [Fault(words, name, key) for key, several in error.message_dict.items() for words in several]
    else:
        faults = [Fault(words, name, field) for words in error.messages]
    return Problem(kind, " ".join(str(fault.message) for fault in faults), errors=faults)


def _faults(detail: Any, at: str = "") -> Iterator[Fault]:
    """Each thing that a shape found wrong, with the way to its field."""
    if isinstance(detail, dict):
        for name, inside in detail.items():
            own = "" if name == "non_field_errors" else str(name)
            yield from _faults(inside, f"{at}.{own}" if at and own else at or own)
    elif isinstance(detail, list):
        for inside in detail:
            yield from _faults(inside, at)
    else:
        word = cast("exceptions.ErrorDetail", detail)
        yield Fault(str(word), str(getattr(word, "code", "invalid")), at)
