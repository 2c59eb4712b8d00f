"""Accounts that nobody uses: their officers are warned, and blocked if they do not come back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts import acts, authority
from accounts.actions import conditions
from accounts.actions.administrators import keep_an_administrator
from accounts.actions.errors import LastAdministrator
from accounts.actions.letters import send_after_commit
from accounts.actions.officers import block
from accounts.choices import BlockReason
from accounts.models import Officer
from accounts.rules import WARN_AFTER, Dormancy, dormancy
from audit.acts import act, already_done, record

if TYPE_CHECKING:
    from audit.kinds import Kind


def review_dormant_accounts(today: date) -> None:
    """Warn and block as the days call for. Each officer is an act of its own, and a second run finds it done."""
    for officer in Officer.objects.asleep_since(today - WARN_AFTER):
        try:
            review_dormant_account(officer=officer, today=today)
        except LastAdministrator:
            continue  # stays warned: somebody must be left who can let the others in


@act
def review_dormant_account(*, officer: Officer, today: date) -> Dormancy:
    """Warn or block one officer if the days call for it. The system acts, nobody else. Raises LastAdministrator."""
    current = conditions.locked(officer)
    if not current.is_active:
        already_done()
        return Dormancy.BLOCK
    warned_on = timezone.localdate(current.dormancy_warned_at) if current.dormancy_warned_at else None
    verdict = dormancy(seen_on=current.awake_on, warned_on=warned_on, today=today)
    match verdict:
        case Dormancy.WARN:
            _warn(current)
        case Dormancy.BLOCK:
            keep_an_administrator(without_officer=current, on=today)
            block(current, BlockReason.DORMANT)
            _record(acts.BLOCKED_AS_DORMANT, current)
        case _:
            already_done()
    return verdict


def _warn(officer: Officer) -> None:
    officer.dormancy_warned_at = timezone.now()
    officer.dormancy_mailed_at = None
    officer.save(update_fields=["dormancy_warned_at", "dormancy_mailed_at"])
    _record(acts.WARNED_OF_DORMANCY, officer)
    if officer.email:
        send_after_commit("accounts.send_dormancy_warning", officer.pk)


def _record(kind: Kind, officer: Officer) -> None:
    record(
        kind,
        by=None,
        subject=officer,
        office_code=authority.office_code_of(officer),
        details={"awake_on": officer.awake_on.isoformat()},
    )
