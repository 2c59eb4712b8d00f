"""What watches over Vigie is told the truth, shortly, by a process that asks little."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.utils import timezone

from audit.actions.runs import note_beat
from audit.actions.runs.bell import ring
from audit.choices import RunQueue
from audit.models import WorkerBeat
from house.kept import free_port
from house.places import ROOT

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

WELL = {"redis": "ok", "database": "ok", "quick work": "ok", "long work": "ok", "clock": "ok"}
# A process of its own, so that it has lines to servers of its own.
ASK = """
import json, django
django.setup()
from django.test import Client
answers = [Client().get(address, headers={"host": "localhost"}) for address in ("/health/live", "/health/ready")]
print(json.dumps([[answer.status_code, answer.json()] for answer in answers]))
"""


@pytest.fixture
def workers(db: None) -> None:
    """Both queues have just been heard of."""
    for queue in RunQueue:
        note_beat(queue, worker=f"worker@{queue}")


def asked(**environment: str) -> list[tuple[int, dict[str, object]]]:
    """What live and ready answer in another environment."""
    ran = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=os.environ | {"PYTHONWARNINGS": "ignore"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return [tuple(answer) for answer in json.loads(ran.stdout.splitlines()[-1])]


def test_live_asks_nobody(client: Client, django_assert_num_queries: DjangoAssertNumQueries, db: None) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"live": "ok"})
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_ready_when_everything_is_well(
    client: Client, workers: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (200, {"ready": "ok", "parts": WELL})
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert client.head("/health/ready").status_code == 200
    assert client.post("/health/ready").status_code == 405


def test_a_silent_worker_is_named(client: Client, workers: None) -> None:
    WorkerBeat.objects.filter(queue="long").update(beat_at=timezone.now() - timedelta(minutes=5))
    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["parts"]) == (503, WELL | {"long work": "not ok"})


def test_where_nothing_is_rung_the_clock_is_named(client: Client, no_bells_left: None, db: None) -> None:
    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["parts"] == WELL | {"quick work": "unknown", "long work": "unknown", "clock": "not ok"}


def test_where_nobody_takes_what_is_rung_the_workers_are_named(client: Client, no_bells_left: None, db: None) -> None:
    for queue in RunQueue:
        ring(queue)
    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["parts"] == WELL | {"quick work": "not ok", "long work": "not ok", "clock": "unknown"}


def test_busy_workers_are_alive(client: Client, db: None) -> None:
    """A worker that has been at a long run for longer than its beats may be late."""
    note_beat("quick", worker="worker@quick")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_run (id, key, kind, queue, parameters, by_name, office_code, state, attempt, failures,"
            " worker, done, word, word_values, place, outcome, outcome_values, reference, file_name, file_path,"
            " file_type, file_sha256, heartbeat_at) VALUES (gen_random_uuid(), 'busy', 'audit.rehearse', 'long', '{}',"
            " 'Vigie', '', 'RUNNING', 1, 0, 'worker@long', 0, '', '{}', '{}', '', '{}', '', '', '', '', '', now())"
        )

    assert client.get("/health/ready").json()["parts"] == WELL


@pytest.mark.django_db
def test_a_lost_database_is_told_and_the_process_lives() -> None:
    live, ready = asked(DATABASE_URL=f"postgres://app:nothing@127.0.0.1:{free_port()}/none")

    assert live == (200, {"live": "ok"})
    assert ready[0] == 503
    unknown = {"quick work": "unknown", "long work": "unknown", "clock": "unknown"}
    assert ready[1]["parts"] == {"redis": "ok", "database": "not ok"} | unknown


@pytest.mark.django_db(transaction=True)
def test_a_lost_redis_is_told_and_the_process_lives() -> None:
    for queue in RunQueue:
        note_beat(queue, worker=f"worker@{queue}")
    live, ready = asked(REDIS_URL=f"redis://:nothing@127.0.0.1:{free_port()}/0")

    assert live == (200, {"live": "ok"})
    assert (ready[0], ready[1]["parts"]) == (503, WELL | {"redis": "not ok"})


@pytest.mark.django_db
def test_nothing_is_told_that_helps_an_attacker() -> None:
    port = free_port()
    for _status, told in asked(DATABASE_URL=f"postgres://app:nothing@127.0.0.1:{port}/none"):
        words = json.dumps(told)
        assert not any(word in words for word in (str(port), "127.0.0.1", "app", "Error", "refused", "django"))
