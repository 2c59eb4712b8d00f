"""Suspending, reinstating, correcting; lost phones and locked accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access import group_of
from accounts.actions import errors
from accounts.actions.officers import (
    correct_officer,
    reinstate_officer,
    remove_second_factors,
    suspend_officer,
    unlock_officer,
)
from accounts.choices import BlockReason
from accounts.models import Officer
from accounts.permissions import Refused
from accounts.roles import RiloAnalyst
from audit.models import Act
from tests.accounts.test_sessions import sign_in
from tests.people import post, suspend

if TYPE_CHECKING:
    from tests.people import Offices, People


def test_suspending_ends_every_session_at_once(people: People, offices: Offices) -> None:
    group = group_of(offices.dakar_airport)
    people.awa.groups.add(group)
    first, second = sign_in(people.awa), sign_in(people.awa)
    others = sign_in(people.omar)

    officer = suspend_officer(by=people.moussa, officer=people.awa, reason=" Under inquiry ")

    assert (officer.is_active, officer.blocked_reason) == (False, BlockReason.SUSPENDED)
    assert officer.blocked_at is not None
    assert not first.exists()
    assert not second.exists()
    assert others.exists()
    assert people.awa not in group.user_set.all()
    entry = Act.objects.of(people.awa).get()
    assert (entry.act, entry.reason) == ("officer.suspended", "Under inquiry")
    assert (entry.office_code, entry.by_office_code) == ("SN-DSS", "SN")


def test_suspending_twice_is_suspending_once(people: People) -> None:
    suspend_officer(by=people.moussa, officer=people.awa, reason="Under inquiry")
    suspend_officer(by=people.moussa, officer=people.awa, reason="Under inquiry")

    assert Act.objects.count() == 1


def test_a_dormant_officer_can_be_suspended(people: People) -> None:
    suspend(people.awa)
    Officer.objects.filter(pk=people.awa.pk).update(blocked_reason=BlockReason.DORMANT)

    assert suspend_officer(by=people.moussa, officer=people.awa, reason="Left").blocked_reason == BlockReason.SUSPENDED


def test_suspend_refuses(people: People) -> None:
    with pytest.raises(errors.ReasonOwed):
        suspend_officer(by=people.moussa, officer=people.awa, reason=" ")
    with pytest.raises(errors.NotToOneself):
        suspend_officer(by=people.ines, officer=people.ines, reason="Tired")
    for stranger in (people.babacar, people.jean, people.fatou, people.kofi, people.samba):
        with pytest.raises(Refused):
            suspend_officer(by=stranger, officer=people.awa, reason="No")
    with pytest.raises(Refused):
        suspend_officer(by=people.moussa, officer=people.aminata, reason="No")


def test_of_two_administrators_one_can_suspend_the_other(people: People) -> None:
    suspend_officer(by=people.ines, officer=people.viktor, reason="Under inquiry")

    with pytest.raises(Refused):
        suspend_officer(by=people.viktor, officer=people.ines, reason="Revenge")


def test_one_posting_is_enough_to_suspend_but_not_to_reinstate(people: People, offices: Offices) -> None:
    post(people.awa, offices.rilo_west, RiloAnalyst)
    suspend_officer(by=people.moussa, officer=people.awa, reason="Under inquiry")

    with pytest.raises(Refused):
        reinstate_officer(by=people.moussa, officer=people.awa, reason="Cleared")
    assert reinstate_officer(by=people.ines, officer=people.awa, reason="Cleared").is_active


def test_reinstating(people: People, offices: Offices) -> None:
    group = group_of(offices.dakar_port)
    AccessAttempt.objects.create(username="samba", ip_address="10.0.0.1", failures_since_start=8)

    officer = reinstate_officer(by=people.moussa, officer=people.samba, reason="Cleared")
    reinstate_officer(by=people.moussa, officer=people.samba, reason="Cleared")

    assert officer.is_active
    assert (officer.blocked_at, officer.blocked_reason) == (None, "")
    assert officer.reinstated_on == timezone.localdate()
    assert people.samba in group.user_set.all()
    assert not AccessAttempt.objects.exists()
    assert Act.objects.of(people.samba).get().act == "officer.reinstated"


def test_reinstate_refuses(people: People) -> None:
    with pytest.raises(errors.ReasonOwed):
        reinstate_officer(by=people.moussa, officer=people.samba, reason="")
    with pytest.raises(Refused):
        reinstate_officer(by=people.jean, officer=people.samba, reason="Cleared")
    with pytest.raises(errors.NotToOneself):
        reinstate_officer(by=people.ines, officer=people.ines, reason="Cleared")


def correct(people: People, **changes: Any) -> Officer:
    wanted: dict[str, Any] = {
        "by": people.moussa,
        "officer": people.awa,
        "family_name": "Diop",
        "given_names": "Awa",
        "email": "awa@douanes.example",
    }
    return correct_officer(**wanted | changes)


def addresses(officer: Officer) -> list[tuple[str, bool, bool]]:
    return list(EmailAddress.objects.filter(user=officer).values_list("email", "primary", "verified"))


def test_correcting(people: People) -> None:
    EmailAddress.objects.create(user=people.awa, email="awa@douanes.example", primary=True, verified=True)
    EmailAddress.objects.create(user=people.awa, email="awa@home.example")

    officer = correct(people, family_name=" Diop-Sarr ", staff_number="M-1", email="Awa.Sarr@douanes.example")

    assert (officer.family_name, officer.staff_number) == ("Diop-Sarr", "M-1")
    assert officer.email == "awa.sarr@douanes.example"
    assert addresses(officer) == [("awa.sarr@douanes.example", True, True)]
    entry = Act.objects.of(people.awa).get()
    assert entry.details == {"changed": ["email", "family_name", "staff_number"]}


def test_an_address_can_be_taken_away(people: People) -> None:
    EmailAddress.objects.create(user=people.awa, email="awa@douanes.example", primary=True, verified=True)

    assert correct(people, email="").email is None
    assert addresses(people.awa) == []


def test_correcting_nothing_leaves_no_word(people: People) -> None:
    correct(people)

    assert not Act.objects.exists()


def test_correct_refuses(people: People, offices: Offices) -> None:
    with pytest.raises(errors.EmailTaken):
        correct(people, email="MOUSSA@douanes.example")
    people.jean.email = "jean@douanes.example"
    people.jean.save()
    with pytest.raises(errors.EmailUnusable):  # of an account abroad nothing is told
        correct(people, email="jean@douanes.example")
    with pytest.raises(ValidationError):
        correct(people, family_name=" ")
    with pytest.raises(Refused):
        correct(people, by=people.jean, family_name="X")
    post(people.awa, offices.rilo_west, RiloAnalyst)
    with pytest.raises(Refused):
        correct(people, family_name="X")


def test_a_lost_phone(people: People) -> None:
    Authenticator.objects.create(user=people.moussa, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=people.moussa, type=Authenticator.Type.RECOVERY_CODES, data={})
    session = sign_in(people.moussa)

    remove_second_factors(by=people.aminata, officer=people.moussa, reason="Phone stolen")
    remove_second_factors(by=people.aminata, officer=people.moussa, reason="Phone stolen")

    assert not Authenticator.objects.exists()
    assert not session.exists()
    assert Act.objects.of(people.moussa).get().reason == "Phone stolen"


def test_second_factors_are_not_for_everybody_to_remove(people: People) -> None:
    with pytest.raises(errors.ReasonOwed):
        remove_second_factors(by=people.aminata, officer=people.moussa, reason="")
    with pytest.raises(Refused):
        remove_second_factors(by=people.moussa, officer=people.aminata, reason="Phone stolen")
    with pytest.raises(errors.NotToOneself):
        remove_second_factors(by=people.ines, officer=people.ines, reason="Phone stolen")


def test_unlocking(people: People) -> None:
    for name in ("awa", "AWA", "Awa@Douanes.example", "omar"):
        AccessAttempt.objects.create(username=name, ip_address="10.0.0.1", failures_since_start=8)

    unlock_officer(by=people.moussa, officer=people.awa)
    unlock_officer(by=people.moussa, officer=people.awa)

    assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["omar"]
    assert Act.objects.of(people.awa).get().act == "officer.unlocked"
    with pytest.raises(Refused):
        unlock_officer(by=people.jean, officer=people.awa)


def test_the_table_knows_no_superuser_and_no_half_blocked_account(people: People) -> None:
    for wrong in ({"is_superuser": True}, {"is_active": False}, {"blocked_reason": "SUSPENDED"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Officer.objects.filter(pk=people.awa.pk).update(**wrong)


def test_names_and_addresses_are_unique_in_any_case(people: People) -> None:
    for wrong in ({"sign_in_name": "OMAR"}, {"email": "MOUSSA@douanes.example"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Officer.objects.filter(pk=people.awa.pk).update(**wrong)
