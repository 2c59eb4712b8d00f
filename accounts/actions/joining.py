"""What the invited person does: look at the invitation, and accept it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import access, acts
from accounts.actions import conditions, errors
from accounts.actions.addresses import keep_address_in_step
from accounts.actions.invitations import inviter_still_may
from accounts.actions.lockouts import forget_failed_attempts
from accounts.actions.sessions import end_all_sessions
from accounts.codes import fingerprint
from accounts.models import Invitation, Officer, Posting
from accounts.rules import is_fit_sign_in_name, typed_sign_in_name
from audit.acts import act, record

if TYPE_CHECKING:
    from django.db.models import QuerySet


def resolve_invitation(code: str) -> Invitation:
    """The invitation that a code opens, however it was typed.

    Raises InvitationUnknown, InvitationUsed, InvitationCancelled, InvitationExpired, OfficeClosed,
    InviterNoLongerAllowed or OfficerBlocked.
    """
    return _resolve(code, Invitation.objects.all())


@act
def accept_invitation(*, code: str, sign_in_name: str | None = None, password: str, language: str) -> Officer:
    """Open the account and the posting that were offered, or choose the new password.

    Of two people accepting at once exactly one wins; the other is told that it was used. Raises
    what `resolve_invitation` raises, SignInName…, PasswordUnfit, AccountExists, UnknownLanguage.
    """
    invitation = _resolve(code, Invitation.objects.select_for_update(of=("self",)))
    conditions.known_language(language)
    if invitation.officer:
        officer = _recover(invitation.officer, password, language)
    else:
        officer = _join(invitation, sign_in_name or "", password, language)
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = officer
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record(
        acts.RECOVERED if invitation.officer else acts.JOINED,
        by=officer,
        subject=officer,
        office_code=invitation.office.code,
        details={"invitation": str(invitation.pk), "role": invitation.role_code},
    )
    return officer


def _resolve(code: str, invitations: QuerySet[Invitation]) -> Invitation:
    found = invitations.select_related("office", "officer", "invited_by").filter(code_sha256=fingerprint(code)).first()
    if found is None:
        raise errors.InvitationUnknown
    if found.accepted_at:
        raise errors.InvitationUsed
    if found.cancelled_at:
        raise errors.InvitationCancelled
    if found.expires_at <= timezone.now() or (found.until_on and found.until_on < timezone.localdate()):
        raise errors.InvitationExpired
    conditions.open_office(found.office)
    if found.officer and not found.officer.is_active:
        raise errors.OfficerBlocked
    if not inviter_still_may(found):
        raise errors.InviterNoLongerAllowed
    return found


def _recover(officer: Officer, password: str, language: str) -> Officer:
    """Set the new password; whoever was signed in with the old one is no longer."""
    current = conditions.locked(officer)
    _check_password(password, current)
    current.set_password(password)
    current.language = language
    current.save(update_fields=["password", "language"])
    end_all_sessions(current)
    forget_failed_attempts(current)
    return current


def _join(invitation: Invitation, typed_name: str, password: str, language: str) -> Officer:
    name = typed_sign_in_name(typed_name)
    if not name:
        raise errors.SignInNameMissing
    if not is_fit_sign_in_name(name):
        raise errors.SignInNameUnfit
    officer = Officer(
        sign_in_name=name,
        email=conditions.own_address(invitation.email) or None,
        family_name=invitation.family_name,
        given_names=invitation.given_names,
        staff_number=invitation.staff_number,
        language=language,
        last_seen_on=timezone.localdate(),
    )
    _check_password(password, officer)
    officer.set_password(password)
    try:
        with transaction.atomic():
            officer.save()
    except IntegrityError as taken:
        raise errors.AccountExists if "officer_email_once" in str(taken) else errors.SignInNameTaken from taken
    keep_address_in_step(officer)
    Posting.objects.create(
        id=invitation.pk,
        officer=officer,
        office=invitation.office,
        role_code=invitation.role_code,
        from_on=timezone.localdate(),
        until_on=invitation.until_on,
    )
    access.follow_postings(officer)
    return officer


def _check_password(password: str, officer: Officer) -> None:
    try:
        validate_password(password, officer)
    except ValidationError as broken:
        raise errors.PasswordUnfit(broken) from broken
