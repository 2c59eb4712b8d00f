"""Where offices hang, and whom and what an officer reaches."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from accounts.choices import OfficeKind
from accounts.models import Invitation, Office, Officer, Posting, RiloMembership
from accounts.permissions import Permission
from accounts.roles import EntryOfficer, NationalContactPoint, UnitHead
from tests.people import LONG_AGO, person, post, suspend

if TYPE_CHECKING:
    from tests.people import Offices, People


def codes(offices: object) -> set[str]:
    return {office.code for office in offices}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("wco", {"WCO", "RILO-WA", "RILO-CA", "SN", "GH", "CM", "SN-DSS", "SN-DSS-F", "SN-DKR", "CM-DLA"}),
        ("rilo_west", {"RILO-WA", "SN", "GH", "SN-DSS", "SN-DSS-F", "SN-DKR"}),
        ("rilo_central", {"RILO-CA", "CM", "CM-DLA"}),
        ("senegal", {"SN", "SN-DSS", "SN-DSS-F", "SN-DKR"}),
        ("ghana", {"GH"}),
        ("dakar_airport", {"SN-DSS", "SN-DSS-F"}),
        ("dakar_freight", {"SN-DSS-F"}),
    ],
)
def test_under(offices: Offices, name: str, expected: set[str]) -> None:
    assert codes(Office.objects.under(getattr(offices, name))) == expected


def test_under_several_and_none(offices: Offices) -> None:
    assert codes(Office.objects.under(offices.ghana, offices.dakar_freight)) == {"GH", "SN-DSS-F"}
    assert codes(Office.objects.under()) == set()


def test_under_a_post_that_hangs_three_deep(offices: Offices) -> None:
    cage = Office.objects.create(
        code="SN-DSS-F-1",
        kind=OfficeKind.POST,
        name="Magasin",
        parent=offices.dakar_freight,
        administration=offices.senegal,
        country_code="SN",
    )

    assert cage in Office.objects.under(offices.dakar_airport)


def test_under_survives_posts_in_a_ring(offices: Offices) -> None:
    offices.dakar_airport.parent = offices.dakar_freight
    offices.dakar_airport.save()

    assert codes(Office.objects.under(offices.dakar_freight)) == {"SN-DSS", "SN-DSS-F"}


def test_membership_of_a_rilo_is_dated(offices: Offices) -> None:
    today = timezone.localdate()
    RiloMembership.objects.filter(administration=offices.ghana).update(until_on=today - timedelta(days=1))
    RiloMembership.objects.create(rilo=offices.rilo_central, administration=offices.ghana, from_on=today)

    assert offices.ghana not in Office.objects.under(offices.rilo_west)
    assert offices.ghana in Office.objects.under(offices.rilo_west, on=today - timedelta(days=1))
    assert offices.ghana in Office.objects.under(offices.rilo_central)


def test_an_administration_may_belong_to_two_rilos(offices: Offices) -> None:
    RiloMembership.objects.create(rilo=offices.rilo_central, administration=offices.ghana, from_on=LONG_AGO)

    assert offices.ghana in Office.objects.under(offices.rilo_west)
    assert offices.ghana in Office.objects.under(offices.rilo_central)


def test_open_offices(offices: Offices) -> None:
    today = timezone.localdate()
    offices.dakar_port.closed_on = today
    offices.dakar_port.save()

    assert offices.dakar_port not in Office.objects.open()
    assert offices.dakar_port in Office.objects.open(on=today - timedelta(days=1))


def test_reached_by(people: People, offices: Offices) -> None:
    assert codes(Office.objects.reached_by(people.moussa, Permission.OFFICER_INVITE)) == {
        "SN",
        "SN-DSS",
        "SN-DSS-F",
        "SN-DKR",
    }
    assert codes(Office.objects.reached_by(people.awa, Permission.OFFICE_VIEW)) == {"SN-DSS", "SN-DSS-F"}
    assert not Office.objects.reached_by(people.awa, Permission.OFFICER_INVITE).exists()


@pytest.mark.parametrize("name", ["samba", "nadia", "paul"])
def test_blocked_never_posted_and_no_longer_posted_reach_nothing(people: People, name: str) -> None:
    for permission in Permission:
        assert not Office.objects.reached_by(getattr(people, name), permission).exists()


def test_nobody_works_at_a_closed_office(people: People, offices: Offices) -> None:
    offices.senegal.closed_on = timezone.localdate()
    offices.senegal.save()

    assert not people.moussa.postings.current().exists()
    assert people.moussa.postings.current(on=timezone.localdate() - timedelta(days=1)).exists()
    assert not Office.objects.reached_by(people.moussa, Permission.OFFICER_VIEW).exists()


def test_postings_current_running_overlapping(people: People, offices: Offices) -> None:
    today = timezone.localdate()
    coming = post(people.nadia, offices.dakar_port, EntryOfficer, from_on=today + timedelta(days=3))
    over = people.paul.postings.get()
    withdrawn = post(people.nadia, offices.dakar_airport, UnitHead)
    withdrawn.withdrawn_at = timezone.now()
    withdrawn.save()

    assert set(people.nadia.postings.current()) == set()
    assert set(people.nadia.postings.running()) == {coming}
    assert set(people.paul.postings.running()) == set()
    postings = Posting.objects.filter(officer__in=[people.nadia, people.paul])
    assert set(postings.overlapping(today, None)) == {coming}
    assert set(postings.overlapping(today, today)) == set()
    assert set(postings.overlapping(LONG_AGO, today)) == {over}


def test_officers_visible(people: People) -> None:
    assert set(Officer.objects.visible_to(people.awa)) == {people.awa}
    assert set(Officer.objects.visible_to(people.babacar)) == {people.awa, people.babacar, people.omar}
    senegal = {people.awa, people.babacar, people.omar, people.moussa, people.aminata, people.samba, people.paul}
    assert set(Officer.objects.visible_to(people.moussa)) == senegal
    assert set(Officer.objects.visible_to(people.ines)) == set(Officer.objects.all())
    assert set(Officer.objects.visible_to(people.samba)) == {people.samba}


def test_an_officer_with_two_postings_is_listed_once(people: People, offices: Offices) -> None:
    post(people.awa, offices.dakar_port, UnitHead)

    assert list(Officer.objects.visible_to(people.moussa)).count(people.awa) == 1


def test_invitations_visible(people: People, offices: Offices) -> None:
    invitation = Invitation.objects.create(
        code_sha256="0" * 64,
        family_name="Kane",
        given_names="Ali",
        language="fr",
        office=offices.dakar_port,
        role_code=EntryOfficer.code,
        invited_at=timezone.now(),
        invited_by=people.moussa,
        expires_at=timezone.now() + timedelta(days=1),
    )

    assert list(Invitation.objects.visible_to(people.moussa)) == [invitation]
    assert list(Invitation.objects.visible_to(people.ines)) == [invitation]
    for stranger in (people.awa, people.babacar, people.jean, people.fatou, people.kofi, people.samba):
        assert not Invitation.objects.visible_to(stranger).exists()


def test_sign_in_name_is_found_in_any_case(people: People) -> None:
    assert Officer.objects.get_by_natural_key("AWA") == people.awa


def test_a_person_with_two_roles_reaches_by_both(people: People, offices: Offices) -> None:
    post(people.jean, offices.ghana, NationalContactPoint)

    assert codes(Office.objects.reached_by(people.jean, Permission.OFFICER_INVITE)) == {"CM", "CM-DLA", "GH"}


def test_who_is_blocked_while_signed_in_reaches_nothing(people: People) -> None:
    suspend(people.moussa)

    assert not Office.objects.reached_by(people.moussa, Permission.OFFICER_VIEW).exists()


def test_officers_without_password_cannot_sign_in_by_one(people: People) -> None:
    assert not Officer.objects.create_user("nobody", given_names="No", family_name="Body").has_usable_password()
    assert person("some", "Some", "Body").has_usable_password()
