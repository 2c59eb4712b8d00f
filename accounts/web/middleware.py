"""What every request of an officer goes through: language, session, postings, second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from allauth.account.utils import get_login_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts import ended_sessions
from accounts.actions.preferences import change_language, note_presence
from accounts.models import Officer
from accounts.web import session_clock
from accounts.web.backends import officer_known_as
from accounts.web.blocked import words_for_blocked
from face import kept
from face.rest.errors import is_for_programs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest

    from accounts.models import Posting

    Answer = Callable[[HttpRequest], HttpResponse]

FIELD = "switch_language"
# Where an officer may go who has no posting today, or still has to enrol a second factor.
OWN_SECURITY = frozenset(
    {
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "accounts:second-factors",
        "accounts:session-extend",
        "accounts:language-switch",
        "help",
    }
)
WITHOUT_POSTING = OWN_SECURITY | {"desk", "accounts:me", "accounts:sessions"}


class SeeOther(HttpResponseRedirect):
    """A redirect after a POST: the browser asks for the page with GET."""

    status_code = 303


def page_before(request: HttpRequest) -> str:
    """The page from which a form was sent that belongs to none: as it says, or as the browser says."""
    said = request.POST.get("next") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(said, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(said)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def officer_of(request: HttpRequest) -> Officer | None:
    """The officer who is signed in; None for anybody else, and for a request refused before anybody was looked up."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Officer) else None


def postings_of(request: HttpRequest) -> Sequence[Posting]:
    """The officer's postings of today with their offices, read once a request."""
    found: Sequence[Posting] | None = getattr(request, "current_postings", None)
    if found is None:
        officer = officer_of(request)
        found = list(officer.postings.current().select_related("office")) if officer else []
        request.current_postings = found  # type: ignore[attr-defined]
    return found


def remember_language(response: HttpResponse, language: str) -> HttpResponse:
    """Have the browser remember the language, for the pages before sign-in."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=60 * 60 * 24 * 365,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


class LanguageMiddleware:
    """The reader's language: the officer's choice, else the cookie's, else the browser's, else the setting's.

    A button named `switch_language` on any form changes it and gives back what was typed.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language."""
        language = self.wanted(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", language)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """After the check against forged posts, which programs do not pass, and before the form is read as a form."""
        if request.method != "POST" or is_for_programs(request) or FIELD not in request.POST:
            return None
        kept.keep(request, reason=kept.LANGUAGE)
        page = kept.page_of(request)
        response = SeeOther(page_before(request) if page == reverse("accounts:language-switch") else page)
        wanted = request.POST[FIELD]
        if wanted in dict(settings.LANGUAGES):
            officer = officer_of(request)
            if officer and officer.language != wanted:
                change_language(by=officer, language=wanted)
            remember_language(response, wanted)
        return response

    @staticmethod
    def wanted(request: HttpRequest) -> str:
        """The first choice that is still a language of this instance."""
        officer = officer_of(request)
        if officer and officer.language in dict(settings.LANGUAGES):
            return officer.language
        return translation.get_language_from_request(request)


class OfficerMiddleware:
    """Keeps time for the session, and stops who was blocked meanwhile."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Whoever is still signed in after this may go on."""
        self.end_what_is_over(request)
        officer = officer_of(request)
        if officer:
            if "X-Poll" not in request.headers:  # a page that refreshes itself is nobody’s doing
                session_clock.touch(request)
            note_presence(officer)
            if request.method == "POST" and request.path == reverse("account_login"):
                return self.sent_twice(request, officer)
        return self.whole_page(request, self.get_response(request))

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> HttpResponse | None:
        """Without a current posting only the Desk and one's own account are there."""
        if officer_of(request) is None or not getattr(view, "login_required", True):
            return None
        if postings_of(request) or may_pass(request, WITHOUT_POSTING):
            return None
        messages.warning(request, _("You have no posting today. Only the Desk and your own account are open to you."))
        return led_to(request, "desk")

    @staticmethod
    def sent_twice(request: HttpRequest, officer: Officer) -> HttpResponse:
        """The sign-in form from a browser in which somebody is signed in: go on, unless it is somebody else's."""
        typed = request.POST.get("login", "").strip().replace("\0", "")
        if not typed or officer_known_as(typed) == officer:
            return SeeOther(get_login_redirect_url(request))
        logout(request)
        messages.warning(request, _("Somebody else was signed in here, and has been signed out. Sign in again."))
        return SeeOther(request.get_full_path())

    @staticmethod
    def end_what_is_over(request: HttpRequest) -> None:
        """Close the session of a blocked officer, and one that has lasted too long; say why on the sign-in page."""
        if officer_of(request):
            why = session_clock.ended(request)
            if why is None:
                return
            logout(request)
            words = str(why.value)
        elif SESSION_KEY in request.session:
            blocked = Officer.objects.filter(pk=request.session[SESSION_KEY]).first()
            request.session.flush()
            words = words_for_blocked(blocked)
        elif blocked := OfficerMiddleware.blocked_meanwhile(request):
            words = words_for_blocked(blocked)
        else:
            return
        request.user = AnonymousUser()
        messages.warning(request, words)

    @staticmethod
    def blocked_meanwhile(request: HttpRequest) -> Officer | None:
        """The blocked officer whose session this browser still names, though it was ended from outside."""
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        owner = ended_sessions.whose(key) if key and request.session.is_empty() else None
        return Officer.objects.filter(pk=owner, is_active=False).first() if owner else None

    @staticmethod
    def whole_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """A part of a page must not be filled with the sign-in page: send the whole page there."""
        target = urlsplit(response.headers.get("Location", "")).path
        if "HX-Request" not in request.headers or target != reverse("account_login"):
            return response
        page = urlsplit(request.headers.get("HX-Current-URL", "")).path or resolve_url(settings.LOGIN_REDIRECT_URL)
        return HttpResponseClientRedirect(f"{target}?{urlencode({'next': page})}")


class SecondFactorMiddleware:
    """An officer whose role reaches far must enrol a second factor before anything else; not in the demo."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing here: the decision needs to know the page."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> HttpResponse | None:
        """Send to enrolment from every page but those needed for it."""
        officer = officer_of(request)
        if officer is None or not getattr(view, "login_required", True) or may_pass(request, OWN_SECURITY):
            return None
        if not owes_second_factor(request):
            return None
        return led_to(request, "accounts:second-factors")


def led_to(request: HttpRequest, name: str) -> HttpResponse:
    """The way to another page, also when only a part of this one was asked for."""
    page = reverse(name)
    return HttpResponseClientRedirect(page) if "HX-Request" in request.headers else SeeOther(page)


def may_pass(request: HttpRequest, names: frozenset[str]) -> bool:
    """Whether the page asked for is one of these."""
    return request.resolver_match is not None and request.resolver_match.view_name in names


def second_factor_required(postings: Sequence[Posting]) -> bool:
    """Whether one of these postings is a role that signs in with a second factor here."""
    return not settings.DEMO and any(posting.role.second_factor for posting in postings)


def owes_second_factor(request: HttpRequest) -> bool:
    """Whether this officer has to enrol one now."""
    officer = officer_of(request)
    return (
        officer is not None
        and second_factor_required(postings_of(request))
        and not is_mfa_enabled(officer, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
    )
