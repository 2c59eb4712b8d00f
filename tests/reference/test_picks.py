"""What a picker offers: over all places, all HS codes and the short lists, in three languages, with mistakes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone, translation

from reference.models import Code
from reference.reports.picks import Wish, country_in, detail_of, find, picks

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.usefixtures("all_lists", "db")

FIRST = [
    ("place", "SNDKR", "SNDKR"),
    ("place", "sn dkr", "SNDKR"),
    ("place", "dak", "SNDKR"),
    ("place", "LOS", "NGLOS"),
    ("place", "lome", "TGLFW"),
    ("place", "abijan", "CIABJ"),
    ("place", "kotonou", "BJCOO"),
    ("place", "libervile", "GALBV"),
    ("place", "rotterdm", "NLRTM"),
    ("place", "anvers", "BEANR"),
    ("place", "antuerpia", "BEANR"),
    ("place", "lisbonne", "PTLIS"),
    ("place", "peking", "CNBJS"),
    ("place", "dakar senegal", "SNDKR"),
    ("place", "benim cotonou", "BJCOO"),
    ("place", "san pedro", "CISPY"),
    ("place", "port gentil", "GAPOG"),
    ("place", "n'djamena", "TDNDJ"),
    ("hs", "2402", "2402"),
    ("hs", "24.02", "2402"),
    ("hs", "240220", "240220"),
    ("hs", "rice", "1006"),
    ("hs", "zigarettes", "240220"),
    ("commodity", "chanvre", "CANNABIS"),
    ("commodity", "marfim", "ELEPHANT"),
    ("commodity", "herion", "HEROIN"),
    ("commodity", "tramadole", "TRAMADOL"),
    ("concealment", "bagagem", "IN_BAGGAGE"),
    ("concealment", "valise", "IN_BAGGAGE"),
    ("conveyance", "pirogue", "VESSEL"),
    ("country", "ivory coast", "CI"),
    ("country", "cote divoire", "CI"),
    ("country", "cabo", "CV"),
    ("currency", "xof", "XOF"),
    ("airport", "blaise", "DSS"),
    ("airport", "GOBD", "DSS"),
    ("airport", "ouaga", "OUA"),
]


@pytest.mark.parametrize(("code_list", "typed", "code"), FIRST)
def test_offered_first_or_second(code_list: str, typed: str, code: str) -> None:
    assert code in [entry.code for entry in picks(Wish(code_list), typed)[:2]]


@pytest.mark.parametrize(
    "typed", ["%", "_", "\\", "'", '"', "| |", "a" * 5_000, "   ", "%%%_", "日本", "\u202e", "&|!:*()"]
)
def test_nothing_typed_does_harm(typed: str) -> None:
    assert len(picks(Wish("place"), typed)) <= 20


def test_places_of_the_region_come_before_others() -> None:
    offered = [place.code for place in picks(Wish("place"), "port")[:5]]

    assert {code[:2] for code in offered} <= set(Code.objects.of("region_country").values_list("code", flat=True))


def test_a_country_alone_offers_its_places() -> None:
    assert {place.code[:2] for place in picks(Wish("place"), "togo")[:3]} == {"TG"}


def test_places_of_one_country_only() -> None:
    assert {place.code[:2] for place in picks(Wish("place", applying_to={"country": "NG"}), "port")} == {"NG"}


def test_only_what_applies() -> None:
    vessel = {entry.code for entry in picks(Wish("concealment_detail", applying_to={"conveyances": "VESSEL"}), "")}

    assert {"HULL_SEA_CHEST", "MISDECLARED"} <= vessel
    assert not vessel & {"TYRE", "AVIONICS"}


def test_only_what_lies_under() -> None:
    assert {entry.code for entry in picks(Wish("commodity", under="CANNABIS"), "")} == {
        "CANNABIS_HERB", "CANNABIS_RESIN", "CANNABIS_OIL", "CANNABIS_PLANT", "CANNABIS_SEED",
    }  # fmt: skip
    assert [entry.code for entry in picks(Wish("commodity", under="ENVIRONMENT"), "pangolin")] == ["PANGOLIN"]


def test_retired_codes_are_not_offered_but_found_and_valid_in_their_time() -> None:
    today = timezone.localdate()
    Code.objects.of("conveyance").filter(code="RAIL").update(valid_until=today - timedelta(days=1))

    assert "RAIL" not in {entry.code for entry in picks(Wish("conveyance"), "")}
    assert picks(Wish("conveyance"), "RAIL") == []
    assert [entry.code for entry in find("conveyance", "RAIL")] == ["RAIL"]
    assert "RAIL" in {entry.code for entry in picks(Wish("conveyance", on=date(2021, 5, 1)), "")}


def test_hs_codes_are_not_offered_before_their_edition() -> None:
    assert picks(Wish("hs", on=date(2021, 12, 31)), "240411") == []
    assert [entry.code for entry in picks(Wish("hs", on=date(2022, 1, 1)), "240411")] == ["240411"]


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "SN DKR · Sénégal"), ("en", "SN DKR · Senegal"), ("pt", "SN DKR · Senegal")]
)
def test_the_second_line_says_where(language: str, said: str) -> None:
    (dakar,) = find("place", "SNDKR")
    with translation.override(language):
        assert detail_of(dakar) == said


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dakar senegal", ("SN", "dakar")),
        ("Côte d’Ivoire San Pedro", ("CI", "san pedro")),
        ("guinée-bissau", ("GW", "")),
        ("dakar", ("", "dakar")),
    ],
)
def test_a_country_among_the_words(typed: str, found: tuple[str, str]) -> None:
    assert country_in(typed) == found


def test_find_takes_a_code_or_an_exact_word() -> None:
    assert [entry.code for entry in find("place", "são tomé")] == ["STTMS"]
    assert [entry.code for entry in find("conveyance", "navio")] == ["VESSEL"]
    assert find("conveyance", "nav") == []
    assert find("conveyance", "") == []
    assert [place.code for place in find("place", "Lagos")] == ["NGLOS", "NGLAG"]


@pytest.mark.parametrize(
    ("code_list", "typed", "queries"), [("place", "dakar", 2), ("place", "abijan", 7), ("hs", "cigar", 1)]
)
def test_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries, code_list: str, typed: str, queries: int
) -> None:
    with django_assert_max_num_queries(queries):
        [detail_of(entry) for entry in picks(Wish(code_list), typed)]
