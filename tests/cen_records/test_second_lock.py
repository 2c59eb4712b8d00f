"""Nominal tables are empty for whoever did not unlock them, even when a query forgets to ask who is asking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cen_records.access import nominal_of, nominal_within
from cen_records.models import Case, Draft, Person, PersonIdentity

if TYPE_CHECKING:
    from tests.people import Offices, People

MakeCase = Callable[..., Case]
MakePerson = Callable[..., Person]
NOMINAL = {"personidentity", "companyidentity", "vehicleidentity", "draft", "attachment", "batch"}


@pytest.fixture
def canary(make_case: MakeCase, make_person: MakePerson, offices: Offices, people: People) -> Person:
    """A person of Senegal with a name."""
    person = make_person(make_case(offices.dakar_airport, people.awa))
    with nominal_within(offices.senegal):
        PersonIdentity.objects.create(
            person=person, administration=offices.senegal, family_name="Canari", keep_until_on=date(2031, 1, 1)
        )
    return person


def names() -> list[str]:
    return [identity.family_name for identity in PersonIdentity.objects.all()]


def test_locked_tables_are_empty(canary: Person) -> None:
    assert names() == []
    assert not PersonIdentity.objects.filter(pk=canary.pk).exists()


def test_own_administration_unlocks(canary: Person, people: People) -> None:
    for officer in (people.awa, people.moussa):
        with nominal_of(officer):
            assert names() == ["Canari"]
        assert names() == []


def test_nobody_else_unlocks(canary: Person, people: People) -> None:
    for officer in (people.jean, people.fatou, people.ines):
        with nominal_of(officer):
            assert names() == []


def test_an_inner_lock_gives_back_the_outer_one(canary: Person, people: People) -> None:
    with nominal_of(people.awa):
        with nominal_of(people.jean):
            assert names() == []
        assert names() == ["Canari"]


def test_a_failed_act_leaves_nothing_unlocked(canary: Person, people: People) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), nominal_of(people.awa), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")

    assert names() == []


def test_names_cannot_be_written_for_another_administration(
    make_case: MakeCase, make_person: MakePerson, offices: Offices, people: People
) -> None:
    person = make_person(make_case(offices.dakar_airport, people.awa))

    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), nominal_of(people.awa):
        PersonIdentity.objects.create(person=person, administration=offices.cameroon, keep_until_on=date(2031, 1, 1))


def test_names_are_not_changed_or_removed_unseen(canary: Person, people: People) -> None:
    assert PersonIdentity.objects.update(family_name="X") == 0
    assert PersonIdentity.objects.filter(pk=canary.pk).delete()[0] == 0
    with nominal_of(people.awa):
        assert names() == ["Canari"]


def test_drafts_are_locked_too(offices: Offices, people: People) -> None:
    with nominal_of(people.awa):
        Draft.objects.create(
            administration=offices.senegal, office=offices.dakar_airport, entered_by=people.awa,
            content={"persons": [{"identity": {"family_name": "Canari"}}]}, saved_at=timezone.now(),
        )  # fmt: skip
        assert Draft.objects.count() == 1

    assert Draft.objects.count() == 0


@pytest.mark.usefixtures("db")
def test_every_nominal_table_has_the_lock_and_the_application_cannot_lift_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname::text FROM pg_class WHERE relrowsecurity AND relname LIKE 'cen_records_%%'")
        locked = {name.removeprefix("cen_records_") for (name,) in cursor.fetchall()}
        cursor.execute("SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = current_user")
        (may_bypass,) = cursor.fetchone()

    assert locked == NOMINAL
    assert may_bypass is False
    with pytest.raises(DatabaseError, match="must be owner"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cen_records_draft DISABLE ROW LEVEL SECURITY")
