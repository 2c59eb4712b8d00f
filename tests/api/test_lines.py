"""Each line of the log says whose token it was, and of which office, in numbers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone

from accounts.actions.programs import register_program
from accounts.actions.tokens import issue_program_token, revoke_token
from accounts.models import AccessToken
from accounts.roles import EntryOfficer
from tests.api.calling import Program
from tests.people import sign_in
from tests.production.logs import heard

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.people import Offices, People


def test_officer_of_a_token(program: Callable[..., Program], people: People) -> None:
    caller = program(people.awa)
    assert caller.token
    expected = {
        "officer": people.awa.pk,
        "token": str(caller.token.pk),
        "office": people.awa.postings.get().office.code,
    }
    with heard() as said:
        caller.get("offices")
        caller.get("nowhere")  # of nobody: no token is looked at
        caller.get("offices", {"colour": "red"})

    found, lost, refused = said.of("answered")
    assert expected.items() <= found.items()
    assert not {"officer", "token", "office", "program"} & lost.keys()
    assert expected.items() <= refused.items()
    assert caller.text not in said.text
    assert caller.token.finder not in said.text


def test_program_of_an_office(people: People, offices: Offices) -> None:
    airport = offices.dakar_airport
    machine = register_program(
        by=people.moussa, program_id=uuid4(), name="Feeder", office=airport, role_code=EntryOfficer.code
    )
    issued = issue_program_token(
        by=people.moussa, program=machine, token_id=uuid4(), name="Test", scopes=["offices.read"], days=3
    )
    with heard() as said:
        Program(issued.text).get("offices")

    [line] = said.of("answered")
    assert (line["program"], line["token"], line["office"]) == (machine.pk, str(issued.token.pk), airport.code)
    assert "officer" not in line
    assert "Feeder" not in said.text


def test_token_that_opens_nothing_any_more_is_still_told(program: Callable[..., Program], people: People) -> None:
    revoked, expired = program(people.awa), program(people.awa)
    assert revoked.token
    assert expired.token
    revoke_token(by=people.awa, token=revoked.token)
    now = timezone.now()
    AccessToken.objects.filter(pk=expired.token.pk).update(
        issued_at=now - timedelta(days=2), expires_at=now - timedelta(days=1)
    )
    with heard() as said:
        assert [caller.get("me").status_code for caller in (revoked, expired)] == [401, 401]

    lines = said.of("answered")
    assert [line["token"] for line in lines] == [str(revoked.token.pk), str(expired.token.pk)]
    assert {line["officer"] for line in lines} == {people.awa.pk}


def test_token_is_told_and_not_the_session_beside_it(client: Client, people: People) -> None:
    sign_in(client, people.ines)
    caller = Program.of(people.awa)
    caller.client = client
    with heard() as said:
        caller.get("offices")

    [line] = said.of("answered")
    assert line["officer"] == people.awa.pk
