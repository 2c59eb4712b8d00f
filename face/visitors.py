"""Where a request comes from."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

NOWHERE = "0.0.0.0"  # noqa: S104 - says that it is not known


def address_of(request: HttpRequest) -> str:
    """The address of the caller's machine, past the proxies that we trust; `0.0.0.0` where it is not known."""
    found = request.META.get("REMOTE_ADDR", "")
    if proxies := settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        passed = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
        if len(passed) >= proxies:
            found = passed[-proxies]
    try:
        return str(ip_address(found))
    except ValueError:
        return NOWHERE
