"""The pages for the invited, who have no account yet, and for officers with a recovery slip.

A code in an address would stand in histories, logs and referrers. It is therefore taken out of the
address at once and waits in the visitor's own session.
"""

from functools import partial

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.errors import InvitationUnknown, InvitationUsed, NotDone
from accounts.actions.joining import accept_invitation, resolve_invitation
from accounts.models import Invitation, Officer
from accounts.rules import typed_code
from accounts.web.backends import OfficerBackend
from accounts.web.lockout import client_address
from accounts.web.people.forms import CodeForm, JoinForm, NewPasswordForm
from accounts.web.people.pages import FORM_METHODS, show
from accounts.web.people.proposals import proposed_sign_in_name
from face import kept

CODE = "invitation_code"
FORM_OF = "accounts.invitation_form"
WRONG_CODES = 20
WRONG_CODES_SECONDS = 15 * 60


@login_not_required
@require_http_methods(FORM_METHODS)
def invitation_code(request: HttpRequest) -> HttpResponse:
    """Type the code of a slip. For everybody."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        request.session[CODE] = typed_code(form.cleaned_data["code"])
        return redirect("accounts:invitation-accept")
    return show(request, "accounts/invitation_code.html", {"form": form})


@login_not_required
@require_safe
def invitation_open(request: HttpRequest, code: str) -> HttpResponse:
    """The address in the letter and in the QR code: takes the code out of the address. For everybody."""
    request.session[CODE] = typed_code(code[:60])
    return redirect("accounts:invitation-accept")


@login_not_required
@require_http_methods(FORM_METHODS)
def invitation_accept(request: HttpRequest) -> HttpResponse:
    """Choose a sign-in name and password, and come in. For whoever holds an open code."""
    code = request.session.get(CODE)
    if isinstance(request.user, Officer):
        return show(request, "accounts/invitation_other.html", {}) if code else redirect(settings.LOGIN_REDIRECT_URL)
    if code is None:
        return _sent_again(request) if request.method == "POST" else redirect("accounts:invitation-code")
    try:
        return _choose(request, code, resolve_invitation(code))
    except NotDone as problem:
        return _trouble(request, problem)


def _choose(request: HttpRequest, code: str, invitation: Invitation) -> HttpResponse:
    """The form, and what follows from it. Raises what is wrong with the code, if it is not what was typed."""
    kind = NewPasswordForm if invitation.officer else JoinForm
    proposed = {} if invitation.officer else {"sign_in_name": proposed_sign_in_name(invitation)}
    form = kind(request.POST or None, initial=kept.initial(request, kind, **proposed))
    if form.is_valid():
        act = partial(accept_invitation, code=code, language=get_language() or invitation.language)
        try:
            return _come_in(request, act(**form.cleaned_data))
        except NotDone as refusal:
            if refusal.field not in form.fields:
                raise
            form.add_error(refusal.field, ValidationError(refusal.messages))
    context = {"form": form, "invitation": invitation, "form_of": signing.dumps(str(invitation.pk), salt=FORM_OF)}
    return show(request, "accounts/invitation_accept.html", context)


def _sent_again(request: HttpRequest) -> HttpResponse:
    """What is said to a form whose session is gone: with one that was sent twice, the first has moved the session on.

    The middleware would now take the session cookie away, and with it the sign-in that the first one gave.
    """
    request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
    try:
        sent = signing.loads(request.POST.get("invitation", ""), salt=FORM_OF)
    except signing.BadSignature:
        return redirect("accounts:invitation-code")
    if Invitation.objects.filter(pk=sent, accepted_at__isnull=False).exists():
        return _used_up(request, InvitationUsed())
    return redirect("accounts:invitation-code")


def _come_in(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Sign in as after any sign-in: an officer with a second factor is asked for it."""
    del request.session[CODE]
    officer.backend = f"{OfficerBackend.__module__}.{OfficerBackend.__qualname__}"
    response: HttpResponse = perform_login(request, officer)
    return response


def _trouble(request: HttpRequest, problem: NotDone) -> HttpResponse:
    """What is wrong with the code and what to do now. A code that nobody knows may be typed again."""
    if isinstance(problem, InvitationUsed):
        # The session is left alone: who accepted in this browser a moment ago has already taken it over.
        return _used_up(request, problem)
    code = request.session.pop(CODE)
    if isinstance(problem, InvitationUnknown):
        if cache.get(_wrong_codes(request), 0) >= WRONG_CODES:
            context = {"minutes": WRONG_CODES_SECONDS // 60}
            return show(request, "accounts/invitation_wait.html", context, status=429)
        _count_wrong_code(request)
        form = CodeForm({"code": "-".join(code[start : start + 4] for start in range(0, len(code), 4))})
        form.errors["code"] = form.error_class(problem.messages)
        return show(request, "accounts/invitation_code.html", {"form": form})
    return _used_up(request, problem)


def _used_up(request: HttpRequest, problem: NotDone) -> HttpResponse:
    context = {"sentence": problem.messages[0], "used": isinstance(problem, InvitationUsed)}
    return show(request, "accounts/invitation_trouble.html", context, status=410)


def _wrong_codes(request: HttpRequest) -> str:
    return f"accounts.wrong_codes.{client_address(request)}"


def _count_wrong_code(request: HttpRequest) -> None:
    """Twenty wrong codes from one address in a quarter of an hour are enough. A code that is right always opens."""
    key = _wrong_codes(request)
    cache.add(key, 0, WRONG_CODES_SECONDS)
    cache.incr(key)
