"""Programs of the people, who send and fetch records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.conftest import program
from tests.cen_records.conftest import code_lists

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.calling import Program
    from tests.people import People

__all__ = ["code_lists", "program"]


@pytest.fixture
def awa(program: Callable[..., Program], people: People) -> Program:
    """The program of an entry officer at the airport of Dakar."""
    return program(people.awa)
