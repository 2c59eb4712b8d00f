"""Sharing row by row: with offices and people, and never with anybody else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.models import Permission as ModelPermission
from django.utils import timezone

from accounts.access import (
    NotShareable,
    Share,
    follow_postings,
    group_of,
    share,
    shared_with,
    unshare,
    visible_through_sharing,
)
from accounts.models import OfficeGroup, Officer
from accounts.roles import EntryOfficer
from tests.people import post, suspend
from tests.sharing.models import Dossier, DossierGroupObjectPermission, Note

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.people import Offices, People

READ, EDIT = "read_dossier", "edit_dossier"
YESTERDAY = timedelta(days=-1)


@pytest.fixture
def dossier(people: People) -> Dossier:
    Dossier.objects.create(title="Nobody's")
    return Dossier.objects.create(title="Container MSKU 1")


def seen_by(officer: Officer | AnonymousUser, permission: str = READ) -> list[Dossier]:
    return list(visible_through_sharing(officer, Dossier.objects.all(), permission))


def test_shared_with_an_office_and_only_with_it(people: People, offices: Offices, dossier: Dossier) -> None:
    share(obj=dossier, with_=offices.dakar_airport, permission=READ)

    for insider in (people.awa, people.babacar):
        assert seen_by(insider) == [dossier]
        assert seen_by(insider, EDIT) == []
    for other in (people.omar, people.moussa, people.rose, people.fatou, people.ines, people.samba, people.nadia):
        assert seen_by(other) == []


def test_shared_with_a_person_and_only_with_them(people: People, dossier: Dossier) -> None:
    share(obj=dossier, with_=people.awa, permission=READ)

    assert seen_by(people.awa) == [dossier]
    assert seen_by(people.babacar) == []


def test_shared_both_ways_is_seen_once(people: People, offices: Offices, dossier: Dossier) -> None:
    for with_ in (people.awa, offices.dakar_airport):
        share(obj=dossier, with_=with_, permission=READ)
        share(obj=dossier, with_=with_, permission=READ)

    assert seen_by(people.awa) == [dossier]


def test_a_blocked_officer_sees_nothing(people: People, offices: Offices, dossier: Dossier) -> None:
    share(obj=dossier, with_=people.awa, permission=READ)
    share(obj=dossier, with_=offices.dakar_airport, permission=READ)
    loaded_before = Officer.objects.get(pk=people.awa.pk)
    suspend(people.awa)

    assert seen_by(people.awa) == []
    assert loaded_before.is_active
    assert seen_by(loaded_before) == []


def test_an_ended_posting_gives_nothing_even_before_the_night(
    people: People, offices: Offices, dossier: Dossier
) -> None:
    share(obj=dossier, with_=offices.dakar_airport, permission=READ)
    share(obj=dossier, with_=people.awa, permission=EDIT)
    people.awa.postings.update(until_on=timezone.localdate() + YESTERDAY)

    assert people.awa in group_of(offices.dakar_airport).user_set.all()
    assert seen_by(people.awa) == []
    assert seen_by(people.awa, EDIT) == []


def test_a_withdrawn_posting_and_a_closed_office_give_nothing(
    people: People, offices: Offices, dossier: Dossier
) -> None:
    share(obj=dossier, with_=offices.dakar_airport, permission=READ)
    people.awa.postings.update(withdrawn_at=timezone.now())
    assert seen_by(people.awa) == []
    offices.dakar_airport.closed_on = timezone.localdate()
    offices.dakar_airport.save()
    assert seen_by(people.babacar) == []


def test_nobody_signed_in_sees_nothing(dossier: Dossier) -> None:
    assert seen_by(AnonymousUser()) == []


def test_a_right_over_the_whole_model_opens_no_row(people: People, dossier: Dossier) -> None:
    for codename in (READ, "view_dossier"):
        people.awa.user_permissions.add(ModelPermission.objects.get(codename=codename))

    assert seen_by(people.awa) == []
    assert seen_by(people.awa, "view_dossier") == []


def test_a_group_that_is_no_office_opens_no_row(people: People, offices: Offices, dossier: Dossier) -> None:
    share(obj=dossier, with_=offices.dakar_airport, permission=READ)
    OfficeGroup.objects.all().delete()

    assert seen_by(people.awa) == []
    assert shared_with(dossier) == []


def test_a_row_made_anew_under_the_same_number_inherits_nothing(
    people: People, offices: Offices, dossier: Dossier
) -> None:
    share(obj=dossier, with_=offices.dakar_airport, permission=READ)
    share(obj=dossier, with_=people.awa, permission=READ)
    number = dossier.pk
    dossier.delete()

    anew = Dossier.objects.create(pk=number, title="Another")

    assert not DossierGroupObjectPermission.objects.exists()
    assert seen_by(people.awa) == []
    assert shared_with(anew) == []


def test_unsharing(people: People, offices: Offices, dossier: Dossier) -> None:
    share(obj=dossier, with_=offices.dakar_airport, permission=READ)
    share(obj=dossier, with_=people.rose, permission=READ)

    unshare(obj=dossier, with_=offices.dakar_airport, permission=READ)
    unshare(obj=dossier, with_=offices.dakar_airport, permission=READ)
    assert seen_by(people.awa) == []
    assert seen_by(people.rose) == [dossier]
    unshare(obj=dossier, with_=people.rose, permission=READ)
    assert seen_by(people.rose) == []


def test_shared_with(people: People, offices: Offices, dossier: Dossier) -> None:
    share(obj=dossier, with_=offices.rilo_west, permission=READ)
    share(obj=dossier, with_=people.rose, permission=EDIT)

    assert shared_with(dossier) == [Share(offices.rilo_west, READ), Share(people.rose, EDIT)]


def test_what_has_no_tables_of_its_own_cannot_be_shared(people: People, offices: Offices) -> None:
    note = Note.objects.create(title="Loose")

    for with_ in (people.awa, offices.senegal):
        with pytest.raises(NotShareable):
            share(obj=note, with_=with_, permission="read_note")
        with pytest.raises(NotShareable):
            unshare(obj=note, with_=with_, permission="read_note")
    with pytest.raises(NotShareable):
        shared_with(note)
    with pytest.raises(NotShareable):
        visible_through_sharing(people.awa, Note.objects.all(), "read_note")


def test_an_unknown_permission_is_an_error_not_an_empty_list(people: People, dossier: Dossier) -> None:
    with pytest.raises(NotShareable):
        visible_through_sharing(people.awa, Dossier.objects.all(), "raed_dossier")
    with pytest.raises(NotShareable):
        share(obj=dossier, with_=people.awa, permission="raed_dossier")


def test_the_queryset_given_is_narrowed_not_replaced(people: People, dossier: Dossier) -> None:
    share(obj=dossier, with_=people.awa, permission=READ)

    assert not visible_through_sharing(people.awa, Dossier.objects.exclude(pk=dossier.pk), READ).exists()


def test_reading_costs_one_query(
    people: People, offices: Offices, dossier: Dossier, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    share(obj=dossier, with_=offices.dakar_airport, permission=READ)
    seen_by(people.awa)

    with django_assert_max_num_queries(2):  # the permission's number, and the rows
        assert seen_by(people.awa) == [dossier]


def test_one_group_for_each_office(offices: Offices) -> None:
    first = group_of(offices.senegal)

    assert group_of(offices.senegal) == first
    assert group_of(offices.ghana) != first
    assert str(OfficeGroup.objects.get(group=first)) == "SN"


def test_members_follow_postings(people: People, offices: Offices) -> None:
    airport, port, freight = (
        group_of(office) for office in (offices.dakar_airport, offices.dakar_port, offices.dakar_freight)
    )
    post(people.awa, offices.dakar_port, EntryOfficer)

    follow_postings()
    assert set(airport.user_set.all()) == {people.awa, people.babacar}
    assert set(port.user_set.all()) == {people.awa}  # Samba is suspended, Paul has left
    assert set(freight.user_set.all()) == {people.omar}

    people.awa.postings.filter(office=offices.dakar_airport).update(until_on=timezone.localdate() + YESTERDAY)
    people.omar.postings.update(until_on=timezone.localdate() + YESTERDAY)
    follow_postings(people.awa)
    assert set(airport.user_set.all()) == {people.babacar}
    assert set(port.user_set.all()) == {people.awa}
    assert set(freight.user_set.all()) == {people.omar}
    follow_postings()
    follow_postings()
    assert set(freight.user_set.all()) == set()


def test_the_first_share_with_an_office_fills_its_group(people: People, offices: Offices, dossier: Dossier) -> None:
    share(obj=dossier, with_=offices.dakar_airport, permission=READ)

    assert set(group_of(offices.dakar_airport).user_set.all()) == {people.awa, people.babacar}
