"""The lists and the page of a record: who sees what, what never appears, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accounts.roles import NationalAnalyst
from audit.models import Act
from cen_records.choices import RemarkKind, Status
from cen_records.models import Container, Remark
from tests.cen_records.stories import NAMES, fill, release, settle_neighbours
from tests.people import person, post, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries, Settings

    from accounts.models import Officer
    from cen_records.models import Case
    from tests.people import Offices, People

pytestmark = pytest.mark.usefixtures("code_lists", "no_second_factor")


@pytest.fixture
def no_second_factor(settings: Settings) -> None:
    """In the demo no role has to enrol a second factor first."""
    settings.DEMO = True


@pytest.fixture
def case(make_case: Callable[..., Case], offices: Offices, people: People) -> Case:
    """Omar's record of the freight at Dakar airport, with something in each part."""
    return fill(make_case(offices.dakar_freight, people.omar), people.omar)


def read(client: Client, officer: Officer, address: str) -> str:
    sign_in(client, officer)
    answer = client.get(address)
    assert answer.status_code == 200, (officer, address)
    return answer.content.decode()


def test_a_list_holds_what_the_reader_may_see(client: Client, case: Case, people: People) -> None:
    assert case.reference in read(client, people.awa, "/records/")
    assert case.reference in read(client, people.omar, "/records/?of=mine")
    assert case.reference not in read(client, people.awa, "/records/?of=mine")
    assert case.reference not in read(client, people.awa, "/records/?of=office")
    assert case.reference not in read(client, people.jean, "/records/")
    assert case.reference not in read(client, people.fatou, "/records/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=SUBMITTED", True),
        ("status=RELEASED", False),
        ("since=2026-11-01&until=2026-11-30", True),
        ("until=2026-11-01", False),
        ("since=2026-11-30&until=2026-11-01", False),
        ("q=f-000001", True),
        ("q=%00", False),
        ("flow=NONSENSE", False),
        ("departure=ZW", False),
        ("mode=RAIL", False),
        ("direction=INTERNAL", False),
    ],
)
def test_filters_narrow(client: Client, case: Case, people: People, query: str, *, found: bool) -> None:
    case.reference = "SN-DSS-F-000001"
    case.save()

    assert (f">{case.reference}</a>" in read(client, people.moussa, f"/records/?{query}")) is found


def test_a_list_costs_the_same_for_one_record_and_for_many(
    client: Client, case: Case, make_case: Callable[..., Case], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, case.entered_by)
    for _number in range(3):
        make_case(case.office, case.entered_by)
    with django_assert_max_num_queries(34):
        client.get("/records/")


def test_returned_records_stand_on_top(client: Client, case: Case, people: People) -> None:
    case.status = Status.RETURNED
    case.save()

    assert "1 fiche qui vous est renvoyée" in read(client, people.omar, "/records/")
    assert "1 fiche qui vous est renvoyée" not in read(client, people.awa, "/records/")


def test_names_are_shown_to_their_writer_and_those_who_may_view_them(
    client: Client, case: Case, offices: Offices, people: People
) -> None:
    analyst = person("abdou", "Abdou", "Kane")
    post(analyst, offices.senegal, NationalAnalyst)
    for officer in (people.omar, people.babacar, people.moussa, analyst):
        assert "Canari" in read(client, officer, f"/records/{case.pk}/"), officer
    shown = read(client, people.awa, f"/records/{case.pk}/")
    assert [name for name in NAMES if name in shown] == ["Rossignol"]  # typed as the carrier, which is no name


def test_no_name_stands_in_a_list(client: Client, case: Case, people: People) -> None:
    for officer in (people.omar, people.moussa):
        shown = read(client, officer, "/records/")
        assert not [name for name in NAMES if name in shown]


def test_a_look_is_on_record_once_an_hour_and_one_at_names_apart(client: Client, case: Case, people: People) -> None:
    for _look in range(2):
        read(client, people.awa, f"/records/{case.pk}/")
        read(client, people.moussa, f"/records/{case.pk}/")

    looks = Act.objects.of(case).filter(act__in=["record.seen", "names.seen"])
    assert sorted((look.act, look.by_name) for look in looks) == [
        ("names.seen", str(people.moussa)),
        ("record.seen", str(people.awa)),
    ]


def test_what_is_missing_unknown_or_not_applicable_is_told_apart(client: Client, case: Case, people: People) -> None:
    case.direction, case.marks = None, {"seized_time": "UNKNOWN", "customs_procedure": "NOT_APPLICABLE"}
    case.detection_method = None
    case.save()
    shown = read(client, people.awa, f"/records/{case.pk}/")

    for words in (">Manquant", ">Inconnu", ">Sans ob"):
        assert words in shown


def test_a_remark_stands_at_its_field(client: Client, case: Case, people: People, offices: Offices) -> None:
    Remark.objects.create(
        case=case, kind=RemarkKind.RETURN, field="case.seized_on", words="Le 20 ou le 21 ?", version=1,
        by=people.babacar, office=offices.dakar_airport,
    )  # fmt: skip
    shown = read(client, people.omar, f"/records/{case.pk}/")

    assert shown.index("Date de la saisie") < shown.index("Le 20 ou le 21 ?")


def test_similar_cases_say_why_and_stay_within_the_readers_sight(
    client: Client, case: Case, make_case: Callable[..., Case], offices: Offices, people: People
) -> None:
    twin, abroad = make_case(offices.dakar_airport, people.awa), make_case(offices.douala_port, people.rose)
    number = case.containers.get().number
    for other in (twin, abroad):
        Container.objects.create(case=other, number=number)
    shown = read(client, people.moussa, f"/records/{case.pk}/")

    assert twin.reference in shown
    assert "même conteneur" in shown
    assert abroad.reference not in shown


def test_the_page_of_a_record_costs_so_many_questions(
    client: Client, case: Case, people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    read(client, people.moussa, f"/records/{case.pk}/")
    with django_assert_max_num_queries(70):
        client.get(f"/records/{case.pk}/")


def test_others_read_what_was_released_and_nothing_else(
    client: Client, case: Case, offices: Offices, people: People
) -> None:
    out = release(case, checked_by=people.babacar, by=people.moussa)
    neighbours = settle_neighbours(offices)
    for officer in (people.fatou, neighbours.ama, neighbours.yaw):
        assert out.reference in read(client, officer, "/records/released/")
        shown = read(client, officer, f"/records/released/{out.pk}/")
        assert "TLP:AMBER" in shown
        assert f"/records/{case.pk}/" not in shown
        assert not [name for name in NAMES if name in shown]
        assert client.get(f"/records/{case.pk}/").status_code == 404
    for officer in (people.awa, people.rose):
        sign_in(client, officer)
        assert client.get(f"/records/released/{out.pk}/").status_code == 404
        assert client.get("/records/released/").status_code == 403
    sign_in(client, people.jean)
    assert client.get(f"/records/released/{out.pk}/").status_code == 404


@pytest.mark.parametrize("language", ["fr", "en", "pt"])
def test_the_page_speaks_three_languages(client: Client, case: Case, people: People, language: str) -> None:
    people.moussa.language = language
    people.moussa.save()

    words = {"fr": "Où en est la fiche", "en": "Where it stands", "pt": "Em que ponto está"}
    assert words[language] in read(client, people.moussa, f"/records/{case.pk}/")
