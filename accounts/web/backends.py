"""Who may sign in with a password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import Q, Value
from django.db.models.functions import Lower

from accounts.models import Officer

if TYPE_CHECKING:
    from django.http import HttpRequest


def officer_known_as(name: str) -> Officer | None:
    """The officer with this sign-in name or e-mail address, whatever its case; a sign-in name goes first."""
    wanted = Lower(Value(name))
    found = Officer.objects.alias(known_as=Lower("sign_in_name"), mailbox=Lower("email")).filter(
        Q(known_as=wanted) | Q(mailbox=wanted)
    )
    officers = sorted(found, key=lambda officer: officer.sign_in_name.lower() != name.lower())
    return officers[0] if officers else None


class OfficerBackend(BaseBackend):
    """Sign-in by sign-in name or e-mail and password; permissions come from postings, not from here."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_rest: Any
    ) -> Officer | None:
        """Return the officer, or None.

        A blocked officer with the right password is left at `request.blocked_officer`, so that only
        who knows the password learns that the account is blocked.
        """
        if not username or password is None or "\0" in username:
            return None
        officer = officer_known_as(username)
        if officer is None:
            Officer().set_password(password)  # takes as long as checking one: unknown names are not told apart
            return None
        if not officer.check_password(password):
            return None
        if not officer.is_active:
            if request is not None:
                request.blocked_officer = officer  # type: ignore[attr-defined]
            return None
        return officer

    def get_user(self, user_id: int) -> Officer | None:
        """The officer of an open session; None as soon as the account is blocked."""
        found: Officer | None = Officer.objects.filter(pk=user_id, is_active=True).first()
        return found


def blocked_officer(request: HttpRequest) -> Officer | None:
    """The officer who has just given the right password of a blocked account, if that is what happened."""
    found = getattr(request, "blocked_officer", None)
    return found if isinstance(found, Officer) else None
