"""Accepting an invitation, and everything that can be wrong with a code."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from axes.models import AccessAttempt
from django.utils import timezone

from accounts.actions import errors
from accounts.actions.invitations import cancel_invitation, issue_recovery_slip, renew_invitation
from accounts.actions.joining import accept_invitation, resolve_invitation
from accounts.codes import code_of
from accounts.models import Invitation, Officer
from accounts.roles import EntryOfficer, Trainee
from accounts.rules import shown_code
from audit.models import Act
from tests.accounts.test_invitations import invite
from tests.people import person, suspend

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import Offices, People

NEW_PASSWORD = "nine patient herons"


def code(invitation: Invitation) -> str:
    return shown_code(code_of(invitation.pk, invitation.serial))


def accept(invitation: Invitation, **changes: Any) -> Officer:
    wanted = {"code": code(invitation), "sign_in_name": "ali.kane", "password": NEW_PASSWORD, "language": "fr"}
    return accept_invitation(**wanted | changes)


def test_accepting_opens_the_account_and_the_posting(people: People, offices: Offices) -> None:
    until = timezone.localdate() + timedelta(days=90)
    invitation = invite(people, offices, email="ali@douanes.example", until_on=until)

    officer = accept(invitation, language="pt")

    assert (officer.sign_in_name, officer.email, officer.language) == ("ali.kane", "ali@douanes.example", "pt")
    assert (officer.family_name, officer.given_names, officer.staff_number) == ("Kane", "Ali", "M-204")
    assert officer.check_password(NEW_PASSWORD)
    posting = officer.postings.get()
    assert (posting.office, posting.role, posting.until_on) == (offices.dakar_airport, EntryOfficer, until)
    assert posting.from_on == timezone.localdate()
    address = EmailAddress.objects.get(user=officer)
    assert (address.email, address.primary, address.verified) == ("ali@douanes.example", True, True)
    invitation.refresh_from_db()
    assert invitation.accepted_by == officer
    entry = Act.objects.of(officer).get()
    assert (entry.act, entry.by_id, entry.office_code) == ("officer.joined", officer.pk, "SN-DSS")


def test_without_a_mailbox_no_address_is_known(people: People, offices: Offices) -> None:
    officer = accept(invite(people, offices))

    assert officer.email is None
    assert not EmailAddress.objects.filter(user=officer).exists()


def test_a_code_is_read_however_it_was_typed(people: People, offices: Offices) -> None:
    invitation = invite(people, offices)

    for typed in (code(invitation).lower(), code(invitation).replace("-", " "), f"  {code(invitation)}\n"):
        assert resolve_invitation(typed) == invitation


def expire(invitation: Invitation, people: People) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def outlive(invitation: Invitation, people: People) -> None:
    Invitation.objects.update(until_on=timezone.localdate() - timedelta(days=1))


def cancel(invitation: Invitation, people: People) -> None:
    cancel_invitation(by=people.moussa, invitation=invitation)


def use(invitation: Invitation, people: People) -> None:
    accept(invitation, sign_in_name="first.one")


def renew(invitation: Invitation, people: People) -> None:
    renew_invitation(by=people.moussa, invitation=invitation, serial=1)


def close_office(invitation: Invitation, people: People) -> None:
    invitation.office.closed_on = timezone.localdate()
    invitation.office.save()


def suspend_inviter(invitation: Invitation, people: People) -> None:
    suspend(people.moussa)


def move_inviter(invitation: Invitation, people: People) -> None:
    people.moussa.postings.update(until_on=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize(
    ("trouble", "problem"),
    [
        (expire, errors.InvitationExpired),
        (outlive, errors.InvitationExpired),
        (cancel, errors.InvitationCancelled),
        (use, errors.InvitationUsed),
        (renew, errors.InvitationUnknown),
        (close_office, errors.OfficeClosed),
        (suspend_inviter, errors.InviterNoLongerAllowed),
        (move_inviter, errors.InviterNoLongerAllowed),
    ],
)
def test_each_trouble_with_an_invitation_has_its_own_answer(
    people: People,
    offices: Offices,
    trouble: Callable[[Invitation, People], None],
    problem: type[errors.NotDone],
) -> None:
    invitation = invite(people, offices)
    trouble(invitation, people)
    officers = Officer.objects.count()

    with pytest.raises(problem):
        resolve_invitation(code(invitation))
    with pytest.raises(problem):
        accept(invitation)

    assert Officer.objects.count() == officers


@pytest.mark.parametrize("typed", ["", "ABCD", "0000-0000-0000-0000", "é" * 300, "%00", "ABCD-EFGH-JKMN-PQRS-TVWX"])
def test_an_unknown_code(people: People, typed: str) -> None:
    with pytest.raises(errors.InvitationUnknown):
        resolve_invitation(typed)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"sign_in_name": None}, errors.SignInNameMissing),
        ({"sign_in_name": "   "}, errors.SignInNameMissing),
        ({"sign_in_name": "ab"}, errors.SignInNameUnfit),
        ({"sign_in_name": "ali kane"}, errors.SignInNameUnfit),
        ({"sign_in_name": "awa@douanes.example"}, errors.SignInNameUnfit),
        ({"sign_in_name": "Awa"}, errors.SignInNameTaken),
        ({"password": "short"}, errors.PasswordUnfit),
        ({"password": "password1234"}, errors.PasswordUnfit),
        ({"password": "ali.kane.ali.kane", "sign_in_name": "ali.kane.ali.kane"}, errors.PasswordUnfit),
        ({"language": "xx"}, errors.UnknownLanguage),
    ],
)
def test_what_the_person_chooses_is_checked(
    people: People, offices: Offices, changes: dict[str, Any], problem: type[errors.NotDone]
) -> None:
    invitation = invite(people, offices)

    with pytest.raises(problem) as refused:
        accept(invitation, **changes)

    assert refused.value.messages
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert accept(invitation)


def test_the_address_was_taken_in_the_meantime(people: People, offices: Offices) -> None:
    invitation = invite(people, offices, email="ali@douanes.example")
    person("other", "Other", "Person", email="ali@douanes.example")

    with pytest.raises(errors.AccountExists):
        accept(invitation)


def test_inviting_tells_nothing_of_an_account_abroad(people: People, offices: Offices) -> None:
    """Whoever opens the letter is told, and has that mailbox; the inviter learns nothing."""
    people.jean.email = "jean@douanes.example"
    people.jean.save()
    assert not Officer.objects.visible_to(people.moussa).filter(pk=people.jean.pk).exists()

    invitation = invite(people, offices, email="JEAN@douanes.example")

    assert invitation.email == "jean@douanes.example"
    with pytest.raises(errors.AccountExists):
        accept(invitation)
    assert Officer.objects.filter(email="jean@douanes.example").count() == 1


def test_the_inviter_may_no_longer_give_that_role(people: People, offices: Offices) -> None:
    invitation = invite(people, offices, role_code=Trainee.code)
    people.moussa.postings.update(role_code="TRAINING_COORDINATOR")

    with pytest.raises(errors.InviterNoLongerAllowed):
        resolve_invitation(code(invitation))


def test_a_recovery_slip_sets_the_password_and_signs_out_everywhere(people: People) -> None:
    slip = issue_recovery_slip(by=people.moussa, officer=people.omar, invitation_id=uuid4())
    AccessAttempt.objects.create(username="OMAR", ip_address="10.0.0.1", failures_since_start=8)

    officer = accept(slip, sign_in_name=None, language="en")

    people.omar.refresh_from_db()
    assert officer == people.omar
    assert people.omar.check_password(NEW_PASSWORD)
    assert (people.omar.sign_in_name, people.omar.language) == ("omar", "en")
    assert not AccessAttempt.objects.exists()
    assert Act.objects.of(officer).get().act == "officer.recovered"


def test_a_recovery_slip_of_somebody_suspended_since(people: People) -> None:
    slip = issue_recovery_slip(by=people.moussa, officer=people.omar, invitation_id=uuid4())
    suspend(people.omar)

    with pytest.raises(errors.OfficerBlocked):
        resolve_invitation(code(slip))


def test_a_recovery_slip_from_somebody_who_left(people: People) -> None:
    slip = issue_recovery_slip(by=people.moussa, officer=people.omar, invitation_id=uuid4())
    suspend(people.moussa)

    with pytest.raises(errors.InviterNoLongerAllowed):
        accept(slip)


def test_the_new_password_is_checked_against_the_officer(people: People) -> None:
    slip = issue_recovery_slip(by=people.moussa, officer=people.omar, invitation_id=uuid4())

    with pytest.raises(errors.PasswordUnfit) as refused:
        accept(slip, password="1")

    assert len(refused.value.messages) >= 1
    assert refused.value.field == "password"
