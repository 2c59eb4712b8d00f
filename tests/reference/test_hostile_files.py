"""Files made to do harm, or made so badly that they might: refused with a clear word, cheaply, and nothing changed."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone, translation

from reference.actions.editions import apply_edition
from reference.actions.errors import DayUnlikely
from reference.choices import EditionState, Reach
from reference.models import Code, CodeList
from reference.presenters import fault_sentence
from reference.reports.sheets import compressed_sheet
from reference.rules.faults import unpacked
from tests.reference.test_editions import ANSWERS, HEAD, codes, hand_in

if TYPE_CHECKING:
    from accounts.models import Officer
    from tests.people import People

pytestmark = pytest.mark.usefixtures("short_lists", "db")
SENEGAL = HEAD + ANSWERS + "HERE,Sénégal déjà,a,b\n"
PLACES = "code,fr,en,pt,country,iata,latitude,longitude,rank\n"
TAXA = "code,parent,en\n"


@pytest.fixture
def viktor(people: People) -> Officer:
    return people.viktor


def bomb() -> bytes:
    """A quarter of a megabyte that unpacks to a thousand times as much."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/a.xml", "w") as inner:
        for _ in range(16):
            inner.write(b"\0" * 1_048_576 * 16)
    return packed.getvalue()


WRONG_FILES: dict[str, tuple[bytes, str]] = {
    "UTF-16 with its mark": (SENEGAL.encode("utf-16"), "UTF_16"),
    "UTF-16 without": (SENEGAL.encode("utf-16-be"), "NOT_TEXT"),
    "UTF-32": (SENEGAL.encode("utf-32"), "UTF_16"),
    "two encodings in one file": (SENEGAL.encode() + "ALSO,Bénin,c,d\n".encode("cp1252"), "TEXT_MISREAD"),
    "a NUL among the words": (SENEGAL.replace("Oui", "O\0ui").encode(), "NOT_TEXT"),
    "a workbook renamed": (b"PK\x03\x04" + bytes(range(256)), "WORKBOOK"),
    "a program renamed": (b"\x7fELF\x02\x01\x01" + bytes(64), "NOT_TEXT"),
    "a PDF renamed": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "COLUMN_UNKNOWN"),
    "a compressed file": (gzip.compress(SENEGAL.encode()), "NOT_TEXT"),
    "only the mark of UTF-8": (b"\xef\xbb\xbf", "EMPTY"),
    "only separators": (b";;;\n;;;\n", "EMPTY"),
    "a million columns": (b"code," * 1_000_000 + b"\nYES\n", "COLUMN_TWICE"),
    "a word that reads backwards": (SENEGAL.replace("Oui", "a\u202egnp.exe").encode(), "CHARACTER_UNFIT"),
    "a word without width": (SENEGAL.replace("Oui", "O\u200bui").encode(), "CHARACTER_UNFIT"),
    "what only machines read": (SENEGAL.replace("Oui", "Oui\U000e0041").encode(), "CHARACTER_UNFIT"),
    "a year of the wrong century": ((HEAD[:-1] + ",valid_from\nA,a,b,c,0026-11-22\n").encode(), "YEAR_UNLIKELY"),
    "an end that is none": ((HEAD[:-1] + ",valid_until\nA,a,b,c,31/12/9999\n").encode(), "YEAR_UNLIKELY"),
}


