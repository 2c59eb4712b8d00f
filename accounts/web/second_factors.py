"""Adding, using and removing second factors: allauth's views, with the record of what was changed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import views as keys
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator

from accounts.actions.credentials import Change, note_second_factor
from accounts.web.adapters import SecondFactorAdapter
from accounts.web.sign_in import Unprocessable

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

SECRET_MADE_AT = "second_factor_secret_made_at"  # noqa: S105
SECRET_KEPT_FOR = 900  # seconds


class Recorded(Unprocessable):
    """The change and the word of it are kept together or not at all."""

    request: HttpRequest
    change: Change
    kind: Authenticator.Type

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """What the library does, and the entry in the record."""
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            note_second_factor(by=self.request.user, change=self.change, kind=self.kind.value)  # type: ignore[arg-type]
        return response


class ActivateApp(Recorded, app.ActivateTOTPView):
    """Who is signed in and has no app yet."""

    template_name = "mfa/activate_app.html"
    change, kind = Change.SECOND_FACTOR_ADDED, Authenticator.Type.TOTP

    def get_form(self, form_class: type[BaseForm] | None = None) -> BaseForm:
        """Opened again, the page shows the secret that the phone may have read: the library would make another."""
        session = self.request.session
        is_fresh = time.time() - session.get(SECRET_MADE_AT, 0) < SECRET_KEPT_FOR
        kept = session.get(SECRET_SESSION_KEY) if is_fresh else None
        form: BaseForm = super().get_form(form_class)
        if form.is_bound:
            return form
        if kept:
            form.secret = session[SECRET_SESSION_KEY] = kept  # type: ignore[attr-defined]
        else:
            session[SECRET_MADE_AT] = time.time()
        return form


class RemoveApp(Recorded, app.DeactivateTOTPView):
    """Who is signed in and has an app, unless it is the last factor of somebody whose role needs one."""

    template_name = "mfa/remove_app.html"
    success_url = reverse_lazy("accounts:second-factors")
    change, kind = Change.SECOND_FACTOR_REMOVED, Authenticator.Type.TOTP


class AddKey(Recorded, keys.AddWebAuthnView):
    """Who is signed in."""

    template_name = "mfa/add_key.html"
    change, kind = Change.SECOND_FACTOR_ADDED, Authenticator.Type.WEBAUTHN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The library makes the form anew; what was wrong with the posted one must be shown."""
        return {**super().get_context_data(**kwargs), **kwargs}


class NameKey(Unprocessable, keys.EditWebAuthnView):
    """Whose key it is; others find nothing."""

    template_name = "mfa/name_key.html"
    success_url = reverse_lazy("accounts:second-factors")


class RemoveKey(Recorded, keys.RemoveWebAuthnView):
    """Whose key it is, unless it is the last factor of somebody whose role needs one."""

    template_name = "mfa/remove_key.html"
    success_url = reverse_lazy("accounts:second-factors")
    change, kind = Change.SECOND_FACTOR_REMOVED, Authenticator.Type.WEBAUTHN

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Refuse what the role does not allow."""
        adapter = SecondFactorAdapter()
        if not adapter.can_delete_authenticator(self.object):
            messages.error(self.request, str(adapter.error_messages["cannot_delete_authenticator"]))
            return HttpResponseRedirect(self.get_success_url())
        return super().form_valid(form)


class RecoveryCodes(codes.ViewRecoveryCodesView):
    """Whose codes they are, after proving it."""

    template_name = "mfa/recovery_codes.html"


class RecoveryCodesFile(codes.DownloadRecoveryCodesView):
    """Whose codes they are, after proving it."""

    template_name = "mfa/recovery_codes.txt"
    content_type = "text/plain; charset=utf-8"


class RenewRecoveryCodes(Recorded, codes.GenerateRecoveryCodesView):
    """Who is signed in and has a second factor."""

    template_name = "mfa/renew_recovery_codes.html"
    change, kind = Change.RECOVERY_CODES_RENEWED, Authenticator.Type.RECOVERY_CODES


class KeyAgain(keys.ReauthenticateWebAuthnView):
    """Who is signed in, has a key and is about to change the means of signing in."""

    template_name = "mfa/key_again.html"
    extra_context = {"form_elsewhere": True}

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Back to this page, not to the sign-in page, with what is wrong."""
        super().form_invalid(form)
        return HttpResponseRedirect(self.passthrough_next_url(reverse("mfa_reauthenticate_webauthn")))


@method_decorator(login_not_required, name="dispatch")
class PasskeySignIn(keys.LoginWebAuthnView):
    """Everybody: signs in with a passkey alone. Without scripts there is only the way back."""
