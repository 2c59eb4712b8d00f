"""One number from the request to the act and the run; nothing in a line that must not be there; always one line."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
from celery import current_app
from celery.app.trace import build_tracer
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client, override_settings
from django.urls import path, reverse
from django_structlog.celery.receivers import CeleryReceiver

from audit.acts import request_id
from audit.choices import RunQueue
from audit.models import Act, Run
from config.logs import lines
from tests.people import PASSWORD, sign_in
from tests.production.logs import heard
from tests.trials.by_hand import work

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from tests.people import People

HEADER = "x-request-id"
REHEARSAL = {
    "run_id": "6a5bd0e7-64fb-4d8a-9a2c-7ad3f2a52f10",
    "queue": "long",
    "steps": 2,
    "seconds": "0",
    "trouble": "none",
}
HOSTILE = (
    "short", "a" * 37, "two words here", "tab\there-and-more", "line\nbreak-and-more", "line\r\nSet-Cookie: a=b",
    "naïve-and-longer", "<script>alert(1)</script>", "' OR 1=1 -- and more", "../../etc/passwd", "\x1b[31mred-and-more",
)  # fmt: skip


def broken(_request: HttpRequest, word: str = "") -> HttpResponse:
    """A page with a mistake in it."""
    raise ValueError(f"invalid literal: '{word}'")


def torn(_request: HttpRequest, word: str) -> HttpResponse:
    """A page that PostgreSQL refuses, and whose refusal holds what was typed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(%s AS integer)", [word])
    raise AssertionError


urlpatterns = [path("broken/<str:word>/", broken, name="broken"), path("torn/<str:word>/", torn, name="torn")]
handler500 = "face.web.errors.broken"


# --- one number ----------------------------------------------------------------------------------
@override_settings(DEMO=True)  # no second factor is asked for
def test_one_number_in_request_act_and_run(client: Client, people: People) -> None:
    sign_in(client, people.aminata)
    with heard() as said:
        answer = client.post(reverse("accounts:system-rehearse"), REHEARSAL)
        run = Run.objects.get(kind="audit.rehearse")
        work(RunQueue.LONG)

    number = answer["X-Request-ID"]
    assert len(number) == 16
    assert run.request_id == number
    assert Act.objects.filter(request_id=number).exists()
    [web] = said.of("answered")
    assert (web["request"], web["officer"], web["route"]) == (number, people.aminata.pk, "accounts:system-rehearse")
    assert web["office"]
    for begun in (*said.of("begins: audit.rehearse"), *said.of("done: audit.rehearse")):
        assert (begun["request"], begun["run"], begun["officer"]) == (number, str(run.pk), people.aminata.pk)
    assert len(said.of("done: audit.rehearse")) == 1
    assert request_id.get() == ""


def test_number_goes_through_the_queue(db: None) -> None:
    """A task knows which request has asked for it; nothing else of the request is put into Redis."""
    seen: list[str] = []

    @current_app.task(name="tests.see", shared=False)
    def see() -> None:
        seen.append(request_id.get())

    try:
        token = request_id.set("0192f0c1-number")
        with current_app.connection_for_write() as line:
            see.apply_async(queue="tests-see")
            request_id.reset(token)
            message = line.SimpleQueue("tests-see").get(timeout=5)
            message.ack()
        headers: Any = message.headers
        carried = headers["__django_structlog__"]
        assert carried == {"request": "0192f0c1-number"}
        tracer = build_tracer(see.name, see, app=current_app)
        receiver = CeleryReceiver()
        receiver.connect_worker_signals()
        tracer("an-id", [], {}, {"id": "an-id", "__django_structlog__": carried})
    finally:
        current_app.tasks.pop("tests.see", None)
    assert seen == ["0192f0c1-number"]
    assert request_id.get() == ""


@override_settings(VIGIE_PROXIES=1)
def test_number_of_the_reverse_proxy_is_taken(client: Client, db: None) -> None:
    given = "6a5bd0e7-64fb-4d8a-9a2c-7ad3f2a52f10"

    assert client.get("/health/live", headers={HEADER: given})["X-Request-ID"] == given


@pytest.mark.parametrize("given", HOSTILE)
@override_settings(VIGIE_PROXIES=1)
def test_hostile_number_is_not_taken(client: Client, db: None, given: str) -> None:
    with heard() as said:
        answer = client.get(reverse("account_login"), headers={HEADER: given})

    assert answer["X-Request-ID"] not in ("", given)
    assert given not in json.dumps(said.lines, ensure_ascii=False)
    assert all(line["request"] == answer["X-Request-ID"] for line in said.lines)


