"""Nothing typed is lost: a form that cannot be taken now waits in the session for the person who typed it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import QueryDict
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

OWNER = "kept_owner"
SIGNED_OUT = "signed-out"
LANGUAGE = "language"
EXPIRED = "expired"
LIMIT = 64 * 1024
_SESSION = "face.kept"
_SALT = "face.kept"
_NEVER = re.compile(r"password|passphrase|secret|token|otp", re.IGNORECASE)
_BOOKKEEPING = {"csrfmiddlewaretoken", OWNER, "switch_language", "next"}


def sign_owner(request: HttpRequest) -> str:
    """What the hidden field of a form says: whose page, and which page. Empty when nobody is signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return signing.dumps([str(user.pk), request.get_full_path()], salt=_SALT)


def _owner_and_page(request: HttpRequest) -> tuple[str, str]:
    """Whose form was posted, from which page; an owner of "" if the form does not say or lies."""
    try:
        owner, page = signing.loads(request.POST.get(OWNER, ""), salt=_SALT)
    except signing.BadSignature:
        return "", request.get_full_path()
    return str(owner), str(page)


def page_of(request: HttpRequest) -> str:
    """The address of the page whose form was posted. Always one of ours."""
    page = _owner_and_page(request)[1]
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else "/"


def keep(request: HttpRequest, reason: str = SIGNED_OUT) -> bool:
    """Put what was posted into the session; False if there was nothing, too much, or no way to know whose it is.

    Passwords, codes, files and our own bookkeeping fields are left out. On a page for everybody (sign-in) the
    owner is nobody, and only nobody gets it back.
    """
    owner, page = _owner_and_page(request)
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and owner != str(user.pk):
        return False
    if not owner and reason != LANGUAGE:
        return False
    unsafe = _BOOKKEEPING if owner else _BOOKKEEPING | {"code"}
    typed = request.POST.copy()
    for name in list(typed):
        if name in unsafe or _NEVER.search(name):
            del typed[name]
    text = typed.urlencode()
    if not text or len(text) > LIMIT:
        return False
    request.session[_SESSION] = {
        "owner": owner, "page": page, "typed": text, "reason": reason, "at": timezone.now().isoformat()
    }  # fmt: skip
    return True


def discard(request: HttpRequest) -> None:
    """Forget what was kept."""
    request.session.pop(_SESSION, None)


def initial(
    request: HttpRequest, form_class: Callable[..., forms.BaseForm], prefix: str = "", **starting: Any
) -> dict[str, Any]:
    """The values a form starts with: those given, and over them what was typed before and kept."""
    typed: QueryDict | None = getattr(request, "kept", None)
    if typed is None:
        return starting
    form = form_class(prefix=prefix or None)
    for name, field in form.fields.items():
        full = form.add_prefix(name)
        if not field.widget.value_omitted_from_data(typed, {}, full):
            starting[name] = field.widget.value_from_datadict(typed, {}, full)
    return starting


def _find(request: HttpRequest) -> QueryDict | None:
    """What was kept for this page and this person. What another person typed is forgotten at once."""
    if _SESSION not in request.session:
        return None
    found = request.session[_SESSION]
    user = request.user
    if user.is_authenticated and found["owner"] != str(user.pk):
        discard(request)
        return None
    if (found["owner"] and not user.is_authenticated) or found["page"] != request.get_full_path():
        return None
    request.kept_reason = found["reason"]  # type: ignore[attr-defined]
    return QueryDict(found["typed"])


class KeptFormMiddleware:
    """Sets `request.kept` on the page that was left, and keeps what is posted after the session has ended.

    Stands after the CSRF check and before LoginRequiredMiddleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the page what was kept for it."""
        request.kept = _find(request) if request.method == "GET" else None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], *_arguments: Any
    ) -> HttpResponse | None:
        """A person who posts without being signed in is asked to sign in; a taken form is no longer kept."""
        if request.method != "POST" or getattr(view_func, "login_required", True) is False:
            return None
        if request.user.is_authenticated:
            if _SESSION in request.session and request.session[_SESSION]["page"] == page_of(request):
                discard(request)
            return None
        keep(request, SIGNED_OUT)
        return redirect_to_login(page_of(request), settings.LOGIN_URL)
