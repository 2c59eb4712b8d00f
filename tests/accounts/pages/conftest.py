"""Somebody in front of the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory

if TYPE_CHECKING:
    from accounts.models import Officer

SignIn = Callable[["Officer"], Client]


@pytest.fixture
def signed_in() -> SignIn:
    """A function that gives a browser in which an officer has signed in, with a second factor enrolled."""

    def browser_of(officer: Officer) -> Client:
        Authenticator.objects.get_or_create(user=officer, type=Authenticator.Type.TOTP, defaults={"data": {}})
        client, request = Client(), RequestFactory().get("/")
        request.session = SessionStore()
        login(request, officer, backend="accounts.web.backends.OfficerBackend")
        request.session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = str(request.session.session_key)
        return client

    return browser_of
