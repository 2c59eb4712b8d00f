"""Each address of the programs' door answers each role as `table.md` says, and nobody without a token of use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.actions.officers import suspend_officer
from accounts.choices import Scope
from face.rest.needs import ANY, OPEN
from face.rest.operations import operation_of
from tests.api.calling import Program, kind
from tests.permissions.programs import Call, calls, endpoints, prepare, send, values, with_everything
from tests.permissions.public import OPEN as OPEN_PAGES
from tests.permissions.table import Row
from tests.permissions.table import rows as all_rows

if TYPE_CHECKING:
    from tests.people import People
    from tests.permissions.cast import Cast

CALLS = {str(call): call for call in calls()}
WORDS = {200: "yes", 201: "yes", 204: "yes", 422: "yes", 403: "no", 404: "hidden", 409: "taken"}
WITHOUT_RECORD = (
    "-index",
    "api:me",
    "api:act-kinds",
    "api:code-list",
    "api:code",
    "api:edition",
    "api:record-fields",
    "api:record-bulk",
)


def rows() -> list[Row]:
    return [row for row in all_rows() if " " in row.route]


@pytest.fixture
def columns(cast: Cast) -> dict[str, Program]:
    """A program for each column of the table, with every scope."""
    prepare(cast.columns["WCO administrator"])
    for record in cast.records.values():
        with_everything(record.officer)
    return {column: with_everything(officer) for column, officer in cast.columns.items()}


def asked(call: Call, cast: Cast, columns: dict[str, Program], whose: str) -> dict[str, str]:
    record = cast.records.get(whose, cast.records["Senegal"])
    got: dict[str, str] = {}
    for column, program in columns.items():
        with transaction.atomic():
            answer = send(program, call, record)
            got[column] = WORDS.get(answer.status_code, str(answer.status_code))
            transaction.set_rollback(True)
    return got


def test_every_address_is_declared() -> None:
    """No method without an operation; what needs a scope needs one that exists."""
    scopes = {*Scope.values, ANY, OPEN}
    for name, view in endpoints():
        if view is None or name == "unknown":
            assert f"api:{name}" in OPEN_PAGES
            continue
        for method in ("get", "post", "put", "patch", "delete"):
            if hasattr(view, method):
                said = operation_of(view, method)
                assert said is not None, f"{name} {method}"
                assert said.needs in scopes, f"{name} {method}"


def test_table_names_calls_that_exist() -> None:
    assert {row.route for row in rows()} - set(CALLS) == set()


def test_every_call_is_in_the_table(cast: Cast, columns: dict[str, Program]) -> None:
    """The failure shows what a new address answers now: judge it, then add it to the table."""
    missing = []
    for name in [name for name in CALLS if name not in {row.route for row in rows()}]:
        alike = name.endswith("-index") or any(word in name for word in WITHOUT_RECORD[1:])
        alike = alike and name != "POST api:invitation-index"
        for whose in ("–",) if alike else ("Senegal", "Cameroon"):
            got = asked(CALLS[name], cast, columns, whose)
            missing.append(" | ".join(["", f"`{name}`", whose, *got.values(), ""]).strip())

    assert missing == [], "\n".join(missing)


@pytest.mark.parametrize("row", rows(), ids=str)
def test_answers(cast: Cast, columns: dict[str, Program], row: Row) -> None:
    assert asked(CALLS[row.route], cast, columns, row.whose) == row.answers


def everywhere(program: Program, cast: Cast) -> dict[str, Any]:
    """What a program is answered by each call, with everything that is asked for."""
    got = {}
    for name, call in CALLS.items():
        with transaction.atomic():
            got[name] = send(program, call, cast.records["Senegal"])
            transaction.set_rollback(True)
    return got


def test_token_that_opens_nothing(cast: Cast, people: People, columns: dict[str, Program]) -> None:
    """Nobody’s, of somebody suspended, expired, revoked, an id, a session key: each address answers the same."""
    suspended = with_everything(people.omar)
    suspend_officer(by=people.moussa, officer=people.omar, reason="Test")
    own = columns["administrator"]
    callers = {
        "none": Program(),
        "suspended": suspended,
        "expired": with_everything(people.aminata, over=True),
        "identity of a token": Program(str(own.token.pk if own.token else uuid4())),
        "number of an officer": Program(str(people.aminata.pk)),
        "finder of a token": Program(own.token.finder if own.token else ""),
        "mistyped": Program(own.text[:-1] + ("a" if own.text[-1] != "a" else "b")),
    }
    for who, caller in callers.items():
        found = {kind(answer) for answer in everywhere(caller, cast).values()}
        assert found <= {"sign-in-needed", "too-many"}, who


def test_token_without_scope_reads_nothing(cast: Cast, people: People, columns: dict[str, Program]) -> None:
    narrow = with_everything(people.ines, scopes=[])
    for name, answer in everywhere(narrow, cast).items():
        if name == "GET api:me":
            assert answer.status_code == 200
        else:
            assert kind(answer) == "scope-missing", name


def test_each_scope_opens_its_own_and_nothing_else(cast: Cast, people: People, columns: dict[str, Program]) -> None:
    for scope in Scope:
        narrow = with_everything(people.ines, scopes=[scope.value])
        for name, answer in everywhere(narrow, cast).items():
            said = operation_of(dict(endpoints())[CALLS[name].name[4:]], CALLS[name].method)
            assert said
            if said.needs in (scope, ANY):
                refused = answer.status_code == 403 and kind(answer) == "scope-missing"
                assert not refused, (scope, name)
            else:
                assert kind(answer) == "scope-missing", (scope, name)


def test_empty_body_changes_nothing(cast: Cast, columns: dict[str, Program]) -> None:
    for column, program in columns.items():
        for name, call in CALLS.items():
            if call.method in ("POST", "PUT", "PATCH"):
                address = reverse(call.name, kwargs=values(call, cast.records["Senegal"]))
                with transaction.atomic():
                    answer = program.send(call.method, address)
                    transaction.set_rollback(True)
                assert answer.status_code in {403, 404, 409, 415, 422, 428, 400}, (column, name, answer.content)
