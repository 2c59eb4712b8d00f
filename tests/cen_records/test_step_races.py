"""Two people at the same moment: one step is taken, the other person is told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from accounts.roles import RiloAnalyst, UnitHead
from audit.models import Act
from cen_records.actions.checking import check_case, return_case
from cen_records.actions.ending import mark_duplicate, withdraw_case
from cen_records.actions.releasing import release_case
from cen_records.actions.verifying import query_case, validate_case
from cen_records.choices import Status
from cen_records.models import Case, Release, ReleasedCase
from cen_records.reports.projection import project
from tests.accounts.test_races import at_once, kinds
from tests.cen_records.stories import release
from tests.people import person, post

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import Offices, People

    MakeCase = Callable[..., Case]

pytestmark = pytest.mark.django_db(transaction=True)


def test_steps_at_the_same_moment(make_case: MakeCase, offices: Offices, people: People) -> None:
    """One database for all of them: copying it after each would take longer than the tests."""
    deputy = person("khady", "Khady", "Ndour")
    post(deputy, offices.dakar_airport, UnitHead)
    colleague = person("modou", "Modou", "Faye")
    post(colleague, offices.rilo_west, RiloAnalyst)
    make = partial(make_case, offices.dakar_airport, people.awa)

    two_check(make(), people.babacar, deputy)
    double_click(make(), people)
    check_or_withdraw(make(), people)
    release_or_return(make(), people)
    each_of_the_other(make(), make(), people)
    ask_or_validate(make(), people, colleague)


def two_check(case: Case, one: object, other: object) -> None:
    results = at_once(*(partial(check_case, by=by, case=case, version=1) for by in (one, other)))  # type: ignore[arg-type]

    assert kinds(results) == ["Case", "WrongStep"]
    assert case.steps.count() == 1


def double_click(case: Case, people: People) -> None:
    check_case(by=people.babacar, case=case, version=1)
    expected = project(case).sha256
    twice = partial(release_case, by=people.moussa, case=case, version=1, expected_sha256=expected)
    results = at_once(twice, twice, twice)

    assert kinds(results) == ["ReleasedCase"] * 3
    assert Release.objects.filter(case=case).count() == 1
    assert Act.objects.filter(act="record.released", subject_id=str(case.pk)).count() == 1


def check_or_withdraw(case: Case, people: People) -> None:
    results = at_once(
        partial(check_case, by=people.babacar, case=case, version=1),
        partial(withdraw_case, by=people.awa, case=case, version=1, reason="Erreur"),
    )

    # Who comes second finds the record elsewhere: once checked, an officer may not withdraw it any more.
    assert kinds(results) in (["Case", "WrongStep"], ["Case", "Refused"])
    assert case.steps.count() == 1


def release_or_return(case: Case, people: People) -> None:
    check_case(by=people.babacar, case=case, version=1)
    expected = project(case).sha256
    at_once(
        partial(release_case, by=people.moussa, case=case, version=1, expected_sha256=expected),
        partial(return_case, by=people.moussa, case=case, version=1, reason="Quantité ?"),
    )

    is_released = Case.objects.get(pk=case.pk).status == Status.RELEASED
    assert ReleasedCase.objects.filter(pk=case.pk).exists() == is_released
    assert case.steps.count() == 2


def each_of_the_other(one: Case, other: Case, people: People) -> None:
    results = at_once(
        partial(mark_duplicate, by=people.babacar, case=one, version=1, of=other, reason="Même saisie"),
        partial(mark_duplicate, by=people.moussa, case=other, version=1, of=one, reason="Même saisie"),
    )

    assert kinds(results) == ["Case", "DuplicateElsewhere"]
    assert Case.objects.filter(pk__in=[one.pk, other.pk], status=Status.DUPLICATE).count() == 1


def ask_or_validate(case: Case, people: People, colleague: object) -> None:
    released = release(case, checked_by=people.babacar, by=people.moussa)
    at_once(
        partial(query_case, by=people.fatou, released=released, remark_id=uuid4(), words="Où ?"),
        partial(validate_case, by=colleague, released=released, version=1),  # type: ignore[arg-type]
    )

    national, abroad = Case.objects.get(pk=case.pk), ReleasedCase.objects.get(pk=case.pk)
    assert national.status == abroad.status
    assert national.status in {Status.QUERIED, Status.VALIDATED}
