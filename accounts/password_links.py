"""The secret in the link with which a forgotten password is replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.http import int_to_base36

if TYPE_CHECKING:
    from accounts.models import Officer


class PasswordLinks(PasswordResetTokenGenerator):
    """Good for one use, for an hour, and only while the account is open.

    Worthless as soon as the password, the address or the last sign-in has changed.
    """

    def check_token(self, user: Officer | None, token: str | None) -> bool:
        """Whether the link still opens the page for a new password."""
        return user is not None and user.is_active and super().check_token(user, token)


def path_of_link(officer: Officer) -> str:
    """The address of the page for a new password, without the host."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": int_to_base36(officer.pk), "key": PasswordLinks().make_token(officer)},
    )
