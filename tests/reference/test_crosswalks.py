from __future__ import annotations

import csv
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from audit.models import Act
from reference.actions.crosswalks import confirm_mapping, load_shipped_mappings
from reference.actions.errors import MappingUnfit
from reference.choices import MappingStatus
from reference.models import Code, Crosswalk

if TYPE_CHECKING:
    from tests.people import People

FILES = resources.files("reference") / "crosswalks"
ROWS = [row for file in FILES.iterdir() for row in csv.DictReader(file.read_text("utf-8").splitlines())]


def codes_of(code_list: str) -> set[str]:
    file = resources.files("reference") / "lists" / f"{code_list}.csv"
    return {row["code"] for row in csv.DictReader(file.read_text("utf-8").splitlines())}


def test_every_mapping_leads_to_a_code_of_its_list() -> None:
    known = {code_list: codes_of(code_list) for code_list in {row["code_list"] for row in ROWS}}

    assert [row for row in ROWS if row["code"] and row["code"] not in known[row["code_list"]]] == []
    assert {row["status"] for row in ROWS} <= set(MappingStatus.values)


def test_a_word_without_counterpart_says_why() -> None:
    without = {row["foreign"] for row in ROWS if not row["code"] and not row["note"]}

    assert without <= {"Unknown", "Other", "other", "Barette"}


@pytest.mark.usefixtures("short_lists")
class TestLoaded:
    def test_loaded_once(self, db: None) -> None:
        assert load_shipped_mappings() == Crosswalk.objects.count() > 400
        assert load_shipped_mappings() == 0

    def test_a_whole_file_is_looked_up_in_one_dictionary(self, db: None) -> None:
        load_shipped_mappings()
        said = Crosswalk.objects.of("UNODC_IDS").as_dictionary()

        assert said["conveyance", "commercial air"] == "AIR"
        assert said["concealment", "swallowed"] == "ON_PERSON"
        assert said["concealment_detail", "swallowed"] == "SWALLOWED"
        assert said["commodity", "cocaine base"] == "COCAINE_BASE"
        assert said["unit", "thousand of tablets"] is None

    def test_a_word_is_found_however_it_is_written(self, db: None) -> None:
        load_shipped_mappings()
        found = Crosswalk.objects.of("UNODC_IDS", "ROUTING").said("BORDER – Inbound").get()

        assert found.code
        assert found.code.code == "IMPORT"

    def test_what_somebody_settled_stays(self, people: People) -> None:
        load_shipped_mappings()
        mapping = Crosswalk.objects.of("UNODC_IDS", "HIDING_PLACE").said("sack").get(code_list="concealment")
        baggage = Code.objects.get(code_list="concealment", code="IN_BAGGAGE")

        confirm_mapping(by=people.viktor, mapping=mapping, code=baggage)
        load_shipped_mappings()

        mapping.refresh_from_db()
        assert (mapping.code, mapping.status) == (baggage, MappingStatus.CONFIRMED)
        assert Act.objects.latest("id").details["code"] == "IN_BAGGAGE"

    def test_a_code_of_another_list_is_refused(self, people: People) -> None:
        load_shipped_mappings()
        mapping = Crosswalk.objects.of("UNODC_IDS", "HIDING_PLACE").said("sack").get(code_list="concealment")

        with pytest.raises(MappingUnfit):
            confirm_mapping(by=people.viktor, mapping=mapping, code=Code.objects.get(code_list="unit", code="KG"))
