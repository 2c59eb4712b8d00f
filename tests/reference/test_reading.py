"""Each way in which a file may be wrong, told by its line."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date

import pytest

from reference.rules.definitions import DEFINITIONS
from reference.rules.entries import Entry
from reference.rules.reading import Reading
from reference.rules.sheets import LONGEST_CELL, open_sheet

TODAY = date(2026, 11, 22)
KNOWN = {
    "unit": frozenset({"KG", "PIECE"}),
    "conveyance": frozenset({"VESSEL"}),
    "concealment": frozenset({"IN_FREIGHT"}),
}
HEAD = "code,parent,fr,en,pt,units,standard_unit,hs,synonyms,note,valid_from,valid_until\n"


@dataclass
class Read:
    """What came of a file."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[tuple[str, int]] = field(default_factory=list)


def read(
    text: str, code_list: str = "commodity", present: dict[str, Entry] | None = None, retired: tuple[str, ...] = ()
) -> Read:
    others = {name: codes for name, codes in KNOWN.items() if name != code_list}
    reading = Reading(DEFINITIONS[code_list], others, present)
    sheet = open_sheet(text.encode())
    entries = list(reading.entries(sheet.head, sheet.rows(), TODAY))
    if entries:
        reading.check_mentions()
        reading.check_tree(retired)
    return Read(entries, [(fault.kind, fault.line) for fault in reading.faults.in_order()])


FAULTY = {
    "an unknown column": ("code,parent,fr,en,pt,colour\nA,,a,a,a,red\n", [("COLUMN_UNKNOWN", 1)]),
    "a column twice": ("code,parent,fr,en,pt,fr\nA,,a,a,a,b\n", [("COLUMN_TWICE", 1)]),
    "a language missing": ("code,parent,fr,en\nA,,a,a\n", [("COLUMN_MISSING", 1)]),
    "no code column": ("parent,fr,en,pt\n,a,a,a\n", [("COLUMN_MISSING", 1)]),
    "only a head": (HEAD, [("NO_ROWS", 0)]),
    "a label missing": (HEAD + "A,,a,,a\n", [("LABEL_MISSING", 2)]),
    "no code": (HEAD + ",,a,a,a\n", [("CODE_MISSING", 2)]),
    "a code in small letters": (HEAD + "rice,,a,a,a\n", [("CODE_UNFIT", 2)]),
    "a code that is a formula": (HEAD + "=1+1,,a,a,a\n", [("CODE_UNFIT", 2)]),
    "a code twice": (HEAD + "A,,a,a,a\nB,,b,b,b\nA,,c,c,c\n", [("CODE_TWICE", 4)]),
    "its own parent": (HEAD + "A,A,a,a,a\n", [("PARENT_SELF", 2)]),
    "parents in a circle": (HEAD + "A,B,a,a,a\nB,C,b,b,b\nC,A,c,c,c\n", [("PARENT_CIRCLE", 2)]),
    "an unknown parent": (HEAD + "A,NOBODY,a,a,a\n", [("PARENT_UNKNOWN", 2)]),
    "a retired parent": (HEAD + "A,,a,a,a,,,,,,,2020-01-01\nB,A,b,b,b\n", [("PARENT_RETIRED", 3)]),
    "an unknown unit": (HEAD + "A,,a,a,a,KG|STONE\n", [("CODE_UNKNOWN", 2)]),
    "a day that is none": (HEAD + "A,,a,a,a,,,,,,2026-02-30\n", [("VALUE_UNFIT", 2)]),
    "an end before the beginning": (HEAD + "A,,a,a,a,,,,,,2026-01-01,2025-01-01\n", [("ENDS_BEFORE_IT_BEGINS", 2)]),
    "more cells than columns": (HEAD + "A,,a,a,a" + "," * 8 + "x\n", [("CELLS_TOO_MANY", 2)]),
    "broken accents": (HEAD + "A,,SÃ©nÃ©gal,a,a\n", [("TEXT_MISREAD", 2)]),
    "hidden characters": (HEAD + "A,,a\u202eb,a,a\n", [("CHARACTER_UNFIT", 2)]),
    "a cell too long": (HEAD + f"A,,{'x' * (LONGEST_CELL + 1)},a,a\n", [("CELL_TOO_LONG", 2)]),
    "an open quote": (HEAD + 'A,,"' + "x" * 200_000, [("ROW_BROKEN", 2)]),
}


