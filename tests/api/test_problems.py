"""Everything that can go wrong is told in one form, in the caller's language, and says nothing of our inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from redis.exceptions import ConnectionError as RedisAway

from accounts.api.me import Me
from face.rest import throttles
from face.rest.problems import KINDS
from face.web.reference import described
from tests.api.calling import Program, kind
from tests.people import sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import Settings

    from tests.people import People


@pytest.mark.parametrize(
    ("method", "address", "headers", "body", "expected"),
    [
        ("GET", "/api/v1/nowhere", {}, b"", (404, "not-found")),
        ("POST", "/api/v2/offices", {}, b"", (404, "not-found")),
        ("POST", "/api/v1/offices", {}, b"{}", (405, "method-not-allowed")),
        ("PUT", "/api/v1/offices", {}, b"{}", (405, "method-not-allowed")),
        ("OPTIONS", "/api/v1/offices", {}, b"", (405, "method-not-allowed")),
        ("GET", "/api/v1/offices", {"Accept": "text/html"}, b"", (406, "not-acceptable")),
        ("GET", "/api/v1/offices", {"Accept": "application/json;q=0"}, b"", (406, "not-acceptable")),
        ("POST", "/api/v1/runs", {"Content-Type": "text/plain"}, b"{}", (415, "media-type")),
        ("POST", "/api/v1/runs", {}, b"{", (400, "malformed")),
        ("POST", "/api/v1/runs", {}, b"\xff\xfe", (400, "malformed")),
        ("POST", "/api/v1/runs", {}, b"[" * 100_000, (400, "malformed")),
        ("POST", "/api/v1/runs", {}, b"[]", (400, "malformed")),
        ("POST", "/api/v1/runs", {}, b'{"steps": NaN}', (400, "malformed")),
        ("POST", "/api/v1/runs", {}, b'{"steps": 1' + b"0" * 5000 + b"}", (400, "malformed")),
        ("POST", "/api/v1/runs", {}, b" " * 2_700_000, (413, "too-large")),
        ("POST", "/api/v1/runs", {}, b'{"steps": 1, "office": "SN"}', (422, "invalid")),
        ("GET", "/api/v1/offices?kind__in=POST", {}, b"", (400, "bad-parameter")),
        ("GET", "/api/v1/offices?_connector=OR", {}, b"", (400, "bad-parameter")),
        ("GET", "/api/v1/offices?limit=0", {}, b"", (400, "bad-parameter")),
        ("GET", "/api/v1/offices?limit=201", {}, b"", (400, "bad-parameter")),
        ("GET", "/api/v1/offices?order=password", {}, b"", (400, "bad-parameter")),
        ("GET", "/api/v1/offices?q=a%00b", {}, b"", (400, "bad-parameter")),
        ("GET", "/api/v1/offices?kind=POST&kind=WCO", {}, b"", (400, "bad-parameter")),
        ("GET", "/api/v1/offices?cursor=abc", {}, b"", (400, "bad-cursor")),
    ],
)
def test_problem(  # noqa: PLR0917 - a table
    program: Callable[..., Program],
    people: People,
    method: str,
    address: str,
    headers: dict[str, str],
    body: bytes,
    expected: tuple[int, str],
) -> None:
    caller = program(people.ines)
    sent = {"Content-Type": "application/json"} | headers
    answer = caller.client.generic(
        method, address, body, content_type=sent.pop("Content-Type"), headers=caller._headers({}) | sent
    )

    assert (answer.status_code, kind(answer)) == expected
    assert answer["Cache-Control"] == "no-store"
    said = answer.json()
    assert said["status"] == expected[0]
    assert said["request_id"] == answer["X-Request-ID"]


def test_parameter_is_named(program: Callable[..., Program], people: People) -> None:
    said = program(people.ines).get("offices", {"colour": "red"}).json()

    assert said["errors"] == [{"field": "colour", "message": "There is no such field.", "code": "unknown"}]


def test_cursor_of_another_list_or_altered(program: Callable[..., Program], people: People) -> None:
    caller = program(people.ines)
    cursor = caller.get("offices", {"limit": 1}).json()["next"].partition("cursor=")[2]

    assert kind(caller.get(f"officers?cursor={cursor}")) == "bad-cursor"
    assert kind(caller.get(f"offices?order=kind&cursor={cursor}")) == "bad-cursor"
    assert kind(caller.get(f"offices?cursor={cursor[:-2]}xx")) == "bad-cursor"


@pytest.mark.parametrize(
    ("wanted", "language", "title"),
    [
        ("pt", "pt", "Não há nada neste endereço"),
        ("fr-SN,fr;q=0.9,en;q=0.8", "fr", "Il n’y a rien à cette adresse"),
        ("en-GB", "en", "There is nothing at this address"),
        ("tlh", "fr", "Il n’y a rien à cette adresse"),
    ],
)
def test_in_the_language_of_the_caller(
    program: Callable[..., Program], people: People, wanted: str, language: str, title: str
) -> None:
    caller = program(people.ines)
    caller.language = wanted
    for address in ("offices/NOWHERE", "nowhere"):
        answer = caller.get(address)
        assert (answer["Content-Language"], answer.json()["title"]) == (language, title)


def fail(error: Exception) -> Callable[..., Any]:
    def get(*_arguments: object, **_named: object) -> Any:
        raise error

    get.operation = Me.get.operation  # type: ignore[attr-defined]
    return get


def test_mistake_of_ours_tells_nothing(
    program: Callable[..., Program], people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = program(people.ines)
    monkeypatch.setattr(Me, "get", fail(ZeroDivisionError("secret detail")))
    answer = caller.get("me")

    assert (answer.status_code, kind(answer)) == (500, "broken")
    assert "secret" not in answer.content.decode()


def test_database_away(program: Callable[..., Program], people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = program(people.ines)
    monkeypatch.setattr(Me, "get", fail(OperationalError("secret detail")))
    answer = caller.get("me")

    assert (answer.status_code, kind(answer)) == (503, "unavailable")
    assert int(answer["Retry-After"]) > 0
    assert "secret" not in answer.content.decode()


def test_without_redis_requests_pass_uncounted(
    program: Callable[..., Program], people: People, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    caller, settings.API_PER_MINUTE = program(people.ines), 1
    tried = []

    def away(*_arguments: object, **_named: object) -> None:
        tried.append(1)
        raise RedisAway

    monkeypatch.setattr(throttles, "_asleep_until", 0.0)
    monkeypatch.setattr(cache, "incr", away)
    assert [caller.get("me").status_code for _ in range(3)] == [200, 200, 200]
    assert len(tried) == 1  # then it is left alone for some seconds
    monkeypatch.setattr(throttles, "_asleep_until", 0.0)


def test_what_pages_take_from_forms_is_a_field_like_others(client: Client, people: People, settings: Settings) -> None:
    settings.DEMO = True
    sign_in(client, people.ines)
    client.handler.enforce_csrf_checks = True
    assert client.post("/api/v1/runs", {"switch_language": "fr"}).status_code == 403  # without the form's secret
    people.ines.refresh_from_db()
    assert people.ines.language == "pt"

    answer = Program.of(people.ines).send_file("code-lists/concealment/editions", {"switch_language": "fr"})
    assert kind(answer) == "invalid"
    assert "switch_language" in {error["field"] for error in answer.json()["errors"]}


def test_each_kind_of_problem_has_its_section() -> None:
    page = Client().get("/api/v1/docs", headers={"Accept-Language": "fr"}).content.decode()

    assert [name for name in KINDS if f'id="problem-{name}"' not in page] == []


def test_description_in_three_languages() -> None:
    said = {language: described(language)["paths"]["/api/v1/me"]["get"]["summary"] for language in ("fr", "en", "pt")}

    assert len(set(said.values())) == 3
    assert Client().get("/api/v1/schema", headers={"Accept-Language": "pt"}).json()["openapi"].startswith("3.1")