@pytest.mark.parametrize(("content", "kind"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_wrong_file_is_refused_with_a_word(viktor: Officer, content: bytes, kind: str) -> None:
    edition = hand_in(viktor, content)

    assert edition.state == EditionState.REFUSED
    assert kind in {fault["kind"] for fault in edition.faults}
    for language in ("fr", "en", "pt"):
        with translation.override(language):
            assert all(fault_sentence(fault) for fault in edition.faults)
    assert codes() == ["YES", "NO", "UNKNOWN"]


def test_a_zip_bomb_is_not_unpacked(viktor: Officer) -> None:
    content = bomb()
    tracemalloc.start()

    edition = hand_in(viktor, content)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [fault["kind"] for fault in edition.faults] == ["WORKBOOK"]
    assert peak < 10_000_000


def test_latin_1_is_read_and_its_accents_are_right(viktor: Officer) -> None:
    edition = hand_in(viktor, SENEGAL.encode("latin-1"))

    assert (edition.state, edition.encoding) == (EditionState.PROPOSED, "cp1252")
    assert edition.changes[0]["fr"] == "Sénégal déjà"


def test_the_mark_of_utf_8_is_no_part_of_the_first_column(viktor: Officer) -> None:
    assert hand_in(viktor, SENEGAL.encode("utf-8-sig")).state == EditionState.PROPOSED


@pytest.mark.parametrize(
    ("code_list", "row"),
    [
        ("place", "SNZZZ,a,b,c,SN,,95,0,"),
        ("place", "SNZZZ,a,b,c,SN,,14.7,1e30,"),
        ("place", "SNZZZ,a,b,c,SN,LONGER,,,"),
        ("place", "SNZZZ,a,b,c,SN,,,,40000"),
        ("hs", "\u0662\u0664,a,b,c,"),  # Arabic digits
    ],
)
def test_what_the_columns_of_the_database_cannot_hold(viktor: Officer, code_list: str, row: str) -> None:
    """None of these may come as far as the database, which would answer with a fault of its own."""
    CodeList.objects.get_or_create(pk=code_list, defaults={"group": "PLACES"})
    head = PLACES if code_list == "place" else "code,fr,en,pt,parent\n"

    edition = hand_in(viktor, head + row + "\n", code_list)

    assert {fault["kind"] for fault in edition.faults} & {"VALUE_UNFIT", "CODE_UNFIT"}


def test_a_hundred_thousand_parents_in_a_circle(viktor: Officer) -> None:
    many = 100_000
    rows = "".join(f"T{number},T{(number + 1) % many},a\n" for number in range(many))

    edition = hand_in(viktor, TAXA + rows, "taxon")

    assert [fault["kind"] for fault in edition.faults] == ["PARENT_CIRCLE"]
    assert edition.faults[0]["other"].startswith("T0 → T1 → ")
    assert len(fault_sentence(edition.faults[0])) < 300


def test_a_chain_of_forty_thousand_parents(viktor: Officer) -> None:
    rows = "".join(f"T{number},{f'T{number - 1}' if number else ''},a\n" for number in range(40_000))

    edition = hand_in(viktor, TAXA + rows, "taxon")

    assert [(fault["kind"], fault["line"]) for fault in edition.faults] == [("TREE_TOO_DEEP", 22)]


def test_a_hundred_thousand_errors_are_all_kept_and_cost_little(viktor: Officer) -> None:
    content = (HEAD + "=1+1,,,\n" * 100_000).encode()
    tracemalloc.start()

    edition = hand_in(viktor, content)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (edition.fault_count, len(edition.faults)) == (100_000, 200)
    assert len(bytes(edition.content.faults)) < 1_000_000
    assert sum(1 for fault in unpacked(bytes(edition.content.faults)) if fault.kind == "CODE_UNFIT") == 100_000
    assert peak < 40_000_000


def test_errors_at_the_end_of_a_long_file_do_not_make_others(viktor: Officer) -> None:
    """The rows after the first error are still there: not taken for retired, nor their children for orphans."""
    sheet = gzip.decompress(compressed_sheet(CodeList.objects.get(pk="commodity"))).decode()
    head, first, *rest = sheet.splitlines(keepends=True)

    edition = hand_in(viktor, "".join([head, "bad code,,,,\n", first, *rest]), "commodity")

    assert [(fault["kind"], fault["line"]) for fault in edition.faults] == [("CODE_UNFIT", 2)]


@pytest.mark.parametrize("day", [date.min, date(1026, 1, 1), date(2206, 1, 1), date.max])
def test_an_edition_of_the_wrong_century(viktor: Officer, day: date) -> None:
    with pytest.raises(DayUnlikely, match="1900"):
        hand_in(viktor, HEAD + ANSWERS, from_on=day)


def test_the_same_file_twice(viktor: Officer) -> None:
    text = HEAD + ANSWERS + "MAYBE,Peut-être,Maybe,Talvez\n"
    apply_edition(by=viktor, edition=hand_in(viktor, text))

    again = hand_in(viktor, text)

    assert (again.state, again.counts["unchanged"]) == (EditionState.PROPOSED, 4)
    assert Code.objects.of("answer").count() == 4


def test_formulas_are_written_so_that_no_spreadsheet_runs_them(viktor: Officer) -> None:
    apply_edition(by=viktor, edition=hand_in(viktor, HEAD + ANSWERS + 'EVIL,"=cmd|A0",+1,@SUM(A1)\n'))

    sheet = gzip.decompress(compressed_sheet(CodeList.objects.get(pk="answer"))).decode()

    assert "EVIL,'=cmd|A0,'+1,'@SUM(A1)," in sheet
    assert hand_in(viktor, sheet).counts["unchanged"] == 4


def test_texts_of_the_harmonized_system_in_french(viktor: Officer) -> None:
    """An administrator's official file completes the English texts; nothing else of the list changes."""
    CodeList.objects.get_or_create(pk="hs", defaults={"group": "GOODS"})
    english = "code,parent,en,valid_from\n01,,Invented animals,2022-01-01\n0101,01,Invented horses,2022-01-01\n"
    apply_edition(by=viktor, edition=hand_in(viktor, english, "hs"))

    french = "code;fr\r\n01;Animaux inventés\r\n0101;Chevaux inventés\r\n".encode("cp1252")
    edition = hand_in(viktor, french, "hs", reach=Reach.PART, name="SH 2022, textes français")
    assert edition.counts == {"added": 0, "changed": 2, "retired": 0, "unchanged": 0, "used": 0}
    apply_edition(by=viktor, edition=edition)

    horses = Code.objects.select_related("parent").get(code_list="hs", code="0101")
    assert (horses.label("fr"), horses.label("en"), horses.label("pt")) == (
        "Chevaux inventés", "Invented horses", "Invented horses",
    )  # fmt: skip
    assert (horses.parent_code, horses.level, horses.valid_from) == ("01", 2, date(2022, 1, 1))
    assert "chevaux inventes" in horses.search
    assert CodeList.objects.get(pk="hs").edition == edition
    assert Code.objects.of("hs").valid_on(timezone.localdate()).count() == 2
