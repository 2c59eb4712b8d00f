"""Tokens with which programs come in: issued, used, revoked. What one opens is asked at each use, not here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from accounts import acts, authority
from accounts.actions import conditions, errors
from accounts.actions.letters import send_after_commit
from accounts.choices import Scope
from accounts.models import AccessToken, Officer
from accounts.permissions import NEEDED_FOR, Permission, Refused
from accounts.rules import TOKEN_ADDRESSES_KNOWN, TOKEN_HOLDS_AT_MOST, TOKEN_USE_NOTED_EACH, TOKENS_AT_MOST
from accounts.tokens import Written, new_token
from audit.acts import act, already_done, record

if TYPE_CHECKING:
    from collections.abc import Collection

    from audit.kinds import Kind


@dataclass(frozen=True)
class Issued:
    """A token that was just made, with its text, which is nowhere else and cannot be shown again."""

    token: AccessToken
    text: str


@act
def issue_token(*, by: Officer, token_id: UUID, name: str, scopes: Collection[str], days: int) -> Issued:
    """Make a token for one's own programs. It can do what its officer may do and it was given; no more.

    `token_id` is made by the form. Sent twice before anybody has used the first answer, the last answer is the one
    that counts. Raises Refused without a posting, UnknownScope, ScopeNotHeld, TokenHoldsTooLong, TooManyTokens.
    """
    if not by.postings.current().exists() or by.is_program:
        raise Refused(Permission.OFFICE_VIEW)
    return _issue(by=by, officer=by, token_id=token_id, name=name, scopes=scopes, days=days, mandate=None)


@act
def issue_program_token(
    *, by: Officer, program: Officer, token_id: UUID, name: str, scopes: Collection[str], days: int
) -> Issued:
    """Make a token for a program of an office. Raises NotAProgram, OfficerBlocked, what `issue_token` does."""
    if not program.is_program:
        raise errors.NotAProgram
    mandate = authority.mandate(authority.require_over(by, Permission.POSTING_GRANT, program, every=True))
    return _issue(by=by, officer=program, token_id=token_id, name=name, scopes=scopes, days=days, mandate=mandate)


@act
def revoke_token(*, by: Officer, token: AccessToken) -> AccessToken:
    """End a token at once: one's own, a program's, or that of an officer whom one may suspend. Raises Refused."""
    mandate = authority.NO_MANDATE
    if token.officer_id != by.pk:
        permission = Permission.POSTING_GRANT if token.officer.is_program else Permission.OFFICER_SUSPEND
        mandate = authority.mandate(authority.require_over(by, permission, token.officer, every=False))
    current = AccessToken.objects.select_for_update(of=("self",)).select_related("officer").get(pk=token.pk)
    if current.revoked_at:
        already_done()
        return current
    current.revoked_at = timezone.now()
    current.save(update_fields=["revoked_at"])
    _record(acts.TOKEN_REVOKED, current, by=by, mandate=mandate)
    return current


def note_use(*, token: AccessToken, address: str) -> None:
    """Remember that a token was used: when, to within ten minutes; and on record, from where for the first time."""
    now = timezone.now()
    if address not in token.addresses and len(token.addresses) < TOKEN_ADDRESSES_KNOWN:
        meet_address(by=token.officer, token=token, address=address)
    elif token.last_used_at is None or now - token.last_used_at >= TOKEN_USE_NOTED_EACH:
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)


@act
def meet_address(*, by: Officer, token: AccessToken, address: str) -> None:
    """Leave word that a token was used from an address from which it had not been used before."""
    current = AccessToken.objects.select_for_update().get(pk=token.pk)
    if address in current.addresses:
        already_done()
        return
    current.addresses = [*current.addresses, address]
    current.last_used_at = timezone.now()
    current.save(update_fields=["addresses", "last_used_at"])
    _record(acts.TOKEN_MET_ADDRESS, current, by=by, mandate=authority.NO_MANDATE, address=address)


def scopes_of(officer: Officer) -> list[Scope]:
    """What a token of this officer can be given: what at least one posting gives."""
    held = {permission for posting in officer.postings.current() for permission in posting.role.permissions}
    fit = [scope for scope in Scope if NEEDED_FOR[scope] in held]
    return [scope for scope in fit if not scope.startswith("tokens.")] if officer.is_program else fit


def _issue(
    *,
    by: Officer,
    officer: Officer,
    token_id: UUID,
    name: str,
    scopes: Collection[str],
    days: int,
    mandate: authority.Mandate | None,
) -> Issued:
    holder = conditions.locked(officer)
    if not holder.is_active:
        raise errors.OfficerBlocked
    written, now = new_token(), timezone.now()
    earlier = AccessToken.objects.filter(pk=token_id).first()
    if earlier:
        return _again(earlier, holder, written)
    token = AccessToken(
        id=token_id,
        officer=holder,
        name=conditions.readable(name, "name", owed=True)[:80],
        finder=written.finder,
        digest=written.digest,
        scopes=_fit_scopes(scopes, holder),
        issued_at=now,
        issued_by=by,
        expires_at=now + _term(days),
    )
    if AccessToken.objects.of(holder).live().count() >= TOKENS_AT_MOST:
        raise errors.TooManyTokens
    token.save(force_insert=True)
    _record(acts.TOKEN_ISSUED, token, by=by, mandate=mandate or authority.NO_MANDATE)
    if holder.email:
        send_after_commit("accounts.send_token_notice", str(token.pk))
    return Issued(token, written.text)


def _again(earlier: AccessToken, holder: Officer, written: Written) -> Issued:
    """The same form sent twice: the answer that its sender sees last must be the one that counts."""
    if earlier.officer_id != holder.pk or earlier.last_used_at or not earlier.is_live:
        raise errors.FormUsedBefore
    if timezone.now() - earlier.issued_at > timedelta(minutes=2):
        raise errors.FormUsedBefore
    earlier.finder, earlier.digest = written.finder, written.digest
    earlier.save(update_fields=["finder", "digest"])
    already_done()
    return Issued(earlier, written.text)


def _fit_scopes(scopes: Collection[str], holder: Officer) -> list[str]:
    wanted = [scope for scope in Scope if scope in set(scopes)]
    if not wanted or len(wanted) != len(set(scopes)):
        raise errors.UnknownScope
    if not set(wanted) <= set(scopes_of(holder)):
        raise errors.ScopeNotHeld
    return [scope.value for scope in wanted]


def _term(days: int) -> timedelta:
    if not 1 <= days <= TOKEN_HOLDS_AT_MOST.days:
        raise errors.TokenHoldsTooLong
    return timedelta(days=days)


def _record(kind: Kind, token: AccessToken, *, by: Officer, mandate: authority.Mandate, address: str = "") -> None:
    """One entry about the officer whose token it is. It never holds any part of the secret."""
    details = {
        "token": str(token.pk),
        "name": token.name,
        "scopes": token.scopes,
        "expires_at": token.expires_at.isoformat(),
        "address": address,
    }
    record(
        kind,
        by=by,
        subject=token.officer,
        office_code=authority.office_code_of(token.officer),
        details={key: value for key, value in details.items() if value},
        **mandate,
    )
