"""What leaves: the open fields, the marks on them, no small group, no known name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cen_records.choices import Space, Status
from cen_records.models import Case, GoodsLine, Person
from cen_records.reports.projection import Why, project
from tests.cen_records.stories import NAMES, WORDS, code, fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import Offices, People

    MakeCase = Callable[..., Case]

pytestmark = pytest.mark.usefixtures("code_lists")
MASKED = ("case.narrative",)


@pytest.fixture
def case(make_case: MakeCase, offices: Offices, people: People) -> Case:
    return fill(make_case(offices.dakar_airport, people.awa), people.babacar)


def carrier_of(case: Case) -> str:
    return f"conveyances.{case.conveyances.get().pk}.carrier"


def test_content_tells_the_open_fields_in_codes(case: Case) -> None:
    content = project(case).content
    (line,) = content["lines"]

    assert (content["schema"], content["case"]["reference"], content["case"]["office"]) == (1, case.reference, "SN-DSS")
    assert content["case"]["seized_on"] == "2026-11-20"
    assert (line["commodity"], line["quantity"], line["unit"]) == ("COCAINE", "12.5", "KG")
    assert content["legs"][0]["country"] == "BR"
    assert content["containers"][0]["seals"] == ["AB12"]


def test_marks_leave_with_their_fields_only(case: Case) -> None:
    assert project(case).content["case"]["marks"] == {"ecommerce": "UNKNOWN"}


def test_known_names_hold_the_record_until_they_are_left_out(case: Case) -> None:
    held = project(case)
    free = project(case, masked=[*MASKED, carrier_of(case)])

    assert set(held.held) == {"case.narrative", carrier_of(case)}
    assert free.held == ()
    assert free.content["case"]["narrative"] == "Le conducteur […], tél. […], est parti vers le sud."
    assert free.content["conveyances"][0]["carrier"] == "[…]"
    assert held.sha256 != free.sha256


def test_nothing_national_or_nominal_is_in_it(case: Case) -> None:
    told = str(project(case, masked=[*MASKED, carrier_of(case)]).content)

    assert [word for word in (*NAMES, *WORDS) if word.casefold() in told.casefold()] == []


def test_what_stays_is_told_without_names(case: Case) -> None:
    stays = project(case).stays
    nominal = {told.path.rpartition(".")[2] for told in stays if told.why == Why.NOMINAL}

    assert nominal == {"family_name", "given_names", "phones", "associates", "plate", "name"}
    assert all(told.value is None for told in stays if told.why == Why.NOMINAL)
    assert "corbeau" in [told.value for told in stays if told.why == Why.NATIONAL]


def test_masking_what_nobody_marked_changes_nothing(case: Case) -> None:
    assert project(case, masked=["case.operation", "nonsense"]).sha256 == project(case).sha256


def test_hash_is_the_same_for_the_same_record_and_another_after_a_change(case: Case) -> None:
    before = project(case).sha256
    assert project(Case.objects.get(pk=case.pk)).sha256 == before

    GoodsLine.objects.filter(case=case).update(quantity="13")
    assert project(case).sha256 != before


class TestSmallGroups:
    """Nationality, age and gender leave together, or none of them."""

    def other(self, make_case: MakeCase, case: Case, nationality: str = "ML", **told: object) -> Case:
        other = make_case(told.pop("office", case.office), case.entered_by, **told)
        Person.objects.create(case=other, nationality=code("country", nationality))
        return other

    def test_the_only_one_of_a_nationality_loses_all_three(self, case: Case) -> None:
        (person,) = project(case).content["persons"]

        assert "role" in person
        assert not {"nationality", "age_band", "gender"} & set(person)
        assert {path.rpartition(".")[2] for path in project(case).coarsened} == {"nationality", "age_band", "gender"}

    def test_another_case_of_the_day_at_the_office_keeps_them(self, make_case: MakeCase, case: Case) -> None:
        self.other(make_case, case)

        (person,) = project(case).content["persons"]
        assert person["nationality"] == "ML"
        assert project(case).coarsened == ()

    @pytest.mark.parametrize(
        "told",
        [
            {"nationality": "GH"},
            {"seized_on": "2026-11-19"},
            {"status": Status.WITHDRAWN},
            {"status": Status.REJECTED},
            {"status": Status.DUPLICATE},
            {"space": Space.PRACTICE},
        ],
    )
    def test_what_does_not_count(self, make_case: MakeCase, case: Case, told: dict[str, str]) -> None:
        self.other(make_case, case, **told)

        assert len(project(case).coarsened) == 3

    def test_another_office_does_not_count(self, make_case: MakeCase, case: Case, offices: Offices) -> None:
        self.other(make_case, case, office=offices.dakar_port)

        assert len(project(case).coarsened) == 3

    def test_two_of_a_kind_in_one_case_are_still_one_group(self, case: Case) -> None:
        Person.objects.create(case=case, number=2, nationality=code("country", "ML"))

        assert len(project(case).coarsened) == 4

    def test_nobodys_nationality_is_one_too(self, case: Case) -> None:
        Person.objects.filter(case=case).update(nationality=None)

        assert {path.rpartition(".")[2] for path in project(case).coarsened} == {"age_band", "gender"}

    def test_marks_of_what_was_left_out_do_not_leave(self, case: Case) -> None:
        Person.objects.filter(case=case).update(gender=None, marks={"gender": "UNKNOWN", "residence": "UNKNOWN"})

        assert project(case).content["persons"][0]["marks"] == {"residence": "UNKNOWN"}
