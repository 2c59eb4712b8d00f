"""Throwing away what was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from face import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Everybody who is signed in; only what they typed themselves."""
    kept.discard(request)
    page = request.POST.get("next", "/")
    return HttpResponseRedirect(page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else "/")
