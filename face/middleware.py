"""What holds for every answer: nothing is stored by browsers, refusals are 403, lost servers are a plain page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.cache import patch_cache_control

from face import outage
from face.web import errors

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    Answer = Callable[[HttpRequest], HttpResponse]


class NoStoreMiddleware:
    """No browser and no proxy keeps a page: what an officer saw is gone when they have signed out.

    Static files are answered further out and are not touched.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answer; whatever else a view had said about caching goes."""
        response = self.get_response(request)
        del response["Cache-Control"]
        patch_cache_control(response, no_store=True)
        return response


class OutageMiddleware:
    """A lost database or Redis, or a query that took too long, is a plain page that says so, and what to do.

    Errors in views come here; errors in other middleware come to `face.web.errors.broken`, which asks the same.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do unless something goes wrong."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for what this product cannot help; everything else goes on."""
        kind = outage.kind_of(exception)
        return errors.unavailable(request, kind, exception) if kind else None


class RefusalMiddleware:
    """An officer who may not do something is told so: PermissionError from below is a 403."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do unless something goes wrong."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """`accounts.permissions.Refused` and its like; Django's own PermissionDenied goes its own way."""
        return errors.refused(request, exception) if isinstance(exception, PermissionError) else None


def clear_browser(response: HttpResponse) -> HttpResponse:
    """Make the browser forget the pages it saw. For the answer to signing out."""
    response["Clear-Site-Data"] = '"cache"'
    return response
