"""The pages of code lists, and the suggestions: for any signed-in person, in three languages."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Posting
from reference.actions.crosswalks import load_shipped_mappings
from reference.models import Code, CodeList, Edition
from tests.accounts.pages.conftest import SignIn, signed_in

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.people import People

__all__ = ["signed_in"]
pytestmark = pytest.mark.usefixtures("short_lists", "db")
HEAD = "code,fr,en,pt\n"
ANSWERS = "YES,Oui,Yes,Sim\nNO,Non,No,Não\nUNKNOWN,Inconnu,Unknown,Desconhecido\n"


@pytest.fixture
def awa(people: People, signed_in: SignIn) -> Client:
    """An entry officer at her post."""
    return signed_in(people.awa)


@pytest.fixture
def ines(people: People, signed_in: SignIn) -> Client:
    """The administrator of the WCO, who stands above all offices here."""
    return signed_in(people.ines)


def text_of(client: Client, address: str, **asked: str) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200
    return response.content.decode()


def hand_in(client: Client, content: str | bytes, **changed: str) -> str:
    """Hand in a file for the list of answers; where it leads."""
    file = SimpleUploadedFile("answers.csv", content if isinstance(content, bytes) else content.encode())
    given = {"name": "2026-12", "source": "A test", "reach": "WHOLE", "from_on": str(timezone.localdate()), **changed}
    response = client.post("/lists/answer/load/", {"file": file, **given})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def test_all_lists_by_what_they_are_about(awa: Client) -> None:
    page = text_of(awa, "/lists/")

    assert page.index("concealment") < page.index("/lists/unit/")
    assert "11 codes" in page


def test_one_list(awa: Client) -> None:
    page = text_of(awa, "/lists/conveyance/")

    assert "Navire" in page
    assert "Vessel · Navio" in page
    assert "UNODC_IDS" not in page


def test_one_code(awa: Client) -> None:
    page = text_of(awa, "/lists/commodity/codes/FAUNA/")

    assert "wildlife" in page
    assert 'href="/lists/commodity/codes/ENVIRONMENT/"' in page
    assert 'href="/lists/commodity/codes/MAMMALS/"' in page
    assert "Pièce, Kilogramme" in page or "Piece, Kilogram" in page
    assert awa.get("/lists/commodity/codes/NOTHING/").status_code == 404


def test_finding_a_code_by_its_code(awa: Client) -> None:
    Code.objects.of("conveyance").filter(code="RAIL").update(valid_until="2026-01-31")

    assert awa.get("/lists/conveyance/find", {"entry": "RAIL"})["Location"] == "/lists/conveyance/codes/RAIL/"
    assert awa.get("/lists/conveyance/find", {"entry": "nothing"}).status_code == 422
    assert awa.get("/lists/nothing/find").status_code == 404


def test_the_words_of_other_systems(awa: Client) -> None:
    load_shipped_mappings()

    assert "Commercial sea" in text_of(awa, "/lists/conveyance/")


@pytest.mark.parametrize("typed", ["pirogue", "NAVIO", "vesel"])
def test_searching_a_list(awa: Client, typed: str) -> None:
    page = text_of(awa, "/lists/conveyance/", q=typed)

    assert "VESSEL" in page
    assert "PEDESTRIAN" not in page


def test_retired_codes_only_when_asked_for(awa: Client) -> None:
    Code.objects.of("conveyance").filter(code="RAIL").update(valid_until="2026-01-31")

    assert "RAIL</a></th>" not in text_of(awa, "/lists/conveyance/")
    assert "RAIL</a></th>" in text_of(awa, "/lists/conveyance/", retired="on")


@pytest.mark.parametrize("language", ["fr", "en", "pt"])
def test_in_the_readers_language(people: People, signed_in: SignIn, language: str) -> None:
    people.awa.language = language
    people.awa.save()

    found = signed_in(people.awa).get("/lists/conveyance/pick", {"q": "VESSEL"}).json()

    assert found == [
        {"value": "VESSEL", "text": {"fr": "Navire", "en": "Vessel", "pt": "Navio"}[language], "detail": ""}
    ]


def test_suggestions_that_apply(awa: Client) -> None:
    found = awa.get("/lists/concealment_detail/pick", {"q": "", "conveyances": "AIR"}).json()

    assert "AVIONICS" in {each["value"] for each in found}
    assert "TYRE" not in {each["value"] for each in found}


@pytest.mark.parametrize(
    "asked", [{"q": "\0"}, {"q": "x" * 3000}, {"on": "never"}, {"under": "' OR 1=1"}, {"conveyances": "{}"}]
)
def test_suggestions_for_nonsense(awa: Client, asked: dict[str, str]) -> None:
    assert awa.get("/lists/concealment_detail/pick", asked).status_code == 200
    assert awa.get("/lists/commodity/pick", asked).status_code == 200


def test_no_suggestions_for_strangers_nor_from_lists_that_are_none(client: Client, awa: Client) -> None:
    assert client.get("/lists/conveyance/pick").status_code == 302
    assert awa.get("/lists/nothing/pick").status_code == 404
    assert awa.get("/lists/nothing/").status_code == 404
    assert awa.post("/lists/conveyance/pick").status_code == 405


def test_a_list_is_downloaded_as_it_would_be_loaded(awa: Client) -> None:
    response = awa.get("/lists/concealment_detail/download")
    content = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]

    assert response["Content-Type"].startswith("text/csv")
    assert "concealment_detail.csv" in response["Content-Disposition"]
    assert content.splitlines()[0] == "code,fr,en,pt,synonyms,note,valid_from,valid_until,concealments,conveyances"
    (row,) = (row for row in csv.DictReader(content.splitlines()) if row["code"] == "FALSE_BOTTOM")
    assert (row["fr"], row["concealments"]) == ("Double fond", "IN_BAGGAGE|IN_FREIGHT|IN_TRANSPORT")


def test_the_editions_of_a_list(awa: Client) -> None:
    page = text_of(awa, "/lists/conveyance/editions/")
    edition = CodeList.objects.get(pk="conveyance").edition

    assert edition
    assert "Rédigée pour Vigie" in page  # where it is from, in the reader's language
    assert "/load/" not in page
    response = awa.get(f"/lists/conveyance/editions/{edition.number}/download")
    assert response.content.startswith(b"\xef\xbb\xbfcode,")
    assert b"VESSEL" in response.content


def test_pages_ask_little_of_the_database(
    people: People, signed_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(people.awa)
    for address, queries in (("/lists/", 16), ("/lists/commodity/", 18), ("/lists/commodity/pick?q=riz", 10)):
        client.get(address)
        with django_assert_max_num_queries(queries):
            assert client.get(address).status_code == 200


def test_only_the_administrator_above_all_offices_may_load(people: People, signed_in: SignIn) -> None:
    for officer in (people.awa, people.moussa, people.aminata, people.fatou, people.kofi):
        assert signed_in(officer).get("/lists/answer/load/").status_code == 403
        assert "/load/" not in text_of(signed_in(officer), "/lists/answer/")
    for officer in (people.ines, people.viktor):
        assert signed_in(officer).get("/lists/answer/load/").status_code == 200
        assert "/load/" in text_of(signed_in(officer), "/lists/answer/")


def test_where_there_is_no_wco_the_national_administrator_loads(people: People, signed_in: SignIn) -> None:
    """An installation of one administration: nobody stands above it."""
    people.aminata.postings.get().office.__class__.objects.exclude(
        code__startswith="SN",
    ).update(closed_on=timezone.localdate())

    assert signed_in(people.aminata).get("/lists/answer/load/").status_code == 200
    assert Posting.objects.filter(officer=people.aminata).exists()


def test_loading_an_edition(ines: Client) -> None:
    preview = hand_in(ines, HEAD + ANSWERS.replace("Não", "Não!") + "MAYBE,Peut-être,Maybe,Talvez\n")
    page = text_of(ines, preview)
    assert "MAYBE" in page
    assert "<del>Não</del>" in page
    assert not Code.objects.filter(code="MAYBE").exists()

    assert ines.post(preview, {"apply": "1"})["Location"] == "/lists/answer/"

    assert Code.objects.get(code="MAYBE").label("pt") == "Talvez"
    assert "2026-12" in text_of(ines, "/lists/answer/")


def test_a_file_with_errors_is_shown_by_line(ines: Client) -> None:
    page = text_of(ines, hand_in(ines, HEAD + "YES,Oui,Yes,\n<script>,a,b,c\n"))

    assert "&lt;script&gt;" in page
    assert "<script>," not in page
    assert page.count('<th class="number"') == 2


def test_all_errors_are_downloaded_as_a_sheet(ines: Client) -> None:
    preview = hand_in(ines, HEAD + "=1+1,a,b,c\n" * 1_000)
    page = text_of(ines, preview)
    assert page.count("<tr>") < 220
    assert f"{preview}errors" in page

    response = ines.get(f"{preview}errors")
    rows = list(csv.reader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines()))  # type: ignore[attr-defined]

    assert response["Content-Disposition"].startswith("attachment")
    assert len(rows) == 1_001
    assert rows[1][:3] == ["2", "code", "'=1+1"]
    assert "=1+1" in rows[1][3]


def test_no_errors_to_download_where_there_are_none(ines: Client) -> None:
    assert ines.get(f"{hand_in(ines, HEAD + ANSWERS)}errors").status_code == 404


def test_a_file_of_fifty_megabytes_is_not_taken(ines: Client) -> None:
    file = SimpleUploadedFile("answers.csv", b"x" * 50_000_000)
    given = {"file": file, "name": "a", "source": "b", "reach": "WHOLE", "from_on": str(timezone.localdate())}

    response = ines.post("/lists/answer/load/", given)

    assert response.status_code == 422
    assert "40" in response.content.decode()
    assert Edition.objects.filter(code_list="answer").count() == 1


def test_discarding_an_edition(ines: Client) -> None:
    preview = hand_in(ines, HEAD + "YES,Oui,Yes,Sim\n")

    ines.post(preview, {"discard": "1"})

    assert Edition.objects.get(code_list="answer", number=2).state == "DISCARDED"
    assert Code.objects.of("answer").exclude(valid_until=None).count() == 0


def test_a_stale_preview_says_so(ines: Client) -> None:
    slow = hand_in(ines, HEAD + "YES,Oui,Yes,Sim\n")
    ines.post(hand_in(ines, HEAD + ANSWERS + "MAYBE,Peut-être,Maybe,Talvez\n"), {"apply": "1"})

    response = ines.post(slow, {"apply": "1"})

    assert response.status_code == 422


def test_going_back(ines: Client) -> None:
    ines.post(hand_in(ines, HEAD + "YES,Oui,Yes,Sim\n"), {"apply": "1"})
    first = reverse("accounts:code-list-restore", args=["answer", 1])
    assert ines.get(first).status_code == 200

    proposed = ines.post(first, {"go": "1"})["Location"]
    ines.post(proposed, {"apply": "1"})

    assert Code.objects.of("answer").exclude(valid_until=None).count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("reach", "SOME"),
        ("from_on", "soon"),
        ("from_on", "0026-11-22"),
        ("from_on", "2926-11-22"),
        ("source", "x" * 300),
        ("file", ""),
    ],
)
def test_an_incomplete_form(ines: Client, field: str, value: str) -> None:
    file = SimpleUploadedFile("answers.csv", (HEAD + ANSWERS).encode())
    given = {"file": file, "name": "a", "source": "b", "reach": "WHOLE", "from_on": str(timezone.localdate())}

    assert ines.post("/lists/answer/load/", given | {field: value}).status_code == 422
