"""What the description says holds for what is answered, whatever is sent and whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.api.conformance import Campaign
from tests.permissions.cast import Cast, assemble
from tests.permissions.programs import prepare, with_everything

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings

    from tests.people import Offices, People

SEED = 20261122
ROLES = {"WCO administrator": (8, 6), "auditor": (2, 2), "contact point": (3, 2)}  # times each operation is called
NOT_HERS = {  # the run of the cast has been done, its token is another's, and the record is for auditors
    "POST /api/v1/runs/{id}/cancel",
    "POST /api/v1/runs/{id}/retry",
    "DELETE /api/v1/tokens/{id}",
    "GET /api/v1/acts",
    "GET /api/v1/acts/kinds",
    "GET /api/v1/seals",
}
OF_RECORDS = ("/records", "/drafts", "/released")  # done as a contact point; verifying is for the RILO
NOT_THE_CONTACT_POINTS = {"POST /api/v1/drafts/{id}/submit"}  # the draft of the cast is bare


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The door is asked as gunicorn asks it, and must not close the connection of the test around it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def cast(one_connection: None, offices: Offices, people: People, settings: Settings) -> Cast:
    settings.DEMO = True
    settings.API_PER_MINUTE = 1_000_000
    found = assemble(offices, people)
    prepare(found.columns["WCO administrator"])
    for record in found.records.values():
        with_everything(record.officer)
    return found


def test_description_is_sound(tmp_path: Path) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))


@pytest.mark.parametrize("role", ROLES)
def test_answers_are_as_described(cast: Cast, role: str, capsys: pytest.CaptureFixture[str]) -> None:
    fitting, unfit = ROLES[role]
    campaign = Campaign(cast.records["Senegal"], seed=SEED)
    campaign.run(with_everything(cast.columns[role]), fitting=fitting, unfit=unfit)

    with capsys.disabled():
        print(f"\n{sum(campaign.statuses.values())} cases as {role}: {dict(sorted(campaign.statuses.items()))}")  # noqa: T201
    missed = {name for name, found in campaign.by_operation.items() if not found & {200, 201, 204}}
    of_records = {name for name in campaign.by_operation if name.partition("/api/v1")[2].startswith(OF_RECORDS)}
    if role == "WCO administrator":
        assert missed - NOT_HERS - of_records == set()  # each operation was also done, not only refused
    if role == "contact point":
        assert missed & of_records - NOT_THE_CONTACT_POINTS == set()