@pytest.mark.parametrize(("text", "faults"), FAULTY.values(), ids=FAULTY)
def test_faults_are_told_by_line(text: str, faults: list[tuple[str, int]]) -> None:
    assert read(text).faults == faults


def test_a_good_file() -> None:
    found = read(HEAD + "A,,a,a,a,KG|PIECE,KG,2402,alias|other,note,01/01/2026,\nB,A,'=b,'-b,b\n")

    assert found.faults == []
    first, second = found.entries
    assert first.details == {"units": ["KG", "PIECE"], "standard_unit": "KG", "hs": "2402"}
    assert first.search == "| a | alias | other |"
    assert (second.parent, second.fr, second.en) == ("A", "=b", "-b")


def test_a_parent_may_come_after_its_child() -> None:
    assert read(HEAD + "B,A,b,b,b\nA,,a,a,a\n").faults == []


def test_a_parent_that_would_be_retired() -> None:
    assert read(HEAD + "B,A,b,b,b\n", retired=("A",)).faults == [("PARENT_RETIRED", 2)]


def test_a_child_that_is_retired_too_may_keep_its_parent() -> None:
    assert read(HEAD + "B,A,b,b,b,,,,,,,2020-01-01\n", retired=("A",)).faults == []


def test_a_list_may_name_its_own_codes() -> None:
    head = "code,fr,en,pt,symbol,dimension,standard,factor\n"

    assert read(head + "G,g,g,g,g,MASS,KG,0.001\nKG,k,k,k,kg,MASS,KG,1\n", "unit").faults == []
    assert read(head + "G,g,g,g,g,MASS,KG,0.001\n", "unit").faults == [("CODE_UNKNOWN", 2)]
    assert read(head + "G,g,g,g,,WEIGHT,G,\n", "unit").faults == [("VALUE_UNFIT", 2), ("CELL_MISSING", 2)]


def test_a_lost_leading_zero_is_seen() -> None:
    assert read("code,parent,en\n101,01,Horses\n", "hs").faults == [("CODE_UNFIT", 2)]


def test_one_language_is_enough_where_the_official_text_has_one() -> None:
    assert read("code,parent,en\n01,,Animals\n0101,01,Horses\n", "hs").faults == []


def test_a_part_completes_what_is_there() -> None:
    present = {"0101": Entry("0101", 0, "01", "", "Horses"), "01": Entry("01", en="Animals")}

    found = read("code,fr\n0101,Chevaux\n", "hs", present)

    assert found.faults == []
    (entry,) = found.entries
    assert (entry.code, entry.parent, entry.fr, entry.en) == ("0101", "01", "Chevaux", "Horses")
    assert present["0101"].fr == ""


def test_a_hundred_thousand_faults_stay_cheap() -> None:
    text = HEAD + "".join(f"bad code {number},NOBODY,,,\n" for number in range(100_000))
    reading = Reading(DEFINITIONS["commodity"], KNOWN)
    sheet = open_sheet(text.encode())
    began = time.process_time()

    assert list(reading.entries(sheet.head, sheet.rows(), TODAY)) == []

    assert time.process_time() - began < 10
    assert reading.faults.count == 100_000
    assert len(reading.faults.first) == 200


def test_no_more_rows_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reference.rules.reading.MOST_ROWS", 3)

    assert read(HEAD + "".join(f"C{n},,a,a,a\n" for n in range(5))).faults == [("TOO_MANY_ROWS", 5)]


def test_the_digest_tells_entries_apart() -> None:
    one = Entry("A", fr="a", details={"x": "1", "y": "2"})
    same = Entry("A", line=9, fr="a", details={"y": "2", "x": "1"})
    other = Entry("A", fr="a", details={"x": "1"})

    assert one.digest == same.digest != other.digest
