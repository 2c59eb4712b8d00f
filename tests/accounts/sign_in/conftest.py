"""Signing in with real requests, as a browser does."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

from tests.people import PASSWORD

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    Enter = Callable[..., Answer]


@pytest.fixture
def enter(client: Client) -> Enter:
    """Send the sign-in form, for example `enter("awa", "wrong", next="/me/")`."""

    def sent(login: str, password: str = PASSWORD, *, by: Client = client, **more: Any) -> Answer:
        headers = more.pop("headers", None)
        return by.post(reverse("account_login"), {"login": login, "password": password, **more}, headers=headers)

    return sent


def code_of(secret: str, *, step: int = 0) -> str:
    """What the officer's app shows for this secret; `step` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))
