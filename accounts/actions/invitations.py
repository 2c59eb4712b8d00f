"""Inviting people, and giving officers a way back to their account."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from accounts import acts, authority
from accounts.actions import conditions, errors
from accounts.actions.letters import send_after_commit
from accounts.codes import code_of, fingerprint
from accounts.models import Invitation, Office, Officer, Posting
from accounts.permissions import Permission
from accounts.rules import invitation_expires_at, shown_code
from audit.acts import act, already_done, record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audit.kinds import Kind


@act
def invite_officer(
    *,
    by: Officer,
    invitation_id: UUID,
    office: Office,
    role_code: str,
    family_name: str,
    given_names: str,
    staff_number: str = "",
    email: str = "",
    language: str,
    until_on: date | None = None,
) -> Invitation:
    """Offer somebody an account with one posting, by e-mail or (without an address) on a slip.

    `invitation_id` is made by the form: sent twice, it is one invitation. Raises Refused,
    RoleNotHeldThere, OfficeClosed, EndsTooFarAhead, UnfitCharacters, EmailTaken, AlreadyInvited and the like.
    """
    conditions.role_held_at(role_code, office)
    posting = authority.require_grant(by, Permission.OFFICER_INVITE, role_code, office)
    _one_at_a_time(office)
    earlier = _sent_before(invitation_id, office=office, role_code=role_code, officer=None)
    if earlier:
        return earlier
    conditions.days_in_order(timezone.localdate(), until_on)
    invitation = Invitation(
        id=invitation_id,
        office=office,
        role_code=role_code,
        family_name=conditions.readable(family_name, "family_name", owed=True),
        given_names=conditions.readable(given_names, "given_names", owed=True),
        staff_number=conditions.readable(staff_number, "staff_number"),
        email=conditions.address_to_invite(email, by=by),
        language=conditions.known_language(language),
        until_on=until_on,
    )
    _refuse_second(invitation)
    _issue(invitation, by=by)
    _record(acts.INVITED, invitation, by=by, posting=posting, details={"role": role_code})
    return invitation


@act
def issue_recovery_slip(*, by: Officer, officer: Officer, invitation_id: UUID) -> Invitation:
    """Give an officer who forgot the password a code with which to choose a new one.

    It goes to the officer's mailbox too, if there is one. Any earlier recovery code dies. Raises
    Refused unless `by` could grant everything that the officer holds; NotToOneself; OfficerBlocked.
    """
    posting = authority.require_over(by, Permission.OFFICER_INVITE, officer, every=True)
    conditions.somebody_else(by, officer)
    conditions.a_person(officer)
    current = conditions.locked(officer)
    if not current.is_active:
        raise errors.OfficerBlocked
    office = authority.office_of(current) or posting.office
    earlier = _sent_before(invitation_id, office=office, role_code="", officer=current)
    if earlier:
        return earlier
    current.invitations.open().update(cancelled_at=timezone.now())
    invitation = Invitation(
        id=invitation_id,
        officer=current,
        office=office,
        family_name=current.family_name,
        given_names=current.given_names,
        staff_number=current.staff_number,
        email=current.email or "",
        language=current.language or office.language,
    )
    _issue(invitation, by=by)
    _record(acts.RECOVERY_ISSUED, invitation, by=by, posting=posting, details={"officer": current.pk})
    return invitation


@act
def renew_invitation(*, by: Officer, invitation: Invitation, serial: int) -> Invitation:
    """Give an invitation a new code and a new term; the code before is dead.

    `serial` is the one that the form was shown with: sent twice, it renews once. From now on it is
    `by` whose authority counts. Raises Refused, InvitationUsed, InvitationCancelled, OfficeClosed.
    """
    posting = _require(by, invitation)
    current = Invitation.objects.select_for_update(of=("self",)).select_related("office").get(pk=invitation.pk)
    _refuse_finished(current)
    conditions.open_office(current.office)
    if current.serial != serial:
        already_done()
        return current
    current.serial += 1
    current.sent_at = None
    _issue(current, by=by)
    _record(acts.INVITATION_RENEWED, current, by=by, posting=posting)
    return current


@act
def cancel_invitation(*, by: Officer, invitation: Invitation) -> Invitation:
    """Withdraw an invitation. Raises Refused, InvitationUsed."""
    posting = _require(by, invitation)
    current = Invitation.objects.select_for_update(of=("self",)).select_related("office").get(pk=invitation.pk)
    if current.cancelled_at:
        already_done()
        return current
    _refuse_finished(current)
    current.cancelled_at = timezone.now()
    current.save(update_fields=["cancelled_at"])
    _record(acts.INVITATION_CANCELLED, current, by=by, posting=posting)
    return current


@act
def show_slip(*, by: Officer, invitation: Invitation) -> str:
    """The code of an open invitation, to be printed. That it was shown is recorded.

    Raises Refused; CodeNotShowable when the invitation is no longer open or the server's key has changed since.
    """
    posting = _require(by, invitation)
    code = code_of(invitation.pk, invitation.serial)
    if not Invitation.objects.open().filter(pk=invitation.pk, code_sha256=fingerprint(code)).exists():
        raise errors.CodeNotShowable
    _record(acts.SLIP_SHOWN, invitation, by=by, posting=posting)
    return shown_code(code)


def inviter_still_may(invitation: Invitation) -> bool:
    """Whether the person who invited could still do so now."""
    inviter = invitation.invited_by
    if invitation.officer:
        return authority.may_over(inviter, Permission.OFFICER_INVITE, invitation.officer, every=True)
    grantable = authority.roles_grantable(inviter, Permission.OFFICER_INVITE, invitation.office)
    return invitation.role in grantable


def _require(by: Officer, invitation: Invitation) -> Posting:
    if invitation.officer:
        return authority.require_over(by, Permission.OFFICER_INVITE, invitation.officer, every=True)
    return authority.require_grant(by, Permission.OFFICER_INVITE, invitation.role_code, invitation.office)


def _one_at_a_time(office: Office) -> None:
    """Two people who invite the same person to an office must see each other."""
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)


def _sent_before(invitation_id: UUID, *, office: Office, role_code: str, officer: Officer | None) -> Invitation | None:
    """The invitation that the same form made before; None for a new one. Raises FormUsedBefore."""
    earlier = Invitation.objects.filter(pk=invitation_id).first()
    if earlier is None:
        return None
    if (earlier.office_id, earlier.role_code, earlier.officer) != (office.pk, role_code, officer):
        raise errors.FormUsedBefore
    already_done()
    return earlier


def _refuse_second(invitation: Invitation) -> None:
    """Raises AlreadyInvited when the same address or staff number has an open invitation to the office."""
    for key in ("email", "staff_number"):
        value = getattr(invitation, key)
        others = Invitation.objects.open().filter(office=invitation.office, officer=None, **{f"{key}__iexact": value})
        if value and (other := others.first()):
            raise errors.AlreadyInvited(other)


def _refuse_finished(invitation: Invitation) -> None:
    if invitation.accepted_at:
        raise errors.InvitationUsed
    if invitation.cancelled_at:
        raise errors.InvitationCancelled


def _issue(invitation: Invitation, *, by: Officer) -> None:
    """Date and save an invitation under the code of its serial, and have its letter sent."""
    now: datetime = timezone.now()
    invitation.code_sha256 = fingerprint(code_of(invitation.pk, invitation.serial))
    invitation.invited_by = by
    invitation.invited_at = now
    invitation.expires_at = invitation_expires_at(now, by_mail=invitation.is_by_mail)
    invitation.clean_fields()
    invitation.save()
    if invitation.is_by_mail:
        send_after_commit("accounts.send_invitation", str(invitation.pk), invitation.serial)


def _record(
    kind: Kind, invitation: Invitation, *, by: Officer, posting: Posting, details: Mapping[str, object] | None = None
) -> None:
    record(
        kind,
        by=by,
        subject=invitation,
        office_code=invitation.office.code,
        details={"by_mail": invitation.is_by_mail, "serial": invitation.serial, **(details or {})},
        **authority.mandate(posting),
    )
