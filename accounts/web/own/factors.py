"""My second factors: which there are, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.web.middleware import postings_of, second_factor_required
from accounts.web.own.tabs import own_tabs

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def second_factors(request: HttpRequest) -> HttpResponse:
    """Who is signed in. Those whose role needs one come here first, and are told so."""
    found = list(Authenticator.objects.filter(user_id=request.user.pk).order_by("created_at"))
    app = next((one for one in found if one.type == Authenticator.Type.TOTP), None)
    keys = [one for one in found if one.type == Authenticator.Type.WEBAUTHN]
    codes = next((one for one in found if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return render(
        request,
        "accounts/own/second_factors.html",
        {
            "app": app,
            "keys": [(key, key.wrap()) for key in keys],
            "has_codes": codes is not None,
            "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
            "owes": second_factor_required(postings_of(request)) and not (app or keys),
            "required": second_factor_required(postings_of(request)),
            "tabs": own_tabs("accounts:second-factors"),
        },
    )
