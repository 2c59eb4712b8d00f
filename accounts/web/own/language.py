"""Another language for pages that have no form of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.web.middleware import page_before

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: HttpRequest) -> HttpResponse:
    """Everybody. `LanguageMiddleware` has answered a post that names a language; without one nothing changes."""
    return redirect(page_before(request))
