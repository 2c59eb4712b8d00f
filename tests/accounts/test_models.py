"""What the tables of this room refuse, and what their rows are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.choices import OfficeKind, PostSetting
from accounts.models import Invitation, Office, RiloMembership
from tests.accounts.test_invitations import invite
from tests.people import LONG_AGO

if TYPE_CHECKING:
    from tests.people import Offices, People


def test_an_office_is_called_as_the_reader_calls_it(offices: Offices) -> None:
    offices.senegal.names = {"en": "Senegal Customs", "pt": "Alfândegas do Senegal"}

    for language, name in (("en", "Senegal Customs"), ("pt", "Alfândegas do Senegal"), ("fr", "Douanes sénégalaises")):
        with translation.override(language):
            assert str(offices.senegal) == name
    with translation.override(None):
        assert str(offices.senegal) == "Douanes sénégalaises"


def test_the_country_of_an_office(offices: Offices) -> None:
    with translation.override("fr"):
        assert offices.dakar_port.country == "Sénégal"
    assert offices.rilo_west.country == ""


def test_a_membership_says_whose_and_since_when(offices: Offices) -> None:
    assert str(offices.rilo_central.memberships.get()) == "CM in RILO-CA since 2020-01-01"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("senegal", {"setting": PostSetting.AIRPORT}),
        ("senegal", {"country_code": ""}),
        ("senegal", {"country_code": "sn"}),
        ("wco", {"country_code": "BE"}),
        ("dakar_port", {"administration": None}),
        ("dakar_port", {"parent": None}),
        ("dakar_port", {"code": "SN"}),
    ],
)
def test_offices_that_cannot_be(offices: Offices, name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.filter(pk=getattr(offices, name).pk).update(**wrong)


def test_a_membership_holds_once_at_a_time(offices: Offices) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RiloMembership.objects.create(rilo=offices.rilo_west, administration=offices.senegal, from_on=LONG_AGO)


@pytest.mark.parametrize(
    "wrong", [{"role_code": ""}, {"role_code": "KING"}, {"accepted_at": "2026-01-01T00:00Z"}, {"code_sha256": "x" * 65}]
)
def test_invitations_that_cannot_be(people: People, offices: Offices, wrong: dict[str, Any]) -> None:
    invite(people, offices)

    with pytest.raises(Exception, match=r"constraint|too long"), transaction.atomic():
        Invitation.objects.update(**wrong)


def test_the_kinds_stand_in_the_order_of_the_tree() -> None:
    """The search for the topmost administrators counts on it."""
    assert OfficeKind.values == ["WCO", "RILO", "ADMINISTRATION", "POST"]
