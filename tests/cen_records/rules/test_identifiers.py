from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cen_records.presenters import identifiers as words
from cen_records.rules.identifiers import KINDS, check, container, postal_item, vin

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("identifiers.json").read_text("utf-8"))


def shown(kind: str, text: str) -> dict[str, Any]:
    """What a check says, as the table writes it."""
    checked = check(kind, text)
    parts = {
        "findings": [f"{finding.level}:{finding.code}" for finding in checked.findings],
        "hints": [f"{hint.code}:{hint.value}" for hint in checked.hints],
        "details": {name: str(detail) for name, detail in checked.details.items()},
    }
    return {"kind": kind, "text": text, "value": checked.value, **{name: part for name, part in parts.items() if part}}


@pytest.mark.parametrize("kind", KINDS)
def test_cases(kind: str) -> None:
    """The table that the browser is tried with as well."""
    cases = [case for case in CASES if case["kind"] == kind]

    assert cases
    assert [shown(kind, case["text"]) for case in cases] == cases


def test_every_finding_of_the_table_has_its_words_and_the_other_way_round() -> None:
    """A sentence that no case calls forth is not tried; a code without a sentence cannot be told."""
    codes = {finding.partition(":")[2] for case in CASES for finding in case.get("findings", [])}
    hints = {hint.partition(":")[0] for case in CASES for hint in case.get("hints", [])}

    assert codes == set(words.FINDINGS)
    assert hints == set(words.HINTS)


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text(max_size=100) | st.text("0123456789ABCDEFGOISZ<-. '°,", max_size=100))
def test_any_text_is_judged(kind: str, text: str) -> None:
    """Nothing that is typed breaks a check; what is right stays as it is, and each finding has its words."""
    checked = check(kind, text)

    with translation.override("fr"):
        told = [words.told(finding) for finding in checked.findings] + [words.offered(hint) for hint in checked.hints]
    assert all(told)
    if not checked.findings:
        assert check(kind, checked.value).value == checked.value
        assert not check(kind, checked.value).findings


@pytest.mark.parametrize("kind", KINDS)
def test_very_long_text_is_judged(kind: str) -> None:
    check(kind, "A1" * 100_000)
    check(kind, "1 " * 100_000)


def test_nothing_typed_is_nothing_wrong() -> None:
    assert all(check(kind, "  \t ") == check(kind, "") for kind in KINDS)
    assert not any(check(kind, "").findings for kind in KINDS)


@given(owner=st.text("ABCDEFGHKLMNPQRSTUVWXYZ", min_size=3, max_size=3), serial=st.integers(0, 999_999))
def test_one_wrong_digit_of_a_container_is_found(owner: str, serial: int) -> None:
    number = f"{owner}U{serial:06d}"
    right = next(number + digit for digit in "0123456789" if container.holds(number + digit))
    for place in range(4, 10):
        wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
        # A remainder of ten is written as 0, so that one pair of remainders cannot be told apart.
        assert check("container", wrong).blocks or right[-1] == "0"


@given(serial=st.integers(0, 99_999_999), place=st.integers(2, 9), other=st.integers(1, 9))
def test_one_wrong_digit_of_a_postal_item_is_found(serial: int, place: int, other: int) -> None:
    number = f"RR{serial:08d}"
    right = f"{number}{postal_item.check_digit(number)}SN"
    wrong = right[:place] + str((int(right[place]) + other) % 10) + right[place + 1 :]

    assert not check("postal_item", right).findings
    assert check("postal_item", wrong).findings or right[10] in "05"


@given(rest=st.text("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", min_size=16, max_size=16))
def test_vehicles_of_other_continents_need_no_check_digit(rest: str) -> None:
    assert not check("vin", f"V{rest}").findings
    american = f"1{rest}"
    digit = vin.check_digit(american[:8] + "0" + american[9:])
    assert not check("vin", american[:8] + digit + american[9:]).findings
