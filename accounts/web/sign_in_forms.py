"""The forms of signing in, passwords and second factors: allauth's work, our fields and words."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from accounts.actions.credentials import request_password_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

LONGEST_PASSWORD = 1024
LONGEST_CREDENTIAL = 32_000
KEY_NOT_RIGHT = forms.ValidationError(
    _("The key was not accepted. Try again, or choose another way."), code="key_not_accepted"
)
CODE_USED_FOR = 120  # seconds: as long as a code could be right


def _password(label: Any, token: str, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": token}),
    )


def _new_password() -> account.SetPasswordField:
    return account.SetPasswordField(
        label=_("New password"),
        max_length=LONGEST_PASSWORD,
        help_text=_("At least 12 characters. A sentence that only you would think of is good and easy to type."),
    )


def _code(label: Any, hint: Any = "", *, first: bool = True) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "data-width": "medium", "autofocus": first}
    return forms.CharField(label=label, help_text=hint, max_length=20, widget=forms.TextInput(attrs=attributes))


class SignInForm(account.LoginForm):
    """Sign-in name or e-mail, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Sign-in name or e-mail address"),
            max_length=254,
            widget=forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
            ),
        )
        self.fields["password"] = password = _password(_("Password"), "current-password")
        password.widget.render_value = not self.is_bound  # only the demo gives one
        self.order_fields(["login", "password"])


class PasswordLinkForm(account.ResetPasswordForm):
    """Asks for the letter with which a forgotten password is replaced."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True})
    )

    def clean_email(self) -> str:
        """The address as typed; whether anybody has it is not looked at while the person waits."""
        typed: str = self.cleaned_data["email"]
        return typed

    def save(self, _request: HttpRequest, **_options: Any) -> str:
        """Ask a worker to look for the account and write to it: known and unknown addresses take as long."""
        typed: str = self.cleaned_data["email"]
        request_password_link(typed)
        return typed


class NewPasswordForm(account.ResetPasswordKeyForm):
    """The new password of somebody who came by the link from the letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"] = field = _new_password()
        field.user = self.user


class ChangePasswordForm(account.ChangePasswordForm):
    """The new password of somebody who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["oldpassword"] = _password(_("Current password"), "current-password")
        self.fields["password1"] = field = _new_password()
        field.user = self.user

    def clean_password1(self) -> str:
        """The new password; the one that the officer has is not new. Raises ValidationError."""
        typed: str = self.cleaned_data["password1"]
        if typed == self.cleaned_data.get("oldpassword"):
            raise forms.ValidationError(
                _("This is your current password. Choose another one."), code="password_unchanged"
            )
        return typed


class PasswordAgainForm(account.ReauthenticateForm):
    """The password once more, before something that only its holder may do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password(_("Password"), "current-password")


class _OnceOnly:
    """A code from the app is good for one use, also while the next one is already valid."""

    def clean_code(self) -> str:
        """The code, if it is right and has not been used. Raises ValidationError."""
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:  # type: ignore[attr-defined]
            mark = f"second-factor-used:{self.user.pk}:{''.join(filter(str.isalnum, code))}"  # type: ignore[attr-defined]
            if not cache.add(mark, "used", timeout=CODE_USED_FOR):
                raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_OnceOnly, codes.AuthenticateForm):
    """The second step of signing in."""

    code = _code(_("Code"), _("Six digits from the app on your phone, or one of your recovery codes."))


class CodeAgainForm(_OnceOnly, codes.ReauthenticateForm):
    """A code once more, before something that only its holder may do."""

    code = _code(_("Code"), _("Six digits from the app on your phone, or one of your recovery codes."))


class ActivateAppForm(totp.ActivateTOTPForm):
    """Proves that the officer's app and this instance agree."""

    code = _code(_("Six digits that the app shows"), first=False)


class CredentialField(forms.JSONField):
    """What the browser made with a key. Raises ValidationError for nonsense, however deep or long."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """The JSON, read."""
        try:
            return super().to_python(value) if len(value or "") <= LONGEST_CREDENTIAL else None
        except (forms.ValidationError, RecursionError) as error:
            raise KEY_NOT_RIGHT from error

    def bound_data(self, _data: Any, _initial: Any) -> None:
        """Nothing is given back: an answer is good for one question."""


class _FromBrowser(forms.Form):
    """What the browser says of a key comes from anybody: nonsense is refused like a wrong key."""

    credential = CredentialField(error_messages={"required": KEY_NOT_RIGHT.message})

    def clean_credential(self) -> Any:
        """The key that was used, or what was posted where a key is added. Raises ValidationError."""
        read = getattr(super(), "clean_credential", None)
        return self._understood(read) if read else self.cleaned_data["credential"]

    def clean(self) -> Any:
        """The whole form; a new key is looked at only here. Raises ValidationError."""
        return self._understood(super().clean)

    @staticmethod
    def _understood(read: Callable[[], Any]) -> Any:
        try:
            return read()
        except forms.ValidationError as error:
            raise (KEY_NOT_RIGHT if getattr(error, "code", "") == "incorrect_code" else error) from error
        except (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error) as error:
            raise KEY_NOT_RIGHT from error


class PasskeyForm(_FromBrowser, keys.LoginWebAuthnForm):
    """Signs in with a passkey alone."""


class KeyForm(_FromBrowser, keys.AuthenticateWebAuthnForm):
    """The second step of signing in, by key."""


class KeyAgainForm(_FromBrowser, keys.ReauthenticateWebAuthnForm):
    """The key once more, before something that only its holder may do."""


class AddKeyForm(_FromBrowser, keys.AddWebAuthnForm):
    """A passkey or a security key; what the browser made of it comes in `credential`."""

    name = forms.CharField(
        label=_("Name of the key"),
        help_text=_("So that you know it again, for example: my phone."),
        max_length=80,
        required=False,
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with this key alone, without a password"),
        help_text=_("The device must then ask for your finger, face or PIN."),
        required=False,
        initial=True,
    )


class NameKeyForm(keys.EditWebAuthnForm):
    """Another name for a key."""

    name = forms.CharField(label=_("Name of the key"), max_length=80)
