"""Records for the tests of this room."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from cen_records.models import Case, Person
from tests.people import offices, people

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import Office, Officer


__all__ = ["offices", "people"]


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
