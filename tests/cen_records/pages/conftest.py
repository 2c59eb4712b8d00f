"""An officer of Dakar airport in front of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cen_records.pages.filling import Desk
from tests.people import sign_in

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import Offices, People


@pytest.fixture
def awa(client: Client, offices: Offices, people: People) -> Desk:
    """Awa at her desk, without scripts."""
    sign_in(client, people.awa)
    return Desk(client, people.awa, offices.dakar_airport)
