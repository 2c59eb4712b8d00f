"""Tokens: what opens, what never does, and how one dies."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.actions import errors
from accounts.actions.letters import send_token_notice, send_waiting_letters
from accounts.actions.officers import reinstate_officer, suspend_officer
from accounts.actions.programs import close_program, register_program
from accounts.actions.tokens import Issued, issue_program_token, issue_token, revoke_token
from accounts.models import AccessToken, Officer, Posting
from accounts.permissions import Refused
from accounts.tokens import new_token, read_token
from audit.models import Act
from tests.api.calling import Program, kind
from tests.people import settle_offices, settle_people, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import Settings

    from tests.people import Offices, People

SCANNERS = re.compile(r"vigie_[0-9A-Za-z]{52}")
ELSEWHERE = """
import sys
import django
django.setup()
from django.test import Client
for text in sys.stdin:
    headers = {"Authorization": "Bearer " + text.strip()}
    print(Client(SERVER_NAME="localhost").get("/api/v1/me", headers=headers).status_code, flush=True)
"""


def issue(officer: Officer, **other: object) -> Issued:
    asked = {"token_id": uuid4(), "name": "Press", "scopes": ["offices.read"], "days": 30} | other
    return issue_token(by=officer, **asked)  # type: ignore[arg-type]


def test_is_known_to_scanners_and_kept_as_a_hash(people: People) -> None:
    issued = issue(people.awa)

    assert SCANNERS.fullmatch(issued.text)
    kept = json.dumps(list(AccessToken.objects.values()), default=str) + json.dumps(
        list(Act.objects.values()), default=str
    )
    assert issued.text not in kept
    assert issued.text[14:-6] not in kept


def test_mistyped_token_costs_no_question() -> None:
    text = new_token().text

    assert read_token(text)
    assert [read_token(other) for other in ("", text[:-1], text + "a", text[:-1] + "-", "x" + text[1:])] == [None] * 5
    assert sum(read_token(text[:20] + letter + text[21:]) is not None for letter in "abcdefgh") <= 1


def test_key_of_the_server_may_change(people: People, settings: Settings) -> None:
    program = Program(issue(people.awa).text)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 9
    assert program.get("me").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert kind(program.get("me")) == "sign-in-needed"


def test_dies_with_its_officer_and_does_not_come_back(people: People) -> None:
    program = Program(issue(people.awa).text)
    assert program.get("me").status_code == 200
    suspend_officer(by=people.moussa, officer=people.awa, reason="Test")
    assert kind(program.get("me")) == "sign-in-needed"
    reinstate_officer(by=people.moussa, officer=people.awa, reason="Test")
    assert kind(program.get("me")) == "sign-in-needed"


def test_posting_that_ended_closes_everything(people: People) -> None:
    program = Program(issue(people.awa).text)
    Posting.objects.filter(officer=people.awa).update(until_on=timezone.localdate() - timedelta(days=1))

    assert kind(program.get("offices")) == "account-closed"
    assert program.get("me").json()["postings"] == []


def test_second_factor_is_owed_by_programs_too(people: People, settings: Settings) -> None:
    settings.DEMO = False
    issued = issue(people.moussa, scopes=["officers.read"])

    assert kind(Program(issued.text).get("officers")) == "account-closed"


def test_expires(people: People) -> None:
    issued = issue(people.awa)
    long_ago = timezone.now() - timedelta(days=40)
    AccessToken.objects.update(issued_at=long_ago, expires_at=timezone.now() - timedelta(seconds=1))

    assert kind(Program(issued.text).get("me")) == "sign-in-needed"


@pytest.mark.django_db(transaction=True)
def test_leaked_and_revoked_is_dead_in_every_process() -> None:
    people = settle_people(settle_offices())
    issued = issue(people.awa)
    command = [sys.executable, "-c", ELSEWHERE]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=os.environ, stdin=pipe, stdout=pipe, text=True) as elsewhere:
        assert elsewhere.stdin
        assert elsewhere.stdout

        def status() -> int:
            print(issued.text, file=elsewhere.stdin, flush=True)
            return int(elsewhere.stdout.readline())  # type: ignore[union-attr]

        assert status() == 200
        revoke_token(by=people.awa, token=issued.token)
        assert status() == 401
        elsewhere.stdin.close()
    assert Program(issued.text).get("me").status_code == 401


@pytest.mark.parametrize(
    "header", ["{text}", "Token {text}", "Basic {text}", "Bearer", "Bearer {text} {text}", "bearer\t"]
)
def test_only_a_bearer_comes_in(people: People, header: str) -> None:
    text = issue(people.awa).text
    answer = Client().get("/api/v1/me", headers={"Authorization": header.format(text=text)})

    assert (answer.status_code, kind(answer)) == (401, "sign-in-needed")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_never_in_an_address(people: People) -> None:
    text = issue(people.awa).text

    assert kind(Program().get("me", {"token": text})) == "sign-in-needed"
    assert kind(Program().get("me", {"access_token": text})) == "sign-in-needed"


def test_guesses_are_limited_by_address(people: People, settings: Settings) -> None:
    good = Program(issue(people.awa).text)
    settings.API_FAILURES_PER_MINUTE = 3
    answers = [Program(new_token().text).get("me") for _ in range(5)]

    assert [answer.status_code for answer in answers] == [401, 401, 401, 429, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert good.get("me").status_code == 429  # from there, until the minute is over
    assert good.client.get("/api/v1/me", REMOTE_ADDR="192.0.2.7", headers=good._headers({})).status_code == 200


def test_requests_are_limited(people: People, settings: Settings) -> None:
    settings.API_PER_MINUTE = 2
    program = Program(issue(people.awa).text)
    answers = [program.get("me") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert kind(answers[2]) == "too-many"
    other = Program(issue(people.awa).text)
    assert [other.get("me").status_code for _ in range(2)] == [200, 200]
    third = Program(issue(people.awa).text)
    assert third.get("me").status_code == 429  # four for all tokens of one officer


def test_first_use_from_an_address_is_on_record(people: People) -> None:
    program = Program(issue(people.awa).text)
    for _ in range(3):
        program.get("me")
    program.client.get("/api/v1/me", REMOTE_ADDR="192.0.2.7", headers=program._headers({}))

    met = Act.objects.filter(act="token.met_address").order_by("id")
    assert [entry.details["address"] for entry in met] == ["127.0.0.1", "192.0.2.7"]


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"days": 0}, errors.TokenHoldsTooLong),
        ({"days": 366}, errors.TokenHoldsTooLong),
        ({"scopes": []}, errors.UnknownScope),
        ({"scopes": ["everything"]}, errors.UnknownScope),
        ({"scopes": ["acts.read"]}, errors.ScopeNotHeld),
        ({"name": "  "}, errors.TextOwed),
    ],
)
def test_issue_refuses(people: People, other: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        issue(people.awa, **other)
    with pytest.raises(Refused):
        issue(people.nadia)


def test_form_sent_twice_makes_one_token(people: People) -> None:
    token_id = uuid4()
    first, second = issue(people.awa, token_id=token_id), issue(people.awa, token_id=token_id)

    assert AccessToken.objects.count() == 1
    assert Program(second.text).get("me").status_code == 200
    assert Program(first.text).get("me").status_code == 401
    with pytest.raises(errors.FormUsedBefore):
        issue(people.awa, token_id=token_id)


def test_owner_is_told_by_letter(people: People) -> None:
    issued = issue(people.awa)

    assert send_token_notice(issued.token.pk)
    assert not send_token_notice(issued.token.pk)
    assert send_waiting_letters() == 0
    [letter] = mail.outbox
    assert letter.to == ["awa@douanes.example"]
    assert issued.text not in letter.body


def test_program_of_an_office(people: People, offices: Offices, settings: Settings) -> None:
    settings.DEMO = True
    program = register_program(
        by=people.moussa, program_id=uuid4(), name="Manifests", office=offices.dakar_port, role_code="ENTRY_OFFICER"
    )
    issued = issue_program_token(
        by=people.moussa, program=program, token_id=uuid4(), name="Night", scopes=["code_lists.read"], days=365
    )
    caller = Program(issued.text)

    assert caller.get("me").json()["is_program"] is True
    assert caller.get("code-lists").status_code == 200
    assert not Officer.objects.visible_to(people.moussa).filter(pk=program.pk).exists()
    assert not program.has_usable_password()
    close_program(by=people.moussa, program=program)
    assert kind(caller.get("me")) == "sign-in-needed"


def test_program_looks_after_nobody(people: People, offices: Offices) -> None:
    with pytest.raises(errors.RoleNotForPrograms):
        register_program(
            by=people.aminata, program_id=uuid4(), name="X", office=offices.senegal, role_code="NATIONAL_CONTACT_POINT"
        )
    with pytest.raises(Refused):
        register_program(
            by=people.moussa, program_id=uuid4(), name="X", office=offices.douala_port, role_code="ENTRY_OFFICER"
        )


def test_browser_reads_by_session_and_changes_with_its_secret(people: People, settings: Settings) -> None:
    settings.DEMO = True
    client = Client(enforce_csrf_checks=True)
    sign_in(client, people.moussa)

    assert client.get("/api/v1/me").json()["token"] is None
    assert kind(client.post("/api/v1/runs", {}, content_type="application/json")) == "forged"


def test_pages(people: People, program: Callable[..., Program], client: Client) -> None:
    sign_in(client, people.awa)
    issued = issue(people.awa)

    assert "vigie_" in client.get("/me/tokens/").content.decode()
    client.post(f"/me/tokens/{issued.token.pk}/revoke/")
    assert Program(issued.text).get("me").status_code == 401
