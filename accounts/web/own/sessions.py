"""Where I am signed in, and signing out there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.sessions import end_other_sessions, end_session
from accounts.models import Officer
from accounts.web import session_clock
from accounts.web.middleware import SeeOther
from accounts.web.own.devices import device, is_phone
from accounts.web.own.tabs import own_tabs

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Device:
    """One device on which the officer is signed in."""

    pk: int
    name: str
    icon: str
    address: str
    began_at: datetime
    seen_at: datetime
    is_this: bool

    @property
    def form_id(self) -> str:
        """The id of the form that signs this device out."""
        return f"end-{self.pk}"


@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """Who is signed in: one's own sessions, this one first, then the latest."""
    officer: Officer = request.user  # type: ignore[assignment]
    devices = [_device(session, request) for session in UserSession.objects.purge_and_list(officer)]
    devices.sort(key=lambda one: (one.is_this, one.seen_at), reverse=True)
    return render(request, "accounts/own/sessions.html", {"devices": devices, "tabs": own_tabs("accounts:sessions")})


@require_POST
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose session it is; others find nothing."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        return SeeOther(reverse("account_logout"))
    end_session(by=request.user, session=session)  # type: ignore[arg-type]
    messages.success(request, _("That device is signed out."))
    return SeeOther(reverse("accounts:sessions"))


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Who is signed in: every device but this one."""
    number = end_other_sessions(by=request.user, except_key=request.session.session_key or "")  # type: ignore[arg-type]
    words = ngettext("%(number)d other device is signed out.", "%(number)d other devices are signed out.", number)
    messages.success(request, words % {"number": number})
    return SeeOther(reverse("accounts:sessions"))


@login_not_required
@require_POST
def extend(request: HttpRequest) -> JsonResponse:
    """Everybody: for how many seconds the session goes on now; 401 if there is none."""
    if not isinstance(request.user, Officer):
        return JsonResponse({"seconds": 0}, status=401)
    session_clock.touch(request, at_once=True)
    return JsonResponse({"seconds": session_clock.seconds_left(request)})


def _device(session: UserSession, request: HttpRequest) -> Device:
    return Device(
        pk=session.pk,
        name=device(session.user_agent),
        icon="phone" if is_phone(session.user_agent) else "screen",
        address=session.ip,
        began_at=session.created_at,
        seen_at=session.last_seen_at,
        is_this=session.session_key == request.session.session_key,
    )
