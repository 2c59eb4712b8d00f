"""What happens when passwords are guessed: the account is closed to that address for a while."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.shortcuts import render
from django.utils import timezone

from accounts.web.backends import officer_known_as

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse


def client_address(request: HttpRequest) -> str:
    """The address of the person's machine, by the same rule for lock-out, rate limits and sessions."""
    address: str = get_adapter(request).get_client_ip(request)
    return address


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Under which name failures are counted: the officer's sign-in name, however it was typed.

    Sign-in hands the name over as `login`, Django's signal as `username`, and an e-mail address is
    the same account as its sign-in name. Looked up once a request.
    """
    given = credentials or {}
    typed = str(given.get("login") or given.get("username") or given.get("email") or request.POST.get("login", ""))
    typed = typed.replace("\0", "").strip()[:254]
    known: dict[str, str] = request.__dict__.setdefault("_counted_names", {})
    if typed not in known:
        officer = officer_known_as(typed) if typed else None
        known[typed] = officer.sign_in_name if officer else typed.lower()
    return known[typed]


def locked_until(request: HttpRequest, credentials: dict[str, Any] | None) -> datetime:
    """When this person may try again from this address."""
    last = (
        AccessAttempt.objects.filter(username=counted_name(request, credentials), ip_address=client_address(request))
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    return (last or timezone.now()) + (get_cool_off(request) or timedelta())


def locked_out(request: HttpRequest, _answer: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """The page in place of the sign-in form: for how long, and what to do meanwhile. Same for unknown names."""
    until = locked_until(request, credentials)
    seconds = max(1, ceil((until - timezone.now()).total_seconds()))
    response = render(request, "account/locked_out.html", {"until": until, "minutes": ceil(seconds / 60)}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    """429 where an address asks for more than people can type: sign-in, letters, codes."""
    response = render(request, "account/too_many.html", status=429)
    response["Retry-After"] = "60"
    return response
