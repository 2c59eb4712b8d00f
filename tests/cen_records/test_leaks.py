"""Words that must not leave are looked for in everything that left, after every kind of step."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from accounts.querysets.acts import acts_visible_to
from audit.presenters import sentence
from cen_records.actions.checking import return_case
from cen_records.actions.ending import withdraw_case
from cen_records.actions.verifying import answer_query, query_case, validate_case
from cen_records.choices import RemarkKind
from cen_records.models import Case, ReleasedCase, Remark
from tests.cen_records.stories import NAMES, NARRATIVE, WORDS, all_that_left, fill, release, settle_neighbours
from tests.cen_records.test_releasing import again, corrected

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import Officer
    from tests.people import Offices, People

    MakeCase = Callable[..., Case]

pytestmark = pytest.mark.usefixtures("code_lists")


@pytest.fixture
def case(make_case: MakeCase, offices: Offices, people: People) -> Case:
    """A record that went all its ways: returned, released, asked about, corrected, validated."""
    case = fill(make_case(offices.dakar_airport, people.awa), people.babacar)
    return_case(
        by=people.babacar, case=case, version=1, reason="Voir Canari, chouette",
        remarks=[("case.narrative", "Retirer Rossignol et 771234567")],
    )  # fmt: skip
    first = release(corrected(again(case)), checked_by=people.babacar, by=people.moussa)
    question = query_case(by=people.fatou, released=first, remark_id=uuid4(), words="Qui conduisait ?")
    answer_query(by=people.moussa, remark=question, answer_id=uuid4(), words=NARRATIVE, leave_out=True)
    second = release(corrected(again(case)), checked_by=people.babacar, by=people.moussa)
    validate_case(by=people.fatou, released=second, version=3)
    return again(case)


def leaks(told: str) -> list[str]:
    folded = told.casefold()
    return [word for word in (*NAMES, *WORDS) if word.casefold() in folded]


def test_the_words_are_there_to_be_found(case: Case) -> None:
    """Or the other tests would prove nothing."""
    assert "CANARI" in case.narrative
    assert leaks(" ".join(Remark.objects.values_list("words", flat=True))) == [
        "Canari",
        "Rossignol",
        "771234567",
        "chouette",
    ]


def test_nothing_that_left_holds_them(case: Case) -> None:
    assert leaks(all_that_left(case)) == []


def test_nor_what_is_told_of_a_withdrawal(case: Case, people: People) -> None:
    withdraw_case(by=people.moussa, case=case, version=3, reason="Canari n’y était pas, hibou")

    assert leaks(all_that_left(case)) == []


def test_nor_the_acts_that_others_may_read(case: Case, people: People, offices: Offices) -> None:
    withdraw_case(by=people.moussa, case=case, version=3, reason="Canari n’y était pas, hibou")
    neighbours = settle_neighbours(offices)
    readers: list[Officer] = [people.fatou, people.jean, people.kofi, people.ines, neighbours.ama, neighbours.yaw]
    told = [
        f"{act} {sentence(act)} {act.reason} {act.details}" for reader in readers for act in acts_visible_to(reader)
    ]

    assert leaks(" ".join(told)) == []


def test_what_the_rilo_reads_of_the_thread(case: Case) -> None:
    thread = Remark.objects.filter(case=case, kind__in=[RemarkKind.QUERY, RemarkKind.ANSWER])

    assert thread.count() == 2
    assert leaks(" ".join(thread.values_list("words", flat=True))) == []


def test_who_sees_what_was_released(case: Case, people: People, offices: Offices) -> None:
    neighbours = settle_neighbours(offices)
    seeing = [people.fatou, people.moussa, neighbours.ama, neighbours.yaw]
    blind = [people.awa, people.babacar, people.jean, people.rose, people.kofi, people.ines, people.nadia, people.samba]

    assert [ReleasedCase.objects.visible_to(officer).count() for officer in seeing] == [1] * 4
    assert [ReleasedCase.objects.visible_to(officer).count() for officer in blind] == [0] * 8
    assert [Case.objects.visible_to(officer).count() for officer in (people.fatou, *blind[2:])] == [0] * 7
    assert not Case.objects.visible_to(neighbours.ama).exists()
