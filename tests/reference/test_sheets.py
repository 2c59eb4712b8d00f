from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.rules.sheets import MOST_BYTES, Unreadable, as_meant, harmless, looks_misread, open_sheet, written

TEXT = "code;fr\r\nA;Sénégal\r\n"
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
UNREADABLE = {
    "empty": (b"", "EMPTY"),
    "blank": (b" \r\n\t", "EMPTY"),
    "a workbook": (b"PK\x03\x04rest", "WORKBOOK"),
    "an old workbook": (b"\xd0\xcf\x11\xe0rest", "WORKBOOK"),
    "UTF-16": (TEXT.encode("utf-16"), "UTF_16"),
    "UTF-16 without its mark": (TEXT.encode("utf-16-le"), "NOT_TEXT"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "NOT_TEXT"),
    "what no encoding allows": (b"code\n\x81\x8d\x8f\n", "NOT_TEXT"),
}


@pytest.mark.parametrize(("content", "fault"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable(content: bytes, fault: str) -> None:
    with pytest.raises(Unreadable) as refused:
        open_sheet(content)

    assert refused.value.fault == fault


def test_too_big() -> None:
    with pytest.raises(Unreadable, match="TOO_BIG"):
        open_sheet(b"a" * (MOST_BYTES + 1))


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252")]
)
def test_encodings_are_found_out(encoding: str, told: str) -> None:
    sheet = open_sheet(TEXT.encode(encoding))

    assert (sheet.encoding, sheet.head, list(sheet.rows())) == (told, ("code", "fr"), [(2, ["A", "Sénégal"])])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separators_are_found_out(delimiter: str) -> None:
    sheet = open_sheet(f"CODE {delimiter} Fr\nA{delimiter}b\n\n{delimiter}\nC{delimiter}d".encode())

    assert sheet.head == ("code", "fr")
    assert list(sheet.rows()) == [(2, ["A", "b"]), (5, ["C", "d"])]


def test_lines_are_counted_through_cells_with_line_breaks() -> None:
    sheet = open_sheet(b'code,fr\nA,"one\ntwo\nthree"\nB,x\n')

    assert [line for line, _ in sheet.rows()] == [2, 5]


def test_a_quote_that_never_ends_is_an_error_of_the_row() -> None:
    sheet = open_sheet(b'code,fr\nA,"' + b"x" * 200_000)

    with pytest.raises(csv.Error):
        list(sheet.rows())


@pytest.mark.parametrize("cell", ["=1+1", "+33 1", "-5", "@SUM(A1)", "\tx", "--34-6--"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell).startswith("'")
    assert as_meant(harmless(cell)) == cell


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2)))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    text = "".join(written(["code", "fr"], rows)).removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(text, newline="")))[1:]

    assert [[as_meant(cell) for cell in row] for row in read] == [[as_meant(cell) for cell in row] for row in rows]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in read for cell in row)


@pytest.mark.parametrize("text", ["SÃ©nÃ©gal", "dâ€™Ivoire", "SÃ£o TomÃ©"])
def test_broken_accents_are_seen(text: str) -> None:
    assert looks_misread(text)


@pytest.mark.parametrize("text", ["Sénégal", "Côte d’Ivoire", "São Tomé", "Ångström", "Ã la carte", "10 µg", "plain"])
def test_good_accents_are_left_alone(text: str) -> None:
    assert not looks_misread(text)
