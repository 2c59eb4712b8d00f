"""Whose a session was that was ended from outside, so that its holder can be told why at the next click."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.db import transaction

if TYPE_CHECKING:
    from accounts.models import Officer

_NAME = "accounts.ended_session.{}"


def remember(officer: Officer) -> None:
    """Note, once this is committed, whose the open sessions were. Closing an account does not depend on the cache."""
    keys = UserSession.objects.filter(user=officer).values_list("session_key", flat=True)
    noted = {_NAME.format(key): officer.pk for key in keys}
    transaction.on_commit(partial(cache.set_many, noted, settings.SESSION_COOKIE_AGE), robust=True)


def whose(session_key: str) -> int | None:
    """The officer whose session was ended, told once; None for any other key."""
    name = _NAME.format(session_key)
    found: int | None = cache.get(name)
    if found is not None:
        cache.delete(name)
    return found
