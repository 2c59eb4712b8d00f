"""The lists that come with the product are complete, in three languages, and hang together."""

from __future__ import annotations

import csv
import re
from importlib import resources

import pytest
from django.db.models import F

from audit.models import Act
from reference.actions.shipped import load_shipped_lists, shipped_lists
from reference.models import Code, CodeList, Edition, Place
from reference.presenters import GROUPS, SOURCES
from reference.rules.definitions import DEFINITIONS
from reference.rules.entries import LANGUAGES
from reference.rules.trees import circles, levels, orphans

LISTS = resources.files("reference") / "lists"
BESIDE = {"lists.csv", "place_names.csv", "country_names.csv"}
OURS = sorted(file.name for file in LISTS.iterdir() if file.name not in BESIDE)
COUNTS = {
    "location_type": 11,
    "direction": 5,
    "detection_method": 6,
    "concealment": 11,
    "conveyance": 8,
    "route_role": 6,
    "cites_appendix": 5,
    "record_type": 5,
    "age_band": 6,
    "gender": 4,
}
# ITR sections, and the flows of each that the Illicit Trade Report counts.
FLOWS = {
    "AML_CTF": {"CASH", "GOLD", "GEMSTONES"},
    "DRUGS": {"CANNABIS", "COCAINE", "OPIOIDS", "PSYCHOTROPICS", "NPS", "KHAT"},
    "ENVIRONMENT": {"FAUNA", "FLORA", "WASTE", "ODS_HFC", "HAZARDOUS"},
    "IPR_HEALTH": {"IPR", "MEDICAL"},
    "REVENUE": {"TOBACCO", "ALCOHOL"},
    "SECURITY": {"WEAPONS_AMMUNITION", "EXPLOSIVES", "UAS"},
}


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((LISTS / name).read_text("utf-8").splitlines()))


def test_every_definition_has_a_list_and_every_list_a_definition() -> None:
    assert {shipped.code for shipped in shipped_lists()} == set(DEFINITIONS)
    assert {name.removesuffix(".csv") for name in OURS} <= set(DEFINITIONS)
    assert {shipped.code for shipped in shipped_lists() if shipped.is_empty} == {"taxon", "national_tariff"}


def test_every_list_says_what_it_is_and_where_it_comes_from() -> None:
    for shipped in shipped_lists():
        told = [*shipped.names.values(), *shipped.purposes.values(), shipped.source, shipped.edition]
        assert all(told), shipped.code
        assert shipped.group in GROUPS
        assert shipped.source in SOURCES


@pytest.mark.parametrize("name", OURS)
def test_all_labels_are_there_in_three_languages(name: str) -> None:
    assert [row["code"] for row in rows(name) for language in LANGUAGES if not row[language].strip()] == []


@pytest.mark.parametrize("name", OURS)
def test_words_are_written_as_the_house_writes_them(name: str) -> None:
    labels = [row[language] for row in rows(name) for language in LANGUAGES]

    assert [label for label in labels if label != label.strip() or "'" in label or "  " in label] == []
    assert [row["fr"] for row in rows(name) if re.search(r"(?<![\u00a0\u202f])[:;!?»]|«(?!\u00a0| )", row["fr"])] == []


@pytest.mark.parametrize("name", OURS)
def test_no_label_stands_for_two_codes(name: str) -> None:
    definition = DEFINITIONS[name.removesuffix(".csv")]
    for language in LANGUAGES:
        seen: dict[tuple[str, str], str] = {}
        for row in rows(name):
            key = (row[language].casefold(), row.get("parent", "") if definition.tree else "")
            assert seen.setdefault(key, row["code"]) == row["code"], (language, row["code"], seen[key])


@pytest.mark.parametrize("name", OURS)
def test_codes_are_unique_and_stable_in_form(name: str) -> None:
    codes = [row["code"] for row in rows(name)]

    assert len(codes) == len(set(codes))
    assert [code for code in codes if not DEFINITIONS[name.removesuffix(".csv")].pattern.fullmatch(code)] == []


