"""What a test with real workers stands on: a workshop that runs, and runs that one can watch."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from celery import current_app
from django.db import connection, connections
from django.db.models.functions import Now
from django.utils import translation
from kombu import Queue

from audit.actions.runs import start_run
from audit.choices import RunQueue, RunState
from audit.models import Run
from tests.house import databases
from tests.trials.workshop import BEAT, LONG, QUICK, REDIS, Workshop, ringing_at, until

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker


@pytest.fixture
def no_bells_left(own_redis: None) -> None:
    """Nobody has rung yet."""
    with current_app.connection_for_write() as connection:
        for queue in RunQueue:
            Queue(queue, channel=connection.default_channel).purge()


@pytest.fixture(scope="module")
def parts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Workshop]:
    """The workers see what is committed, so the tests share one database, which is made anew at the end."""
    with tempfile.TemporaryDirectory(prefix="vigie-workshop-") as name, django_db_blocker.unblock():
        workshop = Workshop(Path(name))
        try:
            yield workshop
        finally:
            workshop.stop()
            connections.close_all()
            databases.copy(databases.migrated_template(), connection.settings_dict["NAME"])


@pytest.fixture
def workshop(parts: Workshop) -> Iterator[Workshop]:
    """Redis, a worker for quick and one for long work, and the clock; what a test killed before is started again."""
    if not parts.is_there(REDIS):
        parts.start_redis()
    parts.start(*(part for part in (QUICK, LONG, BEAT) if not parts.is_there(part)))
    with ringing_at(parts.redis.url), translation.override("en"):
        yield parts
    Run.objects.open().update(state=RunState.CANCELLED, finished_at=Now())


def count_on(steps: int = 30, seconds: float = 0.05) -> Run:
    return start_run(by=None, kind="trials.count_on", parameters={"steps": steps, "seconds": seconds})


def under_way(run: Run, steps: int = 3) -> Run:
    """The run once it has come some way."""

    def is_so() -> bool:
        run.refresh_from_db()
        return run.state == RunState.RUNNING and run.done >= steps

    until(is_so)
    return run
