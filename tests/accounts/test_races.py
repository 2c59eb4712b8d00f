"""Two people at the same moment: one wins, the other is told why not, and no rule is broken."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions import errors
from accounts.actions.joining import accept_invitation
from accounts.actions.officers import suspend_officer
from accounts.actions.postings import end_posting, grant_posting
from accounts.models import Invitation, Officer, Posting
from accounts.permissions import Refused
from accounts.roles import Administrator, UnitHead
from audit.models import Act
from tests.accounts.test_invitations import invite
from tests.accounts.test_joining import NEW_PASSWORD, code

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.people import Offices, People

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*doings: Callable[[], object]) -> Sequence[object]:
    """Do all at the same moment, each on a connection of its own; what each gave, or the refusal that it met."""
    barrier = Barrier(len(doings))

    def run(doing: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=20)
            return doing()
        except (errors.NotDone, Refused) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as threads:
        return list(threads.map(run, doings))


def kinds(results: Sequence[object]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_two_accept_the_same_invitation(people: People, offices: Offices) -> None:
    invitation = invite(people, offices)

    def accept(name: str) -> Officer:
        return accept_invitation(code=code(invitation), sign_in_name=name, password=NEW_PASSWORD, language="fr")

    results = at_once(*(lambda name=f"ali{number}": accept(name) for number in range(4)))

    assert kinds(results) == ["InvitationUsed"] * 3 + ["Officer"]
    assert Officer.objects.filter(family_name="Kane").count() == 1
    assert Posting.objects.filter(pk=invitation.pk).count() == 1


def test_two_choose_the_same_sign_in_name(people: People, offices: Offices) -> None:
    invitations = [invite(people, offices, staff_number=number) for number in ("1", "2")]

    results = at_once(
        *(
            lambda one=one: accept_invitation(code=code(one), sign_in_name="ali", password=NEW_PASSWORD, language="fr")
            for one in invitations
        )
    )

    assert kinds(results) == ["Officer", "SignInNameTaken"]
    assert Invitation.objects.filter(accepted_at__isnull=False).count() == 1


def test_two_with_the_same_address_join(people: People, offices: Offices) -> None:
    mail = "ali@douanes.example"
    posts = (offices.dakar_port, offices.dakar_freight)
    invitations = [invite(people, offices, email=mail, office=office) for office in posts]

    results = at_once(
        *(
            lambda one=one, name=name: accept_invitation(
                code=code(one), sign_in_name=name, password=NEW_PASSWORD, language="fr"
            )
            for one, name in zip(invitations, ("ali", "kane"), strict=True)
        )
    )

    assert kinds(results) == ["AccountExists", "Officer"]


def test_two_invite_the_same_person(people: People, offices: Offices) -> None:
    results = at_once(
        lambda: invite(people, offices),
        lambda: invite(people, offices, by=people.aminata),
    )

    assert kinds(results) == ["AlreadyInvited", "Invitation"]


def test_the_same_form_is_sent_twice_at_once(people: People, offices: Offices) -> None:
    form = uuid4()

    results = at_once(*[lambda: invite(people, offices, invitation_id=form)] * 3)

    assert kinds(results) == ["Invitation"] * 3
    assert Invitation.objects.count() == 1
    assert Act.objects.count() == 1


def test_overlapping_postings_are_granted_at_once(people: People, offices: Offices) -> None:
    def grant(by: Officer) -> Posting:
        return grant_posting(
            by=by,
            posting_id=uuid4(),
            officer=people.omar,
            office=offices.dakar_port,
            role_code=UnitHead.code,
            from_on=timezone.localdate(),
        )

    results = at_once(lambda: grant(people.moussa), lambda: grant(people.aminata))

    assert kinds(results) == ["AlreadyPosted", "Posting"]


def test_two_administrators_suspend_each_other(people: People) -> None:
    results = at_once(
        lambda: suspend_officer(by=people.ines, officer=people.viktor, reason="Under inquiry"),
        lambda: suspend_officer(by=people.viktor, officer=people.ines, reason="Under inquiry"),
    )

    assert kinds(results)[-1] == "Officer"
    assert kinds(results)[0] in {"LastAdministrator", "Refused"}
    assert Officer.objects.filter(pk__in=[people.ines.pk, people.viktor.pk], is_active=True).count() == 1


def test_two_administrators_leave_at_once(people: People, offices: Offices) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    def leave(officer: Officer) -> Posting:
        return end_posting(by=officer, posting=officer.postings.get(), until_on=tomorrow, reason="Leaving")

    results = at_once(lambda: leave(people.ines), lambda: leave(people.viktor))

    assert kinds(results) == ["LastAdministrator", "Posting"]
    open_ended = Posting.objects.filter(office=offices.wco, role_code=Administrator.code, until_on__isnull=True)
    assert open_ended.count() == 1
