"""The pages before and around sign-in: allauth's views with our answers and our record of what was done."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts.actions.errors import NotDone
from accounts.demo.people import DEMO_PASSWORD, sign_ins
from accounts.web.own.tabs import own_tabs
from face import kept
from face.middleware import clear_browser

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from django.utils.functional import Promise

    from accounts.demo.people import SignIn as DemoSignIn


@dataclass(frozen=True)
class DemoRole:
    """The people of the demo who hold one role; open on the page when one of them was chosen."""

    role: str | Promise
    people: list[DemoSignIn]
    chosen: bool


def demo_people(chosen: str) -> list[DemoRole]:
    """Who a visitor can be, by role."""
    by_role = groupby(sign_ins(), key=lambda one: one.role_code)
    held = [list(people) for _role, people in by_role]
    return [DemoRole(people[0].role, people, any(one.sign_in_name == chosen for one in people)) for people in held]


class Unprocessable:
    """A form that cannot be taken is answered with 422, so that scripts and password managers can tell."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The page again, with what is wrong."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if response.status_code == 200:
            response.status_code = 422
        return response


class SignIn(Unprocessable, account.LoginView):
    """Everybody. In the demo it offers the people to sign in as."""

    template_name = "account/sign_in.html"

    def get_initial(self) -> dict[str, Any]:
        """The name typed before the language was switched, or that of the demo person chosen."""
        typed = kept.initial(self.request, self.get_form_class())
        if settings.DEMO and "as" in self.request.GET:
            return {**typed, "login": self.request.GET["as"], "password": DEMO_PASSWORD}
        return typed

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the people of the demo, in the demo alone."""
        chosen = self.request.GET.get("as", "")
        demo = {"demo_people": demo_people(chosen), "demo_password": DEMO_PASSWORD} if settings.DEMO else {}
        return {**super().get_context_data(**kwargs), **demo}


class SignOut(account.LogoutView):
    """Everybody; a person half-way through signing in starts again with this."""

    template_name = "account/sign_out.html"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session and leave nothing of it in the browser."""
        response: HttpResponse = super().post(*args, **kwargs)
        clear_browser(response)
        return response


class SecondStep(factors.AuthenticateView):
    """Who has given the right password and has a second factor."""

    template_name = "mfa/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what this person has: an app, keys, or both."""
        types = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        has_codes = bool(types & {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES})
        return {
            **super().get_context_data(**kwargs),
            "has_codes": has_codes,
            "has_keys": Authenticator.Type.WEBAUTHN in types,
            "form_elsewhere": not has_codes,
        }

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The page again, with what is wrong."""
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response


class CodeAgain(Unprocessable, factors.ReauthenticateView):
    """Who is signed in, has a second factor and is about to change the means of signing in."""

    template_name = "mfa/code_again.html"


class PasswordAgain(Unprocessable, account.ReauthenticateView):
    """Who is signed in and is about to change the means of signing in."""

    template_name = "account/password_again.html"


class ChangePassword(Unprocessable, account.PasswordChangeView):
    """Who is signed in."""

    template_name = "account/change_password.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Without a password there is none to change: the slip or the letter sets the first one."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the other pages of one's own account."""
        return {**super().get_context_data(**kwargs), "tabs": own_tabs("account_change_password")}


class AskForLink(Unprocessable, account.PasswordResetView):
    """Everybody. The answer is the same whether anybody has that address or not."""

    template_name = "account/ask_for_link.html"


class LinkAsked(account.PasswordResetDoneView):
    """Everybody."""

    template_name = "account/link_asked.html"


@method_decorator(never_cache, name="dispatch")
class NewPassword(Unprocessable, account.PasswordResetFromKeyView):
    """Who holds the link from the letter."""

    template_name = "account/new_password.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where the link is no longer good there is no form."""
        return {**super().get_context_data(**kwargs), "form_elsewhere": "token_fail" in kwargs}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Set the password, unless the account was blocked while the person thought of one."""
        try:
            return super().form_valid(form)  # type: ignore[no-any-return]
        except NotDone as error:
            form.add_error(None, error)
            return self.form_invalid(form)


@login_not_required
def password_set(_request: HttpRequest) -> HttpResponse:
    """Who has set a new password by the link: on to the sign-in page."""
    return HttpResponseRedirect(reverse("account_login"))
