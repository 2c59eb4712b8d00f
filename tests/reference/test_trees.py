from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from reference.rules.trees import circles, levels, orphans

CODES = st.sampled_from("ABCDEFGH")
TREES = st.dictionaries(CODES, st.one_of(st.just(""), CODES))


def climbs_for_ever(parents: dict[str, str], code: str) -> bool:
    """The plain way of finding out whether a code is its own ancestor."""
    at = code
    for _ in range(len(parents) + 1):
        at = parents.get(at, "")
        if at == code:
            return True
    return False


@given(TREES)
def test_circles_are_the_codes_that_climb_back_to_themselves(parents: dict[str, str]) -> None:
    found = [code for circle in circles(parents) for code in circle]

    assert sorted(found) == sorted(code for code in parents if climbs_for_ever(parents, code))


@given(TREES)
def test_orphans_name_a_parent_that_is_not_there(parents: dict[str, str]) -> None:
    assert set(orphans(parents)) == {code for code, parent in parents.items() if parent and parent not in parents}


@given(TREES)
def test_a_child_stands_one_level_below_its_parent(parents: dict[str, str]) -> None:
    for circle in circles(parents):
        for code in circle:
            parents[code] = ""
    found = levels(parents)

    for code, parent in parents.items():
        assert found[code] == (found[parent] + 1 if parent in parents else 1)


def test_a_chain_of_a_hundred_thousand_is_walked_once() -> None:
    chain = {str(number): str(number + 1) for number in range(100_000)} | {"100000": "0"}
    began = time.process_time()

    assert [len(circle) for circle in circles(chain)] == [100_001]
    assert time.process_time() - began < 5
