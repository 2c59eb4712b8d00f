"""The letters: plain text, in the reader's language, with one link. Raises what the mail server raises."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.codes import code_of
from accounts.password_links import path_of_link
from accounts.rules import shown_code

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from accounts.models import AccessToken, Invitation, Officer

SECONDS_FOR_THE_SERVER = 20  # a letter is sent while its row is held


def send_invitation(invitation: Invitation) -> None:
    """Write to the person invited, or to the officer who is to choose a new password."""
    with override(_language(invitation.language)):
        code = shown_code(code_of(invitation.pk, invitation.serial))
        facts = {
            "given_names": invitation.given_names,
            "office": str(invitation.office),
            "inviter": str(invitation.invited_by),
            "role": str(invitation.role.name) if invitation.role else "",
            "code": code,
            "link": _link("accounts:invitation-open", code=code),
            "day": date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT"),
        }
        subject, opening = _recovery() if invitation.officer else _welcome()
        closing = _(
            "The link and the code can be used once, until %(day)s. Do not pass them on. "
            "If you did not expect this letter, tell your national contact point."
        )
        _send(invitation.email, subject, [opening, "%(link)s", _("Code: %(code)s"), closing], facts)


def send_dormancy_warning(officer: Officer, blocked_on: date) -> None:
    """Tell an officer on which day the account will be blocked unless it is used."""
    with override(_language(officer.language)):
        paragraphs = [
            _("Good day %(given_names)s,"),
            _("You have not signed in to Vigie for a long time. Your account will be blocked on %(day)s."),
            _("To keep it, sign in before that day:"),
            "%(link)s",
            _("If you no longer need the account, you need not do anything."),
        ]
        facts = {
            "given_names": officer.given_names,
            "day": date_format(blocked_on, "DATE_FORMAT"),
            "link": _link(settings.LOGIN_URL),
        }
        _send(str(officer.email), _("Vigie: your account will be blocked"), paragraphs, facts)


def send_password_link(officer: Officer) -> None:
    """Write to an officer who asked for it where to choose a new password."""
    with override(_language(officer.language)):
        paragraphs = [
            _("Good day %(given_names)s,"),
            _("Somebody asked for a new password for your account %(sign_in_name)s. To choose one, open this link:"),
            "%(link)s",
            _("The link can be used once, within an hour. If it was not you who asked, you need not do anything."),
        ]
        facts = {
            "given_names": officer.given_names,
            "sign_in_name": officer.sign_in_name,
            "link": urljoin(settings.VIGIE_BASE_URL, path_of_link(officer)),
        }
        _send(str(officer.email), _("Vigie: choose a new password"), paragraphs, facts)


def send_security_notice(officer: Officer, what: str | Promise) -> None:
    """Tell an officer, in the sentence given, that a means of signing in was changed."""
    with override(_language(officer.language)):
        paragraphs = [
            _("Good day %(given_names)s,"),
            str(what),
            _("If it was you, you need not do anything. If it was not, tell your contact point at once."),
        ]
        facts = {"given_names": officer.given_names}
        _send(str(officer.email), _("Vigie: a change to your account"), paragraphs, facts)


def send_token_notice(token: AccessToken) -> None:
    """Tell an officer that a token for programs was issued in their name."""
    officer = token.officer
    with override(_language(officer.language)):
        paragraphs = [
            _("Good day %(given_names)s,"),
            _("The token “%(name)s” for programs was issued for your account. It holds until %(day)s."),
            "%(link)s",
            _(
                "If it was you, you need not do anything. "
                "If it was not, revoke it there and tell your contact point at once."
            ),
        ]
        facts = {
            "given_names": officer.given_names,
            "name": token.name,
            "day": date_format(timezone.localtime(token.expires_at), "DATE_FORMAT"),
            "link": _link("accounts:tokens"),
        }
        _send(str(officer.email), _("Vigie: a token for programs"), paragraphs, facts)


def _welcome() -> tuple[str, str]:
    return _("Vigie: your invitation"), _(
        "Good day %(given_names)s,\n\n"
        "%(inviter)s invites you to work with Vigie as %(role)s at %(office)s. "
        "Open this link to choose a sign-in name and a password:"
    )


def _recovery() -> tuple[str, str]:
    return _("Vigie: choose a new password"), _(
        "Good day %(given_names)s,\n\n"
        "%(inviter)s at your request lets you choose a new password for Vigie. Open this link:"
    )


def _language(wanted: str) -> str:
    """The language if the system speaks it, else the system's own."""
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _link(route: str, **parts: str) -> str:
    return urljoin(settings.VIGIE_BASE_URL, reverse(route, kwargs=parts))


def _send(address: str, subject: str, paragraphs: list[str], facts: dict[str, str]) -> None:
    body = "\n\n".join(paragraph % facts for paragraph in paragraphs) + "\n"
    connection = get_connection(timeout=SECONDS_FOR_THE_SERVER)
    EmailMessage(subject=subject, body=body, to=[address], connection=connection).send()
