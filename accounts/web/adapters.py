"""How allauth, which does the work of signing in, is told our rules and our words."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any, ClassVar

import qrcode
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils.encoding import force_bytes, force_str
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from accounts.actions.credentials import change_password, reset_password
from accounts.web import session_clock
from accounts.web.backends import blocked_officer
from accounts.web.blocked import words_for_blocked
from face.visitors import address_of

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

log = logging.getLogger(__name__)
NOT_RIGHT = _("The sign-in name or the password is not right.")
CODE_NOT_RIGHT = _("This code is not right. Wait for the next one, or check the clock of your phone.")
TOO_MANY = _("Too many attempts. Wait five minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in, sign-out and passwords."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": NOT_RIGHT,
        "email_password_mismatch": NOT_RIGHT,
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("The password is not right."),
        "incorrect_code": CODE_NOT_RIGHT,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "invalid_password_reset": _("This link has expired or was used before. Ask for a new one."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where the person sits, by the one rule for all doors."""
        return address_of(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: people join by invitation."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Only the question for a passkey is asked and answered in JSON."""
        return request.method == "GET" and request.headers.get("Accept") == "application/json"

    def is_safe_url(self, url: str) -> bool:
        """Sign-in leads to pages of this address and nowhere else."""
        host = self.request.get_host()
        return url_has_allowed_host_and_scheme(url, {host}, require_https=self.request.is_secure())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: wrong passwords are counted by django-axes, which keeps them as evidence."""

    def authentication_failed(self, request: HttpRequest, **_credentials: Any) -> None:
        """Tell the holder of a blocked account so. Raises a ValidationError that the form shows."""
        officer = blocked_officer(request)
        if officer is not None:
            raise ValidationError(words_for_blocked(officer), code="blocked")

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """After a passkey of a blocked account: back to the sign-in page, with the reason."""
        messages.warning(request, words_for_blocked(user))  # type: ignore[arg-type]
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Open the session and start its clocks."""
        super().login(request, user)
        session_clock.begin(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Through the act: changed by who is signed in, or reset by who holds the link from the mail."""
        if self.request.user == user:
            change_password(by=user, password=password)  # type: ignore[arg-type]
        else:
            reset_password(officer=user, password=password)  # type: ignore[arg-type]

    def get_login_stages(self) -> list[str]:
        """The password, then the second factor; nothing else."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def is_reauthentication_required(self, **_where: Any) -> bool:
        """Not within five minutes of signing in, or of proving it again."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0)
        return bool(time.time() - latest > app_settings.REAUTHENTICATION_TIMEOUT)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove that it is still the same person, in our words."""
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey or security key"),
        }
        return [{**method, "description": words[method["id"]]} for method in super().get_reauthentication_methods(user)]

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the acts on passwords and second factors send their own letters."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Codes from an app, passkeys, security keys and recovery codes."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": CODE_NOT_RIGHT,
        "cannot_delete_authenticator": _(
            "Your role needs a second factor. First add another one, then remove this one."
        ),
        "cannot_generate_recovery_codes": _("Recovery codes come with a second factor. First add one."),
    }

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """What the officer's app shows: the name typed at sign-in."""
        return user.get_username()

    def build_totp_svg(self, url: str) -> str:
        """The image for the camera, on white also on dark pages."""
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to this host, whatever its port."""
        host = self._get_site_name()
        return {"id": split_domain_port(host)[0], "name": settings.MFA_TOTP_ISSUER}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """What the officer's device shows when it asks which account."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.get_username(), "display_name": str(user)}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """A first name for a key; the officer may write a better one."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Key %(number)d") % {"number": number}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last second factor of somebody whose role needs one."""
        from_others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        if from_others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists() or settings.DEMO:
            return True
        postings = authenticator.user.postings.current()
        return not any(posting.role.second_factor for posting in postings)

    def encrypt(self, text: str) -> str:
        """Secrets do not lie in the clear in the database or its backups."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; if the key of the instance has been lost, one that no code will ever fit."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("A second factor was encrypted with a key that is not known: see VIGIE_SECRET_KEY.")  # noqa: TRY400
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _cipher() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(force_bytes(f"second factor:{force_str(key)}")).digest()))
            for key in keys
        ]
    )