@pytest.mark.parametrize(("code_list", "count"), COUNTS.items())
def test_counts_of_the_field(code_list: str, count: int) -> None:
    assert len(rows(f"{code_list}.csv")) == count


def test_the_commodity_tree() -> None:
    parents = {row["code"]: row["parent"] for row in rows("commodity.csv")}

    assert (circles(parents), orphans(parents)) == ([], [])
    assert max(levels(parents).values()) == 4
    for section, flows in FLOWS.items():
        assert flows <= {code for code, parent in parents.items() if parent == section}
    for row in rows("commodity.csv"):
        if row["standard_unit"] and row["units"]:
            assert row["standard_unit"] in row["units"].split("|") or row["parent"], row["code"]


def test_every_conveyance_has_a_hiding_place() -> None:
    details = rows("concealment_detail.csv")
    for conveyance in ("AIR", "VEHICLE", "VESSEL", "RAIL"):
        assert [row for row in details if conveyance in row["conveyances"].split("|")]
    for concealment in rows("concealment.csv"):
        if concealment["code"] not in {"ON_MARKET", "RECOVERED", "UNKNOWN"}:
            assert [row for row in details if concealment["code"] in row["concealments"].split("|")], concealment[
                "code"
            ]


def test_units_convert_to_the_standard_of_their_dimension() -> None:
    units = {row["code"]: row for row in rows("unit.csv")}
    for unit in units.values():
        standard = units[unit["standard"]]
        assert standard["dimension"] == unit["dimension"]
        assert standard["factor"] == "1"


@pytest.mark.usefixtures("all_lists")
class TestLoaded:
    """What stands in the database after the first load; the places are loaded once for all of these."""

    def test_a_second_load_changes_nothing(self, db: None) -> None:
        before = Edition.objects.count()

        assert set(load_shipped_lists().values()) == {"unchanged"}
        assert Edition.objects.count() == before == len(DEFINITIONS)

    def test_the_big_lists_are_there(self, db: None) -> None:
        assert Place.objects.count() > 115_000
        assert Code.objects.of("hs").filter(level=1).count() == 97
        assert Code.objects.of("hs").filter(level=2).count() == 1_229
        assert Code.objects.of("hs").filter(level=3).count() == 5_613
        assert Code.objects.of("airport").count() > 7_500
        assert Code.objects.of("country").count() == 249 + 3
        assert Code.objects.of("currency").get(code="XOF").details["decimals"] == "0"

    @pytest.mark.parametrize(
        ("code", "fr", "en", "pt"),
        [
            ("BEANR", "Anvers", "Antwerp", "Antuérpia"),
            ("PTLIS", "Lisbonne", "Lisbon", "Lisboa"),
            ("SNDKR", "Dakar", "Dakar", "Dakar"),
        ],
    )
    def test_places_have_their_names_in_three_languages(self, db: None, code: str, fr: str, en: str, pt: str) -> None:
        place = Place.objects.get(code=code)

        assert (place.fr, place.en, place.pt) == (fr, en, pt)

    def test_the_ports_of_the_region_have_coordinates(self, db: None) -> None:
        ports = ["SNDKR", "CIABJ", "GHTEM", "TGLFW", "BJCOO", "NGLOS", "CMDLA", "GALBV", "CGPNR", "CDMAT", "GNCKY"]

        known = Place.objects.filter(code__in=ports, latitude__range=(-7, 16), longitude__range=(-18, 14))
        assert known.count() == len(ports)

    def test_every_parent_is_in_the_list_of_its_child(self, db: None) -> None:
        children = Code.objects.exclude(parent=None)

        assert list(children.exclude(parent__code_list=F("code_list"))) == []

    def test_every_list_has_one_act(self, db: None) -> None:
        acts = Act.objects.filter(act="code_list.edition_applied", subject_kind="reference.codelist")

        assert acts.count() == CodeList.objects.count() == len(DEFINITIONS)
