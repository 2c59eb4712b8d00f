"""Who may do what, where and to whom, and by which posting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accounts import authority
from accounts.permissions import Permission, Refused
from accounts.roles import (
    ROLES,
    Administrator,
    Auditor,
    EntryOfficer,
    NationalContactPoint,
    RiloAnalyst,
    Trainee,
    UnitHead,
    roles_that_may,
)
from tests.people import post, suspend

if TYPE_CHECKING:
    from tests.people import Offices, People

INVITE = Permission.OFFICER_INVITE


def test_require_gives_the_posting(people: People, offices: Offices) -> None:
    posting = authority.require(people.moussa, INVITE, offices.dakar_freight)

    assert (posting.officer, posting.office, posting.role) == (people.moussa, offices.senegal, NationalContactPoint)
    assert authority.mandate(posting) == {"role_code": "NATIONAL_CONTACT_POINT", "by_office_code": "SN"}


@pytest.mark.parametrize("name", ["awa", "babacar", "jean", "fatou", "kofi", "samba", "nadia", "paul"])
def test_require_refuses(people: People, offices: Offices, name: str) -> None:
    with pytest.raises(Refused) as refused:
        authority.require(getattr(people, name), INVITE, offices.dakar_airport)

    assert refused.value.permission == INVITE


def test_a_blocked_officer_may_nothing_anywhere(people: People, offices: Offices) -> None:
    assert authority.has_anywhere(people.moussa, INVITE)
    suspend(people.moussa)

    assert not authority.has_anywhere(people.moussa, INVITE)
    assert authority.posting_that_allows(people.moussa, INVITE, offices.senegal) is None


def test_roles_grantable_by_the_contact_point(people: People, offices: Offices) -> None:
    assert authority.roles_grantable(people.moussa, INVITE, offices.dakar_airport) == [EntryOfficer, UnitHead, Trainee]
    national = authority.roles_grantable(people.moussa, INVITE, offices.senegal)
    assert [role.code for role in national] == ["NATIONAL_ANALYST", "TRAINING_COORDINATOR", "TRAINEE"]
    assert authority.roles_grantable(people.moussa, INVITE, offices.rilo_west) == []
    assert authority.roles_grantable(people.awa, INVITE, offices.dakar_airport) == []


def test_roles_grantable_by_the_administrator_at_the_top(people: People, offices: Offices) -> None:
    for office in (offices.wco, offices.rilo_west, offices.senegal, offices.dakar_port):
        expected = [role for role in ROLES.values() if office.kind in role.held_at]
        assert authority.roles_grantable(people.ines, INVITE, office) == expected


def test_nobody_grants_above(people: People, offices: Offices) -> None:
    authority.require_grant(people.moussa, INVITE, EntryOfficer.code, offices.dakar_port)
    authority.require_grant(people.aminata, INVITE, NationalContactPoint.code, offices.senegal)
    for code in (NationalContactPoint.code, Administrator.code, Auditor.code):
        with pytest.raises(Refused):
            authority.require_grant(people.moussa, INVITE, code, offices.senegal)
    with pytest.raises(Refused):
        authority.require_grant(people.aminata, INVITE, RiloAnalyst.code, offices.rilo_west)


def test_of_two_postings_the_one_that_grants_counts(people: People, offices: Offices) -> None:
    post(people.moussa, offices.senegal, Administrator)

    posting = authority.require_grant(people.moussa, INVITE, NationalContactPoint.code, offices.senegal)

    assert posting.role is Administrator


def test_power_over_an_account_comes_from_what_one_could_grant(people: People) -> None:
    for every in (True, False):
        assert authority.may_over(people.moussa, INVITE, people.awa, every=every)
        assert authority.may_over(people.aminata, INVITE, people.moussa, every=every)
        assert authority.may_over(people.ines, INVITE, people.fatou, every=every)
        assert not authority.may_over(people.moussa, INVITE, people.aminata, every=every)
        assert not authority.may_over(people.moussa, INVITE, people.rose, every=every)
        assert not authority.may_over(people.babacar, INVITE, people.awa, every=every)
        with pytest.raises(Refused):
            authority.require_over(people.jean, INVITE, people.awa, every=every)


def test_taking_over_needs_power_over_every_posting(people: People, offices: Offices) -> None:
    post(people.awa, offices.rilo_west, RiloAnalyst)

    assert authority.may_over(people.moussa, INVITE, people.awa, every=False)
    assert not authority.may_over(people.moussa, INVITE, people.awa, every=True)
    assert authority.may_over(people.ines, INVITE, people.awa, every=True)


def test_who_left_is_looked_after_where_they_were_last(people: People, offices: Offices) -> None:
    assert authority.may_over(people.moussa, INVITE, people.paul, every=True)
    assert not authority.may_over(people.jean, INVITE, people.paul, every=True)
    assert authority.office_of(people.paul) == offices.dakar_port


def test_who_never_had_a_posting_is_looked_after_from_the_top(people: People) -> None:
    assert authority.may_over(people.ines, INVITE, people.nadia, every=True)
    assert not authority.may_over(people.moussa, INVITE, people.nadia, every=False)
    suspend(people.viktor)
    assert not authority.may_over(people.viktor, INVITE, people.nadia, every=False)
    assert authority.office_of(people.nadia) is None
    assert authority.office_code_of(people.nadia) == ""


def test_every_permission_is_held_by_some_role() -> None:
    for permission in Permission:
        assert roles_that_may(permission)


def test_nobody_but_the_administrator_may_grant_a_role_with_power_over_accounts() -> None:
    powerful = roles_that_may(INVITE) | roles_that_may(Permission.ACT_VIEW)
    for role in ROLES.values():
        if role is not Administrator:
            assert not role.grants & powerful
