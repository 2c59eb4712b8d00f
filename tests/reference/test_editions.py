"""A new edition: handed in, seen, put in force or left; and everything that must be refused."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from audit.models import Act, Version
from reference.actions.editions import apply_edition, discard_edition, receive_edition, restore_edition
from reference.actions.errors import EditionDecided, EditionHasErrors, ListHasChanged, NothingChanges
from reference.actions.shipped import Shipped, load_shipped_lists
from reference.choices import EditionState, Reach
from reference.models import Code, CodeList, Crosswalk, Edition
from reference.reports.sheets import compressed_sheet

if TYPE_CHECKING:
    from accounts.models import Officer
    from tests.people import People

pytestmark = pytest.mark.usefixtures("short_lists", "db")
HEAD = "code,fr,en,pt\n"
ANSWERS = "YES,Oui,Yes,Sim\nNO,Non,No,Não\nUNKNOWN,Inconnu,Unknown,Desconhecido\n"


@pytest.fixture
def viktor(people: People) -> Officer:
    return people.viktor


def hand_in(by: Officer, text: str | bytes, code_list: str = "answer", **changed: Any) -> Edition:
    content = text if isinstance(text, bytes) else text.encode()
    given: dict[str, Any] = {"file_name": "new.csv", "name": "2026-12", "source": "A test", "reach": Reach.WHOLE}
    given |= {"from_on": timezone.localdate(), **changed}
    return receive_edition(by=by, code_list=CodeList.objects.get(pk=code_list), content=content, **given)


def codes(code_list: str = "answer") -> list[str]:
    return list(Code.objects.of(code_list).valid_on(timezone.localdate()).values_list("code", flat=True))


def test_a_preview_changes_nothing(viktor: Officer) -> None:
    edition = hand_in(viktor, HEAD + "YES,Oui,Yes,Sim\nNO,Non,Nope,Não\nMAYBE,Peut-être,Maybe,Talvez\n")

    assert edition.state == EditionState.PROPOSED
    assert edition.counts == {"added": 1, "changed": 1, "retired": 1, "unchanged": 1, "used": 0}
    told = {(change["kind"], change["code"]): change.get("columns") for change in edition.changes}
    assert told == {("added", "MAYBE"): None, ("changed", "NO"): [["en", "No", "Nope"]], ("retired", "UNKNOWN"): None}
    assert codes() == ["YES", "NO", "UNKNOWN"]


def test_applied_all_at_once_with_an_act(viktor: Officer) -> None:
    edition = apply_edition(by=viktor, edition=hand_in(viktor, HEAD + "MAYBE,Peut-être,Maybe,Talvez\n" + ANSWERS))

    assert codes() == ["MAYBE", "YES", "NO", "UNKNOWN"]
    assert CodeList.objects.get(pk="answer").edition == edition
    act = Act.objects.filter(act="code_list.edition_applied").latest("id")
    assert (act.by_name, act.subject_id, act.details["added"]) == (str(viktor), "answer", 1)


def test_a_code_that_is_left_out_is_retired_and_stays(viktor: Officer) -> None:
    apply_edition(by=viktor, edition=hand_in(viktor, HEAD + "YES,Oui,Yes,Sim\nNO,Non,No,Não\n"))

    unknown = Code.objects.get(code_list="answer", code="UNKNOWN")
    assert unknown.valid_until == timezone.localdate() - timedelta(days=1)
    assert unknown.label("fr") == "Inconnu"
    assert codes() == ["YES", "NO"]


def test_a_code_may_be_retired_from_a_later_day(viktor: Officer) -> None:
    later = timezone.localdate() + timedelta(days=10)
    apply_edition(by=viktor, edition=hand_in(viktor, HEAD + "YES,Oui,Yes,Sim\n", from_on=later))

    assert codes() == ["YES", "NO", "UNKNOWN"]
    assert list(Code.objects.of("answer").valid_on(later).values_list("code", flat=True)) == ["YES"]


def test_going_back_to_an_earlier_edition(viktor: Officer) -> None:
    first = CodeList.objects.get(pk="answer").edition
    assert first
    apply_edition(by=viktor, edition=hand_in(viktor, HEAD + "MAYBE,Peut-être,Maybe,Talvez\n"))

    apply_edition(by=viktor, edition=restore_edition(by=viktor, edition=first))

    assert codes() == ["YES", "NO", "UNKNOWN"]
    assert Code.objects.filter(code_list="answer", code="MAYBE").exists()


def test_what_is_downloaded_can_be_loaded_and_changes_nothing(viktor: Officer) -> None:
    for code_list in ("commodity", "concealment_detail", "unit", "specimen", "country", "detection_method"):
        sheet = gzip.decompress(compressed_sheet(CodeList.objects.get(pk=code_list)))
        edition = hand_in(viktor, sheet, code_list)

        assert (edition.faults, edition.counts["unchanged"]) == ([], Code.objects.of(code_list).count()), code_list
        with pytest.raises(NothingChanges):
            apply_edition(by=viktor, edition=edition)


def test_a_list_that_was_retired_in_part_can_be_downloaded_and_loaded(viktor: Officer) -> None:
    apply_edition(by=viktor, edition=hand_in(viktor, HEAD + "YES,Oui,Yes,Sim\n"))
    edition = hand_in(viktor, gzip.decompress(compressed_sheet(CodeList.objects.get(pk="answer"))))

    assert edition.counts["unchanged"] == 3


def test_only_the_order_may_change(viktor: Officer) -> None:
    turned = "".join(reversed(ANSWERS.splitlines(keepends=True)))

    apply_edition(by=viktor, edition=hand_in(viktor, HEAD + turned))

    assert codes() == ["UNKNOWN", "NO", "YES"]


def test_a_part_completes_labels_and_retires_nothing(viktor: Officer) -> None:
    apply_edition(by=viktor, edition=hand_in(viktor, "code,fr\nRICE,Riz brisé\n", "commodity", reach=Reach.PART))

    rice = Code.objects.get(code_list="commodity", code="RICE")
    assert (rice.fr, rice.en, rice.parent_code, rice.level) == ("Riz brisé", "Rice", "FOOD", 3)
    assert rice.search == "| riz brise | rice | arroz |"
    assert Code.objects.of("commodity").exclude(valid_until=None).count() == 0


def test_a_tree_is_hung_again(viktor: Officer) -> None:
    text = "code,parent,en,fr\nT1,,Animalia,\nT2,T1,Elephantidae,\nT3,T2,Loxodonta africana,Éléphant d’Afrique\n"
    apply_edition(by=viktor, edition=hand_in(viktor, text, "taxon"))
    moved = text.replace("T3,T2", "T3,T1")

    apply_edition(by=viktor, edition=hand_in(viktor, moved, "taxon"))

    elephant = Code.objects.select_related("parent").get(code_list="taxon", code="T3")
    assert (elephant.parent_code, elephant.level) == ("T1", 2)
    assert elephant.label("pt") == "Loxodonta africana"


def test_a_parent_is_not_retired_under_its_children(viktor: Officer) -> None:
    sheet = gzip.decompress(compressed_sheet(CodeList.objects.get(pk="commodity"))).decode()
    without = "".join(line for line in sheet.splitlines(keepends=True) if not line.startswith("FOOD,"))

    edition = hand_in(viktor, without, "commodity")

    assert edition.state == EditionState.REFUSED
    assert {fault["kind"] for fault in edition.faults} == {"PARENT_RETIRED"}


def test_a_parent_and_its_children_are_retired_together(viktor: Officer) -> None:
    sheet = gzip.decompress(compressed_sheet(CodeList.objects.get(pk="commodity"))).decode()
    gone = [code.code for code in Code.objects.under("commodity", "WASTE")] + ["WASTE"]
    without = "".join(line for line in sheet.splitlines(keepends=True) if line.split(",")[0] not in gone)

    edition = apply_edition(by=viktor, edition=hand_in(viktor, without, "commodity"))

    assert edition.counts["retired"] == len(gone)


def test_a_file_with_errors_is_refused_whole(viktor: Officer) -> None:
    edition = hand_in(viktor, HEAD + ANSWERS + "bad code,a,b,c\n")

    assert (edition.state, edition.fault_count, edition.faults[0]["line"]) == (EditionState.REFUSED, 1, 5)
    assert bytes(edition.content.received) == b""
    with pytest.raises(EditionHasErrors):
        apply_edition(by=viktor, edition=edition)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "EMPTY"),
        ((HEAD + ANSWERS).encode("utf-16"), "UTF_16"),
        (b"PK\x03\x04", "WORKBOOK"),
        (b"code;colour\nA;red\n", "COLUMN_UNKNOWN"),
    ],
)
def test_hostile_files(viktor: Officer, content: bytes, fault: str) -> None:
    edition = hand_in(viktor, content)

    assert fault in {told["kind"] for told in edition.faults}
    assert codes() == ["YES", "NO", "UNKNOWN"]


def test_windows_text_is_read_and_told(viktor: Officer) -> None:
    edition = hand_in(viktor, (HEAD + "YES,Oui déjà,Yes,Sim\n").encode("cp1252"))

    assert (edition.encoding, edition.changes[0]["columns"]) == ("cp1252", [["fr", "Oui", "Oui déjà"]])


def test_decided_once(viktor: Officer) -> None:
    edition = hand_in(viktor, HEAD + ANSWERS + "MAYBE,Peut-être,Maybe,Talvez\n")
    discard_edition(by=viktor, edition=edition)

    with pytest.raises(EditionDecided):
        apply_edition(by=viktor, edition=edition)
    with pytest.raises(EditionDecided):
        discard_edition(by=viktor, edition=edition)


def test_a_preview_that_another_edition_has_overtaken(viktor: Officer) -> None:
    slow = hand_in(viktor, HEAD + ANSWERS + "MAYBE,Peut-être,Maybe,Talvez\n")
    apply_edition(by=viktor, edition=hand_in(viktor, HEAD + ANSWERS + "NEVER,Jamais,Never,Nunca\n"))

    with pytest.raises(ListHasChanged):
        apply_edition(by=viktor, edition=slow)


def test_an_administrators_edition_outlives_an_upgrade(viktor: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    apply_edition(by=viktor, edition=hand_in(viktor, HEAD + ANSWERS + "MAYBE,Peut-être,Maybe,Talvez\n"))
    monkeypatch.setattr(Shipped, "digest", property(lambda shipped: f"new {shipped.code}"))

    assert load_shipped_lists({"answer", "crossing"}) == {"answer": "kept", "crossing": "loaded"}
    assert "MAYBE" in codes()


def test_nothing_is_left_of_an_edition_that_fails_on_the_way(viktor: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = hand_in(viktor, HEAD + "YES,Oui,Yes,Sim\n")
    monkeypatch.setattr("reference.actions.editions.compressed_sheet", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        apply_edition(by=viktor, edition=edition)

    edition.refresh_from_db()
    assert (edition.state, codes()) == (EditionState.PROPOSED, ["YES", "NO", "UNKNOWN"])


def test_the_preview_counts_the_records_that_use_a_code(viktor: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mapping stands for a record of a room above, which this room does not know."""
    unknown = Code.objects.get(code_list="answer", code="UNKNOWN")
    Crosswalk.objects.create(system="TEST", vocabulary="A", foreign="?", plain="", code_list_id="answer", code=unknown)
    monkeypatch.setattr("reference.reports.uses.OWN", (Code, Version))

    assert hand_in(viktor, HEAD + "YES,Oui,Yes,Sim\nNO,Non,No,Não\n").counts["used"] == 1


@pytest.mark.parametrize("table", ["code", "place", "codelist", "edition", "editioncontent", "crosswalk"])
@pytest.mark.parametrize("statement", ["DELETE FROM", "TRUNCATE"])
def test_the_application_cannot_remove_a_code(table: str, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{statement} reference_{table}")
