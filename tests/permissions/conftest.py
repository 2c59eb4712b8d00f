"""The people and the offices, and who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import offices, people
from tests.permissions.cast import Cast, assemble

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.people import Offices, People

__all__ = ["offices", "people"]


@pytest.fixture
def cast(offices: Offices, people: People, settings: Settings) -> Cast:
    """Everybody of the table. In the demo no role has to enrol a second factor first."""
    settings.DEMO = True
    return assemble(offices, people)
