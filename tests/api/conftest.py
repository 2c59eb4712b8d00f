"""Programs that call: each with a token of one of the people of the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.calling import Program
from tests.people import offices, people

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import Settings

    from accounts.models import Officer

__all__ = ["offices", "people"]


@pytest.fixture
def program(settings: Settings) -> Callable[..., Program]:
    """Makes a program with a token of an officer; of all scopes that they may give, unless told."""
    settings.DEMO = True  # no role has to enrol a second factor first

    def make(officer: Officer, *scopes: str) -> Program:
        return Program.of(officer, *scopes)

    return make
