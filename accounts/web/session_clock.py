"""How long a session lasts: 30 minutes without a request, eight hours in all (both are settings)."""

from __future__ import annotations

import time
from enum import Enum
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.web.lockout import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest

BEGAN_AT = "session_began_at"
SEEN_AT = "session_seen_at"
STEP = 60  # seconds between two writes of the last activity


class Ended(Enum):
    """Why a session has ended by itself, in the words of the sign-in page."""

    IDLE = _("Your session ended because nothing happened for a while. Sign in to go on where you were.")
    LONG = _("Your session ended because it had lasted a whole working day. Sign in to go on where you were.")


def begin(request: HttpRequest) -> None:
    """Start both clocks; called at sign-in."""
    request.session[BEGAN_AT] = request.session[SEEN_AT] = int(time.time())


def ended(request: HttpRequest) -> Ended | None:
    """Why this signed-in session is over; None while it goes on."""
    now = time.time()
    if now - request.session.get(BEGAN_AT, now) > settings.SESSION_COOKIE_AGE:
        return Ended.LONG
    if now - request.session.get(SEEN_AT, now) > settings.VIGIE_IDLE_MINUTES * 60 + STEP:
        return Ended.IDLE
    return None


def touch(request: HttpRequest, *, at_once: bool = False) -> None:
    """Note that the officer did something: at most once a minute, so that reading pages does not write."""
    now = int(time.time())
    if BEGAN_AT not in request.session:
        begin(request)
    elif at_once or now - request.session.get(SEEN_AT, 0) >= STEP:
        request.session[SEEN_AT] = now
    else:
        return
    UserSession.objects.filter(session_key=request.session.session_key).update(
        last_seen_at=timezone.now(),
        ip=client_address(request),
        user_agent=request.headers.get("User-Agent", "")[:200],
    )


def seconds_left(request: HttpRequest) -> int:
    """How long the session lives on without another request."""
    now = int(time.time())
    idle: int = request.session.get(SEEN_AT, now) + settings.VIGIE_IDLE_MINUTES * 60 - now
    whole: int = request.session.get(BEGAN_AT, now) + settings.SESSION_COOKIE_AGE - now
    return max(0, min(idle, whole))
