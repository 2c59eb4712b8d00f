"""Inviting, renewing, cancelling, showing the slip, and the slip for a forgotten password."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actions import errors
from accounts.actions.invitations import (
    cancel_invitation,
    invite_officer,
    issue_recovery_slip,
    renew_invitation,
    show_slip,
)
from accounts.choices import InvitationState
from accounts.codes import code_of, fingerprint
from accounts.models import Invitation
from accounts.permissions import Refused
from accounts.roles import Administrator, EntryOfficer, NationalAnalyst, NationalContactPoint, RiloAnalyst
from audit.models import Act
from tests.people import post, suspend

if TYPE_CHECKING:
    from pytest_django import Settings

    from accounts.models import Officer
    from tests.people import Offices, People


def invite(people: People, offices: Offices, **changes: Any) -> Invitation:
    """Moussa invites Ali Kane, without a mailbox, to the airport."""
    wanted: dict[str, Any] = {
        "by": people.moussa,
        "invitation_id": uuid4(),
        "office": offices.dakar_airport,
        "role_code": EntryOfficer.code,
        "family_name": " Kane ",
        "given_names": "Ali",
        "staff_number": "M-204",
        "language": "fr",
    }
    return invite_officer(**wanted | changes)


def test_invite_by_slip(people: People, offices: Offices) -> None:
    invitation = invite(people, offices)

    stored = Invitation.objects.get()
    assert stored == invitation
    assert (stored.family_name, stored.serial, stored.state) == ("Kane", 1, InvitationState.OPEN)
    assert not stored.is_by_mail
    assert stored.role is EntryOfficer
    assert timedelta(days=13) < stored.expires_at - timezone.now() <= timedelta(days=14)
    assert stored.code_sha256 == fingerprint(code_of(stored.pk, 1))
    entry = Act.objects.of(stored).get()
    assert (entry.act, entry.by_id, entry.role_code) == ("invitation.sent", people.moussa.pk, "NATIONAL_CONTACT_POINT")
    assert (entry.office_code, entry.by_office_code) == ("SN-DSS", "SN")
    assert code_of(stored.pk, 1) not in str(entry.details)


def test_invite_by_mail_holds_a_week(people: People, offices: Offices) -> None:
    invitation = invite(people, offices, email=" Ali.Kane@Douanes.example ")

    assert invitation.email == "ali.kane@douanes.example"
    assert invitation.is_by_mail
    assert invitation.expires_at - invitation.invited_at == timedelta(days=7)


def test_the_same_form_twice_is_one_invitation(people: People, offices: Offices) -> None:
    form = uuid4()

    assert invite(people, offices, invitation_id=form) == invite(people, offices, invitation_id=form)
    assert Act.objects.count() == 1


def test_a_form_used_for_something_else_is_refused(people: People, offices: Offices) -> None:
    form = invite(people, offices).pk

    with pytest.raises(errors.FormUsedBefore):
        invite(people, offices, invitation_id=form, office=offices.dakar_port)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"role_code": "KING"}, errors.UnknownRole),
        ({"role_code": NationalAnalyst.code}, errors.RoleNotHeldThere),
        ({"language": "nl"}, errors.UnknownLanguage),
        ({"email": "AWA@douanes.example"}, errors.EmailTaken),
        ({"until_on": date(2020, 1, 1)}, errors.EndsBeforeItBegins),
    ],
)
def test_invite_refuses(
    people: People, offices: Offices, changes: dict[str, Any], problem: type[errors.NotDone]
) -> None:
    with pytest.raises(problem):
        invite(people, offices, **changes)

    assert not Invitation.objects.exists()
    assert not Act.objects.exists()


def test_invite_refuses_what_the_table_cannot_hold(people: People, offices: Offices) -> None:
    for changes in ({"family_name": ""}, {"given_names": "A" * 81}, {"email": "not an address"}):
        with pytest.raises(ValidationError):
            invite(people, offices, **changes)


def test_invite_to_a_closed_office(people: People, offices: Offices) -> None:
    offices.dakar_airport.closed_on = timezone.localdate()
    offices.dakar_airport.save()

    with pytest.raises(errors.OfficeClosed):
        invite(people, offices)


def test_only_who_may_grant_the_role_there_invites(people: People, offices: Offices) -> None:
    for stranger in (people.awa, people.babacar, people.jean, people.fatou, people.kofi, people.samba, people.paul):
        with pytest.raises(Refused):
            invite(people, offices, by=stranger)
    with pytest.raises(Refused):
        invite(people, offices, office=offices.senegal, role_code=Administrator.code)
    with pytest.raises(Refused):
        invite(people, offices, office=offices.rilo_west, role_code=RiloAnalyst.code)
    assert invite(people, offices, by=people.ines, office=offices.senegal, role_code=NationalContactPoint.code)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"email": "ali@douanes.example", "staff_number": ""}, {"email": "ALI@douanes.example", "staff_number": ""}),
        ({"staff_number": "m-7"}, {"staff_number": "M-7", "email": "other@douanes.example"}),
    ],
)
def test_a_second_invitation_of_the_same_person_to_the_same_office(
    people: People, offices: Offices, first: dict[str, str], second: dict[str, str]
) -> None:
    earlier = invite(people, offices, **first)

    with pytest.raises(errors.AlreadyInvited) as refused:
        invite(people, offices, **second)

    assert refused.value.invitation == earlier
    assert refused.value.field == "email"
    assert invite(people, offices, office=offices.dakar_port, **second)
    cancel_invitation(by=people.moussa, invitation=earlier)
    assert invite(people, offices, **second)


def test_two_people_without_address_or_number_are_two_people(people: People, offices: Offices) -> None:
    invite(people, offices, staff_number="")
    invite(people, offices, staff_number="")

    assert Invitation.objects.count() == 2


def test_renewing_makes_a_new_code_and_kills_the_old(people: People, offices: Offices) -> None:
    invitation = invite(people, offices)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))

    renewed = renew_invitation(by=people.aminata, invitation=invitation, serial=1)

    assert (renewed.serial, renewed.state, renewed.invited_by) == (2, InvitationState.OPEN, people.aminata)
    assert renewed.code_sha256 == fingerprint(code_of(invitation.pk, 2)) != fingerprint(code_of(invitation.pk, 1))
    assert [act.act for act in Act.objects.of(invitation)] == ["invitation.renewed", "invitation.sent"]


def test_renewing_with_the_same_form_twice_renews_once(people: People, offices: Offices) -> None:
    invitation = invite(people, offices)

    renew_invitation(by=people.moussa, invitation=invitation, serial=1)
    again = renew_invitation(by=people.moussa, invitation=invitation, serial=1)

    assert again.serial == 2
    assert Act.objects.filter(act="invitation.renewed").count() == 1


def test_renewing_what_is_finished(people: People, offices: Offices) -> None:
    invitation = invite(people, offices)
    cancel_invitation(by=people.moussa, invitation=invitation)
    with pytest.raises(errors.InvitationCancelled):
        renew_invitation(by=people.moussa, invitation=invitation, serial=1)
    Invitation.objects.update(cancelled_at=None, accepted_at=timezone.now(), accepted_by=people.omar)
    with pytest.raises(errors.InvitationUsed):
        renew_invitation(by=people.moussa, invitation=invitation, serial=1)
    with pytest.raises(errors.InvitationUsed):
        cancel_invitation(by=people.moussa, invitation=invitation)
    assert Invitation.objects.get().state == InvitationState.ACCEPTED


def test_cancelling(people: People, offices: Offices) -> None:
    invitation = invite(people, offices)

    cancel_invitation(by=people.moussa, invitation=invitation)
    cancelled = cancel_invitation(by=people.moussa, invitation=invitation)

    assert cancelled.state == InvitationState.CANCELLED
    assert Act.objects.filter(act="invitation.cancelled").count() == 1
    assert not Invitation.objects.open().exists()


def test_strangers_neither_renew_nor_cancel_nor_see_the_slip(people: People, offices: Offices) -> None:
    invitation = invite(people, offices)

    for stranger in (people.awa, people.jean, people.kofi):
        with pytest.raises(Refused):
            renew_invitation(by=stranger, invitation=invitation, serial=1)
        with pytest.raises(Refused):
            cancel_invitation(by=stranger, invitation=invitation)
        with pytest.raises(Refused):
            show_slip(by=stranger, invitation=invitation)


def test_the_slip_can_be_shown_again(people: People, offices: Offices) -> None:
    invitation = invite(people, offices)

    first = show_slip(by=people.moussa, invitation=invitation)
    second = show_slip(by=people.aminata, invitation=invitation)

    assert first == second
    assert [len(group) for group in first.split("-")] == [4, 4, 4, 4]
    assert Act.objects.filter(act="invitation.slip_shown").count() == 2


def test_no_slip_for_what_is_not_open(people: People, offices: Offices) -> None:
    invitation = invite(people, offices)
    cancel_invitation(by=people.moussa, invitation=invitation)

    with pytest.raises(errors.CodeNotShowable):
        show_slip(by=people.moussa, invitation=invitation)


def test_no_slip_once_the_key_of_the_server_has_changed(people: People, offices: Offices, settings: Settings) -> None:
    invitation = invite(people, offices)
    settings.SECRET_KEY = "another key " * 5

    with pytest.raises(errors.CodeNotShowable):
        show_slip(by=people.moussa, invitation=invitation)
    assert show_slip(by=people.moussa, invitation=renew_invitation(by=people.moussa, invitation=invitation, serial=1))


def recover(by: Officer, officer: Officer, form: UUID | None = None) -> Invitation:
    return issue_recovery_slip(by=by, officer=officer, invitation_id=form or uuid4())


def test_a_recovery_slip(people: People) -> None:
    slip = recover(people.moussa, people.omar)

    assert (slip.officer, slip.role_code, slip.role, slip.is_by_mail) == (people.omar, "", None, False)
    assert str(slip) == "Omar Fall"
    assert show_slip(by=people.moussa, invitation=slip)
    assert Act.objects.of(slip).filter(act="invitation.recovery_issued").get().office_code == "SN-DSS-F"


def test_a_recovery_slip_goes_to_the_mailbox_too(people: People) -> None:
    assert recover(people.moussa, people.awa).email == "awa@douanes.example"


def test_a_new_recovery_slip_kills_the_one_before(people: People) -> None:
    first = recover(people.moussa, people.omar)
    second = recover(people.moussa, people.omar)

    first.refresh_from_db()
    assert first.state == InvitationState.CANCELLED
    assert list(Invitation.objects.open()) == [second]


def test_the_same_recovery_form_twice_is_one_slip(people: People) -> None:
    form = uuid4()

    assert recover(people.moussa, people.omar, form) == recover(people.moussa, people.omar, form)
    with pytest.raises(errors.FormUsedBefore):
        recover(people.moussa, people.awa, form)


def test_recovery_is_refused(people: People, offices: Offices) -> None:
    for stranger in (people.awa, people.babacar, people.jean, people.kofi):
        with pytest.raises(Refused):
            recover(stranger, people.omar)
    with pytest.raises(errors.NotToOneself):
        recover(people.ines, people.ines)
    with pytest.raises(errors.OfficerBlocked):
        recover(people.moussa, people.samba)
    post(people.omar, offices.rilo_west, RiloAnalyst)
    with pytest.raises(Refused):
        recover(people.moussa, people.omar)


def test_recovery_for_somebody_who_never_had_a_posting(people: People, offices: Offices) -> None:
    people.nadia.language = ""
    people.nadia.save()

    slip = recover(people.ines, people.nadia)

    assert (slip.office, slip.language) == (offices.wco, offices.wco.language)


def test_a_recovery_slip_is_renewed_and_cancelled_by_those_who_may_issue_it(people: People) -> None:
    slip = recover(people.moussa, people.omar)

    with pytest.raises(Refused):
        renew_invitation(by=people.jean, invitation=slip, serial=1)
    assert renew_invitation(by=people.moussa, invitation=slip, serial=1).serial == 2
    suspend(people.moussa)
    with pytest.raises(Refused):
        cancel_invitation(by=people.moussa, invitation=slip)


def test_what_is_invited_reads_as_what_it_is(people: People, offices: Offices) -> None:
    with pytest.raises(errors.UnfitCharacters) as unfit:
        invite(people, offices, staff_number="M\u202e4")
    assert unfit.value.field == "staff_number"
    with pytest.raises(errors.TextOwed):
        invite(people, offices, given_names="\u200b")
    with pytest.raises(errors.EndsTooFarAhead):
        invite(people, offices, until_on=date.max)
    assert invite(people, offices, family_name="Ka\u200bne").family_name == "Kane"
