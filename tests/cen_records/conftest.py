"""Records for the tests of this room."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cen_records.models import Case, Person
from reference.actions.shipped import load_shipped_lists
from reference.rules.definitions import DEFINITIONS
from tests.people import offices, people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_django.plugin import DjangoDbBlocker

    from accounts.models import Office, Officer


__all__ = ["offices", "people"]

LISTS = frozenset(name for name, definition in DEFINITIONS.items() if not definition.large)


@pytest.fixture(scope="module")
def code_lists(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """All lists that people know by heart, for the tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_shipped_lists(LISTS)
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def make_case(db: None) -> Callable[..., Case]:
    """Makes a bare record of an office; what is told beside stands on it."""
    made = 0

    def make(office: Office, by: Officer, **told: Any) -> Case:
        nonlocal made
        made += 1
        now = timezone.now()
        return Case.objects.create(
            office=office,
            country_code=office.country_code,
            entered_by=by,
            **{
                "administration": office.administration,
                "reference": f"{office.code}-{made:06}",
                "seized_on": date(2026, 11, 20),
                "entered_at": now,
                "submitted_at": now,
                **told,
            },
        )

    return make


@pytest.fixture
def make_person(db: None) -> Callable[..., Person]:
    """Makes a person of a record."""

    def make(case: Case, **told: Any) -> Person:
        return Person.objects.create(case=case, **told)

    return make
