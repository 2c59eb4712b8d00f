"""Giving roles at offices, and ending them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from accounts import access, acts, authority
from accounts.actions import conditions, errors
from accounts.actions.administrators import keep_an_administrator
from accounts.models import Office, Officer, Posting
from accounts.permissions import Permission, Refused
from accounts.roles import Administrator
from audit.acts import act, already_done, record

if TYPE_CHECKING:
    from audit.kinds import Kind


@act
def grant_posting(
    *,
    by: Officer,
    posting_id: UUID,
    officer: Officer,
    office: Office,
    role_code: str,
    from_on: date,
    until_on: date | None = None,
) -> Posting:
    """Give an officer a role at an office from one day to another (both included).

    `posting_id` is made by the form: sent twice, it is one posting. Raises Refused, NotToOneself,
    RoleNotHeldThere, OfficeClosed, EndsBeforeItBegins, EndsTooFarAhead, BeginsTooFarAhead, BeginsTooFarBack,
    BeginsBeforeAccount, AlreadyPosted, OfficerBlocked.
    """
    conditions.role_held_at(role_code, office)
    allowed_by = authority.require_grant(by, Permission.POSTING_GRANT, role_code, office)
    conditions.somebody_else(by, officer)
    if not Officer.objects.visible_to(by).filter(pk=officer.pk).exists():
        raise Refused(Permission.OFFICER_VIEW)
    current = conditions.locked(officer)
    earlier = Posting.objects.filter(pk=posting_id).first()
    if earlier:
        return _same(earlier, officer=officer, office=office, role_code=role_code)
    if not current.is_active:
        raise errors.OfficerBlocked
    conditions.days_in_order(max(from_on, timezone.localdate()), until_on)
    if current.postings.filter(office=office, role_code=role_code).overlapping(from_on, until_on).exists():
        raise errors.AlreadyPosted
    conditions.first_day_near(from_on, current)
    posting = Posting.objects.create(
        id=posting_id, officer=current, office=office, role_code=role_code, from_on=from_on, until_on=until_on
    )
    access.follow_postings(current)
    _record(acts.POSTING_GRANTED, posting, by=by, allowed_by=allowed_by)
    return posting


@act
def end_posting(*, by: Officer, posting: Posting, until_on: date, reason: str) -> Posting:
    """Set the last day of a posting: yesterday at the earliest, which ends it at once.

    A last day before the first one withdraws the posting: it then never counts. Raises Refused,
    ReasonOwed, PostingOver, EndsTooEarly, EndsTooFarAhead, OnlyShorter, LastAdministrator.
    """
    given = conditions.reason_given(reason)
    allowed_by = authority.require_grant(by, Permission.POSTING_GRANT, posting.role_code, posting.office)
    current = Posting.objects.select_for_update(of=("self",)).select_related("office", "officer").get(pk=posting.pk)
    if current.withdrawn_at or current.until_on == until_on:
        already_done()
        return current
    _refuse_end(current, until_on)
    if current.role_code == Administrator.code:
        keep_an_administrator(without_posting=current, on=max(timezone.localdate(), until_on + timedelta(days=1)))
    if until_on < current.from_on:
        current.withdrawn_at = timezone.now()
    else:
        current.until_on = until_on
    current.save(update_fields=["until_on", "withdrawn_at"])
    access.follow_postings(current.officer)
    kind = acts.POSTING_WITHDRAWN if current.withdrawn_at else acts.POSTING_ENDED
    _record(kind, current, by=by, allowed_by=allowed_by, reason=given)
    return current


def _same(earlier: Posting, *, officer: Officer, office: Office, role_code: str) -> Posting:
    """The posting that the same form made before. Raises FormUsedBefore."""
    if (earlier.officer_id, earlier.office_id, earlier.role_code) != (officer.pk, office.pk, role_code):
        raise errors.FormUsedBefore
    already_done()
    return earlier


def _refuse_end(posting: Posting, until_on: date) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    if posting.until_on is not None and posting.until_on <= yesterday:
        raise errors.PostingOver
    if until_on < yesterday:
        raise errors.EndsTooEarly
    conditions.last_day_near(until_on)
    if posting.until_on is not None and until_on > posting.until_on:
        raise errors.OnlyShorter


def _record(kind: Kind, posting: Posting, *, by: Officer, allowed_by: Posting, reason: str = "") -> None:
    """One entry about the officer: what changed in a person's postings is read with the person."""
    record(
        kind,
        by=by,
        subject=posting.officer,
        office_code=posting.office.code,
        reason=reason,
        details={
            "posting": str(posting.pk),
            "role": posting.role_code,
            "office": posting.office.code,
            "office_name": posting.office.name,
            "from_on": posting.from_on.isoformat(),
            "until_on": posting.until_on.isoformat() if posting.until_on else None,
        },
        **authority.mandate(allowed_by),
    )
