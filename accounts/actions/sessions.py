"""Ending sessions: one's own from the list, and all of an officer's when the account is closed to them."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.utils import timezone

from accounts import acts, authority
from accounts.models import AccessToken, Officer
from accounts.permissions import Permission
from audit.acts import act, already_done, record


@act
def end_session(*, by: Officer, session: UserSession) -> None:
    """Sign one device out: one's own, or one of an officer whom one may suspend. Raises Refused."""
    officer = Officer.objects.get(pk=session.user_id)
    office_code, mandate = authority.office_code_of(officer), authority.NO_MANDATE
    if officer != by:
        posting = authority.require_over(by, Permission.OFFICER_SUSPEND, officer, every=False)
        mandate = authority.mandate(posting)
    if not _end(UserSession.objects.filter(pk=session.pk)):
        already_done()
        return
    record(acts.SESSION_ENDED, by=by, subject=officer, office_code=office_code, **mandate)


@act
def end_other_sessions(*, by: Officer, except_key: str) -> int:
    """Sign out all of one's own devices but the one with this session key; how many there were."""
    ended = _end(UserSession.objects.filter(user=by).exclude(session_key=except_key))
    if not ended:
        already_done()
        return 0
    office_code = authority.office_code_of(by)
    record(acts.OTHER_SESSIONS_ENDED, by=by, subject=by, office_code=office_code, details={"number": ended})
    return ended


def end_all_sessions(officer: Officer) -> int:
    """Sign an officer out everywhere, programs too; how many sessions there were. A part of other acts."""
    AccessToken.objects.of(officer).live().update(revoked_at=timezone.now())
    return _end(UserSession.objects.filter(user=officer))


def _end(sessions: Iterable[UserSession]) -> int:
    ended = list(sessions)
    for session in ended:
        session.end()
    return len(ended)
