"""Reports read from a real streaming replica, see what was just saved, and come from the primary when it cannot."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import InternalError, connection, connections, router, transaction
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import Officer
from audit.choices import Operation
from audit.models import Act
from audit.reports import replica as replicas
from audit.reports.replica import ALIAS, reports_database
from tests.house import databases
from tests.people import settle_offices, settle_people, sign_in
from tests.production.replicas import Replica
from tests.trials.workshop import until

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

pytestmark = pytest.mark.xdist_group("replica")


@pytest.fixture(scope="module")
def follower(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Replica]:
    """A replica of the whole server; what these tests commit is gone at the end."""
    found = Replica.made(os.environ.get("PYTEST_XDIST_WORKER", "main"))
    found.start()
    with django_db_blocker.unblock():
        try:
            yield found
        finally:
            connections.close_all()
            found.remove()
            databases.copy(databases.migrated_template(), connection.settings_dict["NAME"])


@pytest.fixture
def with_replica(follower: Replica, monkeypatch: pytest.MonkeyPatch) -> Iterator[Replica]:
    """Vigie knows the replica."""
    if not (follower.process and follower.process.poll() is None):
        follower.start()
    primary = connections["default"].settings_dict
    options = {**primary["OPTIONS"], "options": f"{primary['OPTIONS']['options']} -c default_transaction_read_only=on"}
    replicas._rest["until"] = float("-inf")
    monkeypatch.setitem(settings.DATABASES, ALIAS, {**primary, "PORT": follower.port, "OPTIONS": options})
    yield follower
    connections[ALIAS].close()
    del connections[ALIAS]


def note(label: str, office_code: str = "") -> Act:
    """One committed act."""
    return Act.objects.create(
        act="officer.corrected",
        operation=Operation.ALTERATION,
        by_name="Vigie",
        subject_kind="x",
        subject_label=label,
        office_code=office_code,
    )


def test_report_sees_what_was_just_saved(with_replica: Replica) -> None:
    for number in range(5):
        entry = note(f"number {number}")
        database = reports_database()
        assert database == ALIAS
        assert Act.objects.using(database).get(pk=entry.pk).subject_label == f"number {number}"
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        assert cursor.fetchone() == (True,)
    until(lambda: replicas.lag() == 0)


def test_replica_refuses_writes(with_replica: Replica) -> None:
    assert reports_database() == ALIAS
    with pytest.raises(InternalError, match="read-only"):
        Act.objects.using(ALIAS).create(act="x", by_name="x", subject_kind="x", subject_label="x")
    with connections[ALIAS].cursor() as cursor, pytest.raises(InternalError, match=r"recovery|read-only"):
        cursor.execute("SET default_transaction_read_only = off; CREATE TEMP TABLE x (n int)")


def test_what_was_read_there_is_written_to_the_primary(with_replica: Replica) -> None:
    entry = note("read on the replica")
    found = Act.objects.using(reports_database()).get(pk=entry.pk)

    assert found._state.db == ALIAS
    assert Officer.objects.db_manager(hints={"instance": found}).db in ("default", ALIAS)
    assert note("another")._state.db == "default"


def test_within_a_transaction_the_primary_answers(with_replica: Replica) -> None:
    with transaction.atomic():
        assert reports_database() == "default"


@override_settings(REPLICA_PATIENCE=0.2)
def test_a_replica_that_is_behind_is_not_asked(with_replica: Replica, caplog: pytest.LogCaptureFixture) -> None:
    note("before")
    assert reports_database() == ALIAS
    with_replica.say("SELECT pg_wal_replay_pause()")
    try:
        entry = note("after")
        with caplog.at_level(logging.WARNING):
            database = reports_database()
        assert database == "default"
        assert "behind" in caplog.text
        assert Act.objects.using(database).filter(pk=entry.pk).exists()
        assert (replicas.lag() or 0) > 0
    finally:
        with_replica.say("SELECT pg_wal_replay_resume()")
    with override_settings(REPLICA_PATIENCE=5):
        assert reports_database() == ALIAS


def test_a_replica_that_is_away_is_left_alone_for_a_while(
    with_replica: Replica, caplog: pytest.LogCaptureFixture
) -> None:
    with_replica.stop()
    with caplog.at_level(logging.WARNING):
        assert reports_database() == "default"
        assert replicas.lag() is None
        with_replica.start()
        assert reports_database() == "default", "it is left alone"
    assert caplog.text.count("is away") == 1
    replicas._rest["until"] = float("-inf")
    assert reports_database() == ALIAS


def test_a_server_that_is_no_replica_is_not_used(with_replica: Replica, caplog: pytest.LogCaptureFixture) -> None:
    connections[ALIAS].close()
    connections[ALIAS].settings_dict["PORT"] = connections["default"].settings_dict["PORT"]

    assert reports_database() == "default"
    assert "no replica" in caplog.text


def test_export_comes_from_the_replica(with_replica: Replica) -> None:
    offices = settle_offices()
    people = settle_people(offices)
    note("in Ghana", office_code=offices.ghana.code)
    client = Client()
    sign_in(client, people.kofi)
    with override_settings(DEMO=True):
        answer = client.get(reverse("accounts:act-export"))
        told = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]

    assert answer.status_code == 200
    assert len(told.splitlines()) > 1
    assert ALIAS in connections
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        assert cursor.fetchone() == (True,)


def test_nothing_is_migrated_there(with_replica: Replica) -> None:
    assert not router.allow_migrate(ALIAS, "audit")
    assert router.allow_migrate("default", "audit")


def test_without_a_replica_the_primary_answers(transactional_db: None) -> None:
    assert reports_database() == "default"