@override_settings(VIGIE_PROXIES=0)
def test_without_a_proxy_nobody_chooses_the_number(client: Client, db: None) -> None:
    assert client.get("/health/live", headers={HEADER: "chosen-by-a-browser"})["X-Request-ID"] != "chosen-by-a-browser"


# --- what must not be there -----------------------------------------------------------------------
def test_no_password_after_a_failed_sign_in(client: Client, people: People) -> None:
    typed = {"login": "awa", "password": "a quite wrong lighthouse"}
    with heard() as said:
        client.post(reverse("account_login") + "?next=/secret-place/", typed)
        client.post(reverse("account_login"), {"login": PASSWORD, "password": "awa"})  # typed in the wrong field

    assert len(said.of("answered")) == 2
    for word in ("wrong lighthouse", PASSWORD, "awa", "secret-place", people.awa.family_name):
        assert word not in said.text


def test_address_tells_no_word_that_may_be_a_key(client: Client, people: People) -> None:
    sign_in(client, people.aminata)
    key = "3-cz9k4l-0123456789abcdef"
    with heard() as said:
        client.get(reverse("account_reset_password_from_key", args=["3", "cz9k4l-0123456789abcdef"]))
        client.get(f"/account/password/reset/{key}")
        client.get(reverse("accounts:officer", args=[people.awa.pk]) + "?q=Diop")

    assert "cz9k4l" not in said.text
    assert "Diop" not in said.text
    assert [line["address"] for line in said.of("answered")][1:] == ["/account/…", f"/people/{people.awa.pk}/"]


@pytest.mark.parametrize("word", ["%0a2026-01-01 INFO forged", "%0d%0aforged", "%1b[2Jforged", "%e2%80%a8forged"])
@pytest.mark.parametrize("as_json", [True, False])
def test_hostile_address_begins_no_line(client: Client, db: None, word: str, *, as_json: bool) -> None:
    with heard(as_json=as_json) as said:
        client.get(f"/{word}")
        client.get(f"/lists/x/{word}")

    assert len(said.text.splitlines()) == 2
    assert "forged" not in said.text
    assert "\x1b" not in said.text


def test_words_of_a_room_stay_in_their_line() -> None:
    for as_json in (True, False):
        with heard(as_json=as_json) as said:
            logging.getLogger("a room").warning("said: %s", "Ça\nva \x1b[31m\u2028 \x9b")

        assert len(said.text.splitlines()) == 1
        assert "\\u000a" in said.text
        assert "\x1b" not in said.text


def test_secrets_of_the_house_are_taken_out() -> None:
    lines.secrets_of_the_house.cache_clear()
    password = settings.DATABASES["default"]["PASSWORD"]
    with heard() as said:
        logging.getLogger("a room").warning("no line to postgres://app:%s@db, key %s", password, settings.SECRET_KEY)

    assert said.lines[0]["event"] == "no line to postgres://app:[secret]@db, key [secret]"


# --- mistakes of ours -----------------------------------------------------------------------------
@override_settings(ROOT_URLCONF=__name__)
def test_mistake_is_told_without_what_was_typed(people: People) -> None:
    client = Client(raise_request_exception=False)
    sign_in(client, people.awa)
    with heard() as said:
        answer = client.get("/broken/Aminata/?name=Diop")

    [error] = [line for line in said.lines if line["level"] == "error"]
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode(), "the page tells the number"
    assert error["request"] == answer["X-Request-ID"]
    assert "ValueError: invalid literal: …" in error["exception"]
    assert "test_logs.py" in error["exception"]
    assert error["officer"] == people.awa.pk
    for word in ("Aminata", "Diop", people.awa.family_name):
        assert word not in json.dumps(said.lines, ensure_ascii=False)


@override_settings(ROOT_URLCONF=__name__)
def test_refusal_of_the_database_is_told_without_its_rows(people: People) -> None:
    client = Client(raise_request_exception=False)
    sign_in(client, people.awa)
    with heard() as said:
        client.get("/torn/Traore/")

    [error] = [line for line in said.lines if line["level"] == "error"]
    assert "22P02" in error["exception"]
    assert "Traore" not in said.text


def test_detail_of_a_constraint_is_left_out() -> None:
    fault = DatabaseError('duplicate key value violates unique constraint "x"\nDETAIL:  Key (email)=(a@b.sn) exists.')

    assert lines.told_words(fault) == "django.db.utils.DatabaseError: duplicate key value violates unique constraint …"


def test_errors_that_stand_behind_one_another() -> None:
    error = RuntimeError("no such person")
    error.__cause__ = KeyError("Diop")

    assert lines.told_error(error) == "KeyError: …\nand then: RuntimeError: no such person"
