"""Looking after people's accounts: closing and opening them, putting their particulars right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts import access, acts, authority, ended_sessions
from accounts.actions import conditions
from accounts.actions.addresses import keep_address_in_step
from accounts.actions.administrators import keep_an_administrator
from accounts.actions.lockouts import forget_failed_attempts
from accounts.actions.sessions import end_all_sessions
from accounts.choices import BlockReason
from accounts.permissions import Permission
from audit.acts import act, already_done, record

if TYPE_CHECKING:
    from accounts.models import Officer, Posting
    from audit.kinds import Kind


@act
def suspend_officer(*, by: Officer, officer: Officer, reason: str) -> Officer:
    """Close an account at once: every open session ends, shared rows are out of reach.

    Raises Refused, ReasonOwed, NotToOneself, LastAdministrator.
    """
    given = conditions.reason_given(reason)
    posting = authority.require_over(by, Permission.OFFICER_SUSPEND, officer, every=False)
    conditions.somebody_else(by, officer)
    current = conditions.locked(officer)
    if current.blocked_reason == BlockReason.SUSPENDED:
        already_done()
        return current
    if current.is_active:
        keep_an_administrator(without_officer=current, on=timezone.localdate())
    block(current, BlockReason.SUSPENDED)
    _record(acts.SUSPENDED, current, by=by, posting=posting, reason=given)
    return current


@act
def reinstate_officer(*, by: Officer, officer: Officer, reason: str) -> Officer:
    """Open a blocked account again; its dormancy is counted from today.

    Raises Refused, ReasonOwed, NotToOneself.
    """
    given = conditions.reason_given(reason)
    posting = authority.require_over(by, Permission.OFFICER_SUSPEND, officer, every=True)
    conditions.somebody_else(by, officer)
    current = conditions.locked(officer)
    if current.is_active:
        already_done()
        return current
    current.is_active = True
    current.blocked_at, current.blocked_reason = None, ""
    current.reinstated_on = timezone.localdate()
    current.dormancy_warned_at = current.dormancy_mailed_at = None
    current.save()
    forget_failed_attempts(current)
    access.follow_postings(current)
    _record(acts.REINSTATED, current, by=by, posting=posting, reason=given)
    return current


@act
def correct_officer(
    *, by: Officer, officer: Officer, family_name: str, given_names: str, staff_number: str = "", email: str = ""
) -> Officer:
    """Put an officer's name, staff number and e-mail address right.

    Raises Refused, EmailTaken, EmailUnusable, ValidationError. Who can change the address can take the account
    over, so `by` must be able to grant all that the officer holds.
    """
    posting = authority.require_over(by, Permission.OFFICER_INVITE, officer, every=True)
    current = conditions.locked(officer)
    wanted = {
        "family_name": conditions.readable(family_name, "family_name", owed=True),
        "given_names": conditions.readable(given_names, "given_names", owed=True),
        "staff_number": conditions.readable(staff_number, "staff_number"),
        "email": conditions.free_address(email, by=by, but=current) or None,
    }
    changed = sorted(name for name, value in wanted.items() if getattr(current, name) != value)
    if not changed:
        already_done()
        return current
    for name, value in wanted.items():
        setattr(current, name, value)
    current.clean_fields()
    current.save(update_fields=changed)
    keep_address_in_step(current)
    _record(acts.CORRECTED, current, by=by, posting=posting, details={"changed": changed})
    return current


@act
def remove_second_factors(*, by: Officer, officer: Officer, reason: str) -> Officer:
    """Let an officer who lost the phone enrol another: all second factors go, and all sessions end.

    Raises Refused, ReasonOwed, NotToOneself (one's own are looked after under one's own account).
    """
    given = conditions.reason_given(reason)
    posting = authority.require_over(by, Permission.OFFICER_INVITE, officer, every=True)
    conditions.somebody_else(by, officer)
    current = conditions.locked(officer)
    removed, _kinds = Authenticator.objects.filter(user=current).delete()
    if not removed:
        already_done()
        return current
    end_all_sessions(current)
    _record(acts.SECOND_FACTORS_REMOVED, current, by=by, posting=posting, reason=given)
    return current


@act
def unlock_officer(*, by: Officer, officer: Officer) -> Officer:
    """Let an officer who mistyped the password too often try again at once. Raises Refused."""
    posting = authority.require_over(by, Permission.OFFICER_SUSPEND, officer, every=False)
    if not forget_failed_attempts(officer):
        already_done()
        return officer
    _record(acts.UNLOCKED, officer, by=by, posting=posting)
    return officer


def block(officer: Officer, why: BlockReason) -> None:
    """Close a locked officer's account and everything that is open of it. A part of other acts, not one itself."""
    officer.is_active = False
    officer.blocked_at, officer.blocked_reason = timezone.now(), why
    officer.save(update_fields=["is_active", "blocked_at", "blocked_reason"])
    ended_sessions.remember(officer)
    end_all_sessions(officer)
    access.follow_postings(officer)


def _record(
    kind: Kind,
    officer: Officer,
    *,
    by: Officer,
    posting: Posting,
    reason: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    record(
        kind,
        by=by,
        subject=officer,
        office_code=authority.office_code_of(officer),
        reason=reason,
        details=details,
        **authority.mandate(posting),
    )
