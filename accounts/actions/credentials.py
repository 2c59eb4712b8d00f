"""Passwords and second factors. Each change is told to the officer by letter, in case it was somebody else."""

from __future__ import annotations

from celery import current_app
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts import acts, authority, mail
from accounts.actions import conditions, errors
from accounts.actions.letters import send_after_commit
from accounts.actions.lockouts import forget_failed_attempts
from accounts.actions.sessions import end_all_sessions
from accounts.models import Officer
from audit.acts import act, already_done, record


class Change(TextChoices):
    """What can happen to the means of signing in, and the sentence of the letter about it."""

    PASSWORD_CHANGED = "password_changed", _("The password of your account was changed.")
    PASSWORD_RESET = "password_reset", _("A new password was set for your account with the link from a letter.")
    SECOND_FACTOR_ADDED = "second_factor_added", _("A second factor was added to your account.")
    SECOND_FACTOR_REMOVED = "second_factor_removed", _("A second factor was removed from your account.")
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed", _("New recovery codes were made for your account.")


KINDS = {
    Change.PASSWORD_CHANGED: acts.PASSWORD_CHANGED,
    Change.PASSWORD_RESET: acts.PASSWORD_RESET,
    Change.SECOND_FACTOR_ADDED: acts.SECOND_FACTOR_ADDED,
    Change.SECOND_FACTOR_REMOVED: acts.SECOND_FACTOR_REMOVED,
    Change.RECOVERY_CODES_RENEWED: acts.RECOVERY_CODES_RENEWED,
}


@act
def change_password(*, by: Officer, password: str) -> None:
    """Set one's own new password, already checked against the rules. Other sessions end by themselves."""
    by.set_password(password)
    by.save(update_fields=["password"])
    _leave_word(by, Change.PASSWORD_CHANGED)


@act
def reset_password(*, officer: Officer, password: str) -> None:
    """Set the new password of whoever holds the link from the letter. Raises OfficerBlocked."""
    current = conditions.locked(officer)
    if not current.is_active:
        raise errors.OfficerBlocked
    officer.set_password(password)
    officer.save(update_fields=["password"])
    end_all_sessions(officer)
    forget_failed_attempts(officer)
    _leave_word(officer, Change.PASSWORD_RESET)


@act
def note_second_factor(*, by: Officer, change: Change, kind: str = "", name: str = "") -> None:
    """Leave word that the officer added, removed or renewed a second factor, which the sign-in library stored."""
    _leave_word(by, change, {key: value for key, value in {"kind": kind, "name": name}.items() if value})


def request_password_link(address: str) -> None:
    """Have a worker look for the account and write to it, so that known and unknown addresses take as long.

    Raises what the queue raises: unlike a letter after an act, nothing would send it later.
    """
    current_app.send_task("accounts.send_password_link", args=(address,))


@act
def send_password_link(*, address: str) -> bool:
    """Write to the holder of this address, if there is one who may sign in; whether there was."""
    officer = Officer.objects.filter(email__iexact=address.strip(), is_active=True).first()
    if officer is None:
        already_done()
        return False
    mail.send_password_link(officer)
    record(acts.PASSWORD_LINK_SENT, by=None, subject=officer, office_code=authority.office_code_of(officer))
    return True


def tell_about_change(officer_id: int, change: str) -> bool:
    """Send the letter about a change; False when the officer has no mailbox."""
    officer = Officer.objects.filter(pk=officer_id).exclude(email=None).first()
    if officer is None:
        return False
    mail.send_security_notice(officer, Change(change).label)
    return True


def _leave_word(officer: Officer, change: Change, details: dict[str, str] | None = None) -> None:
    office_code = authority.office_code_of(officer)
    record(KINDS[change], by=officer, subject=officer, office_code=office_code, details=details)
    send_after_commit("accounts.tell_about_change", officer.pk, change.value)
