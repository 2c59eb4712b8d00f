"""The RILO asks, the contact point answers, the RILO validates; of what goes on at home the RILO knows nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from accounts.permissions import Refused
from audit.models import Act
from cen_records.actions import refusals
from cen_records.actions.ending import withdraw_case
from cen_records.actions.verifying import answer_query, query_case, validate_case
from cen_records.choices import Level, RemarkKind, Status
from cen_records.models import Case, ReleasedCase, Remark
from tests.cen_records.stories import NARRATIVE, fill, release, settle_neighbours
from tests.cen_records.test_releasing import again, corrected

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import Offices, People

    MakeCase = Callable[..., Case]

pytestmark = pytest.mark.usefixtures("code_lists")


@pytest.fixture
def released(make_case: MakeCase, offices: Offices, people: People) -> ReleasedCase:
    case = fill(make_case(offices.dakar_airport, people.awa), people.babacar)
    return release(case, checked_by=people.babacar, by=people.moussa)


def ask(people: People, released: ReleasedCase, remark_id: UUID | None = None, path: str = "case.operation") -> Remark:
    return query_case(
        by=people.fatou, released=released, remark_id=remark_id or uuid4(), words="Quelle opération ?", path=path
    )


def states(released: ReleasedCase) -> tuple[str, str]:
    return Case.objects.get(pk=released.pk).status, ReleasedCase.objects.get(pk=released.pk).status


def test_question_answer_validation(released: ReleasedCase, people: People, offices: Offices) -> None:
    question = ask(people, released)
    assert states(released) == (Status.QUERIED, Status.QUERIED)
    assert (question.office, question.version, question.field) == (offices.rilo_west, 1, "case.operation")

    answer = answer_query(by=people.moussa, remark=question, answer_id=uuid4(), words="Mai.")
    assert states(released) == (Status.RELEASED, Status.RELEASED)
    assert (answer.answers, answer.kind) == (question, RemarkKind.ANSWER)

    validate_case(by=people.fatou, released=released, version=1)
    case = Case.objects.get(pk=released.pk)
    assert states(released) == (Status.VALIDATED, Status.VALIDATED)
    assert (case.level, case.due_at, case.validated_at is not None) == (Level.VALIDATED, None, True)
    assert [step.to_status for step in case.steps.all()][-3:] == ["QUERIED", "RELEASED", "VALIDATED"]


def test_sent_twice_is_once(released: ReleasedCase, people: People) -> None:
    first, second = uuid4(), uuid4()
    question = ask(people, released, first)
    assert ask(people, released, first) == question
    for _time in range(2):
        answer_query(by=people.moussa, remark=question, answer_id=second, words="Mai.")
    for _time in range(2):
        validate_case(by=people.fatou, released=released, version=1)

    for kind in ("record.queried", "record.answered", "record.validated"):
        assert Act.objects.filter(act=kind).count() == 1


def test_a_form_of_somebody_else_is_not_taken_over(released: ReleasedCase, people: People) -> None:
    question = ask(people, released)

    with pytest.raises(refusals.FormUsedBefore):
        answer_query(by=people.moussa, remark=question, answer_id=question.pk, words="Mai.")


def test_all_questions_are_answered_first(released: ReleasedCase, people: People) -> None:
    one, other = ask(people, released), ask(people, released, path="")
    answer_query(by=people.moussa, remark=one, answer_id=uuid4(), words="Mai.")
    assert states(released) == (Status.QUERIED, Status.QUERIED)
    with pytest.raises(refusals.WrongStep):
        validate_case(by=people.fatou, released=released, version=1)
    with pytest.raises(refusals.AlreadyAnswered):
        answer_query(by=people.moussa, remark=one, answer_id=uuid4(), words="Ou de juin.")

    answer_query(by=people.moussa, remark=other, answer_id=uuid4(), words="Oui.")
    assert states(released) == (Status.RELEASED, Status.RELEASED)


def test_names_do_not_leave_with_an_answer(released: ReleasedCase, people: People) -> None:
    question = ask(people, released)
    with pytest.raises(refusals.NamesInAnswer):
        answer_query(by=people.moussa, remark=question, answer_id=uuid4(), words=NARRATIVE)

    answer = answer_query(by=people.moussa, remark=question, answer_id=uuid4(), words=NARRATIVE, leave_out=True)
    assert answer.words == "Le conducteur […], tél. […], est parti vers le sud."


@pytest.mark.parametrize("path", ["case.fine", "persons.01920000-0000-7000-8000-000000000000.identity.family_name"])
def test_nothing_is_asked_about_what_stayed(released: ReleasedCase, people: People, path: str) -> None:
    with pytest.raises(refusals.UnknownField):
        ask(people, released, path=path)


def test_who_may(released: ReleasedCase, people: People, offices: Offices) -> None:
    neighbours = settle_neighbours(offices)
    question = ask(people, released)
    strangers = (people.awa, people.babacar, people.jean, neighbours.ama, neighbours.yaw, people.ines, people.nadia)
    for stranger in (*strangers, people.moussa):
        with pytest.raises(Refused):
            query_case(by=stranger, released=released, remark_id=uuid4(), words="?")
        with pytest.raises(Refused):
            validate_case(by=stranger, released=released, version=1)
    for stranger in (*strangers, people.fatou):
        with pytest.raises(Refused):
            answer_query(by=stranger, remark=question, answer_id=uuid4(), words="Oui.")


class TestWhileACorrectionIsOnItsWay:
    """The national record is somewhere else; the RILO goes on with what it has."""

    @pytest.fixture
    def case(self, released: ReleasedCase) -> Case:
        return corrected(Case.objects.get(pk=released.pk))

    def test_only_the_released_record_moves(self, case: Case, released: ReleasedCase, people: People) -> None:
        question = ask(people, released)
        assert states(released) == (Status.SUBMITTED, Status.QUERIED)
        answer_query(by=people.moussa, remark=question, answer_id=uuid4(), words="On corrige.")
        validate_case(by=people.fatou, released=released, version=1)

        assert states(released) == (Status.SUBMITTED, Status.VALIDATED)
        assert (again(case).level, again(case).validated_at) == (Level.SUBMITTED, None)

    def test_the_correction_answers_what_was_asked(self, case: Case, released: ReleasedCase, people: People) -> None:
        question = ask(people, released)
        release(case, checked_by=people.babacar, by=people.moussa)

        assert states(released) == (Status.RELEASED, Status.RELEASED)
        assert Remark.objects.get(pk=question.pk).settled_at is not None

    def test_a_version_that_was_replaced_is_not_validated(
        self, case: Case, released: ReleasedCase, people: People
    ) -> None:
        release(case, checked_by=people.babacar, by=people.moussa)

        with pytest.raises(refusals.AnotherVersion):
            validate_case(by=people.fatou, released=released, version=1)


def test_nothing_is_asked_about_what_was_withdrawn(released: ReleasedCase, people: People) -> None:
    withdraw_case(by=people.moussa, case=Case.objects.get(pk=released.pk), version=1, reason="Erreur")

    with pytest.raises(refusals.WrongStep):
        ask(people, released)
