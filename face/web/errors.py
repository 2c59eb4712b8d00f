"""Pages for when something went wrong. Each says what happened in plain words, and what to do next."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from face import kept
from face.outage import Outage, kind_of
from face.rest.errors import bare_answer, is_for_programs
from face.rest.problems import Problem

if TYPE_CHECKING:
    from django.http import HttpRequest

logger = logging.getLogger(__name__)
RETRY_AFTER = 20  # seconds


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that cannot be understood; 413: more than any page takes."""
    if is_for_programs(request):
        return bare_answer(Problem("malformed"), request)
    if isinstance(exception, RequestDataTooBig):
        return _without_servers(request, "413.html", 413, _("What was sent is larger than any page takes."))
    return _without_servers(request, "400.html", 400, _("The page could not understand what the browser sent."))


@requires_csrf_token
def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person may know that the thing exists, and may not do this."""
    words = str(exception) if isinstance(exception, PermissionDenied) else ""  # written for the reader, or nothing
    if is_for_programs(request):
        return bare_answer(Problem("not-allowed", words), request)
    if _wants_json(request):
        return JsonResponse({"detail": words or _("Your posting does not allow this.")}, status=403)
    return render(request, "403.html", {"said": words, "layout": _layout(request)}, status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """404: there is no such page, or not for this person; the two look the same."""
    if is_for_programs(request):
        return bare_answer(Problem("not-found"), request)
    if _wants_json(request):
        return JsonResponse({"detail": _("There is nothing at this address.")}, status=404)
    return render(request, "404.html", {"layout": _layout(request)}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a mistake of ours; or, where a server is away, 503. Needs no server to be there."""
    error = sys.exc_info()[1]
    kind = kind_of(error)
    if kind is not None:
        return unavailable(request, kind, error)
    if is_for_programs(request):
        return bare_answer(Problem("broken"), request)
    return _framed(request) or _without_servers(request, "500.html", 500, _("Something went wrong on our side."))


def unavailable(request: HttpRequest, kind: Outage, error: BaseException | None) -> HttpResponse:
    """503: a server is away or too slow. One line in the log, no stack trace, and the browser may try again."""
    logger.error("%s: %s", kind, str(error).strip().partition("\n")[0])
    if is_for_programs(request):
        response = bare_answer(Problem("unavailable"), request)
        response["Retry-After"] = str(RETRY_AFTER)
        response._has_been_logged = True  # type: ignore[attr-defined] # noqa: SLF001 - as below
        return response
    with translation.override(_language(request)):
        if kind is Outage.SLOW:
            said, template = _("This took too long and was stopped. Nothing was saved."), "face/slow.html"
        else:
            said, template = _("Vigie cannot be reached for the moment. Nothing was saved."), "503.html"
    response = _without_servers(request, template, 503, said)
    response["Retry-After"] = str(RETRY_AFTER)
    response._has_been_logged = True  # type: ignore[attr-defined] # noqa: SLF001 - Django's mark: no second entry
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose secret does not match: a page left open too long, or cookies that are off."""
    logger.warning("form without a valid secret: %s", reason)
    try:
        was_kept = kept.keep(request, kept.EXPIRED)
    except Exception as error:  # noqa: BLE001 - whatever happens, the person gets the page
        logger.warning("what was typed could not be kept: %s", error)
        was_kept = False
    page = kept.page_of(request)
    return render(request, "face/csrf_failure.html", {"page": page, "was_kept": was_kept}, status=403)


def _layout(request: HttpRequest) -> str:
    """Somebody who is signed in keeps the navigation."""
    user = getattr(request, "user", None)
    return "base.html" if user is not None and user.is_authenticated else "face/plain.html"


def _framed(request: HttpRequest) -> HttpResponse | None:
    """The 500 page within the navigation, for somebody who is signed in; None if that cannot be made."""
    if request.headers.get("HX-Request") or _wants_json(request):
        return None
    try:
        if (layout := _layout(request)) == "base.html":
            return render(request, "500.html", {"layout": layout}, status=500)
    except Exception as error:  # noqa: BLE001 - what went wrong may be what the navigation needs
        logger.warning("no navigation on the page of an error: %s", error)
    return None


def _without_servers(request: HttpRequest, template: str, status: int, said: str) -> HttpResponse:
    """A page that asks neither the database nor Redis for anything."""
    language = _language(request)
    with translation.override(language):
        number = getattr(request, "number", "")
        if request.headers.get("HX-Request"):
            return HttpResponse(
                render_to_string("face/outage_part.html", {"said": said, "number": number}), status=status
            )
        if _wants_json(request):
            return JsonResponse({"detail": said, "number": number}, status=status)
        around: dict[str, Any] = {"LANGUAGE_CODE": language, "demo": settings.DEMO, "servers_away": True}
        around["number"] = number
        return HttpResponse(render_to_string(template, around), status=status)


def _language(request: HttpRequest) -> str:
    """The reader's language: what the page was being made in, or else what the cookie or the browser says."""
    return getattr(request, "LANGUAGE_CODE", None) or translation.get_language_from_request(request)


def _wants_json(request: HttpRequest) -> bool:
    accepts = request.headers.get("Accept", "")
    return "application/json" in accepts and "text/html" not in accepts
