"""Redis, PostgreSQL, the clock or a whole worker away, full, frozen: what was asked for is kept and goes on."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from celery import current_app
from django.db import connection, connections
from django.test import Client

from audit.actions.runs import cancel_run, start_daily_run, start_run
from audit.choices import QueueTrouble, RunQueue, RunState
from audit.models import Run, WorkerBeat
from audit.reports.queues import QueueStanding, queue_standings
from tests.house import databases
from tests.trials.stage import count_on, under_way
from tests.trials.workshop import ALONE, BEAT, LONG, QUICK, REDIS, SECOND_BEAT, Workshop, effects, finished, until

if TYPE_CHECKING:
    from django.conf import LazySettings

pytestmark = pytest.mark.xdist_group("runs")
WELL = {"redis": "ok", "database": "ok", "quick work": "ok", "long work": "ok", "clock": "ok"}


def quick() -> QueueStanding:
    return queue_standings()[0]


def has_come_back(workshop: Workshop) -> bool:
    """Whether all hear again. Celery ends a worker now and then when Redis is killed (kombu: “fd is None”)."""
    workshop.start_what_ended()
    return is_well()


def is_well() -> bool:
    return not any(standing.is_silent for standing in queue_standings())


def ready() -> dict[str, str]:
    """What is told to whatever watches over Vigie."""
    found: dict[str, str] = Client().get("/health/ready").json()["parts"]
    return found


@pytest.fixture
def short_silence(settings: LazySettings) -> None:
    """Whoever is not heard of for two seconds is missed, as the workshop's clock ticks twice a second."""
    settings.RUN_SILENCE = 2


# --- Redis ---------------------------------------------------------------------------------------
def test_redis_forgets_what_waits_and_what_is_under_way(workshop: Workshop) -> None:
    running = [under_way(count_on(), 1), under_way(count_on(), 1)]
    waiting = [count_on(steps=3) for _ in range(3)]
    rung = set(workshop.client.lrange(LONG, 0, -1))
    assert rung
    workshop.client.flushall()
    assert not rung & set(workshop.client.lrange(LONG, 0, -1))  # the sweeper may ring anew at this very moment

    for run in (*running, *waiting):
        found = finished(run)
        assert (found.state, effects(found)) == (RunState.DONE, list(range(1, found.parameters["steps"] + 1)))
        assert found.attempt == 1


def test_redis_is_away_when_a_run_is_started(workshop: Workshop) -> None:
    workshop.kill(REDIS)
    began = time.monotonic()
    runs = [start_run(by=None, kind="trials.count") for _ in range(3)]
    assert (time.monotonic() - began) / len(runs) < 0.5, "the page waits for it"
    workshop.start_redis()
    WorkerBeat.objects.all().delete()
    until(lambda: has_come_back(workshop))

    assert [finished(run).state for run in runs] == [RunState.DONE] * 3
    assert [effects(run) for run in runs] == [[1]] * 3


def test_redis_is_away_while_a_run_is_under_way(workshop: Workshop) -> None:
    run = under_way(count_on())
    workshop.kill(REDIS)
    run = finished(run)
    workshop.start_redis()
    WorkerBeat.objects.all().delete()
    until(lambda: has_come_back(workshop))

    assert (run.state, run.attempt, effects(run)) == (RunState.DONE, 1, list(range(1, 31)))
    assert finished(count_on(steps=2)).state == RunState.DONE


def test_redis_that_is_killed_again_and_again(workshop: Workshop) -> None:
    for _ in range(3):
        workshop.kill(REDIS)
        workshop.start_redis()
        WorkerBeat.objects.all().delete()
        until(lambda: has_come_back(workshop))  # the clock's beats go through each queue again
        runs = [start_run(by=None, kind="trials.count"), count_on(steps=2, seconds=0)]

        assert [finished(run).state for run in runs] == [RunState.DONE] * 2


def test_full_redis(workshop: Workshop, short_silence: None) -> None:
    until(is_well)
    for part in (QUICK, LONG):
        os.kill(workshop.parts[part].pid, signal.SIGSTOP)
    until(lambda: all(workshop.client.llen(queue) for queue in RunQueue))  # so each has one in its hands, too
    workshop.client.config_set("maxmemory", 1)
    for part in (QUICK, LONG):
        os.kill(workshop.parts[part].pid, signal.SIGCONT)
    runs = [start_run(by=None, kind="trials.count") for _ in range(3)]
    assert {run.state for run in runs} == {RunState.QUEUED}
    until(lambda: quick().trouble == QueueTrouble.REDIS_AWAY)
    until(lambda: not any(workshop.client.llen(queue) for queue in RunQueue))  # what lies there is still taken
    workshop.client.config_set("maxmemory", 0)

    assert [(finished(run).state, effects(run)) for run in runs] == [(RunState.DONE, [1])] * 3
    until(is_well)
    assert all(workshop.is_there(part) for part in (QUICK, LONG, BEAT))


def test_redis_that_hangs(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(current_app.conf.broker_transport_options, "socket_timeout", 0.3)
    os.kill(workshop.parts[REDIS].pid, signal.SIGSTOP)
    began = time.monotonic()
    run = start_run(by=None, kind="trials.count")
    took = time.monotonic() - began
    os.kill(workshop.parts[REDIS].pid, signal.SIGCONT)

    assert took < 2, "the page waits for it"
    assert (finished(run).state, effects(run)) == (RunState.DONE, [1])


# --- PostgreSQL ----------------------------------------------------------------------------------
@contextmanager
def postgresql_away() -> Iterator[None]:
    """Nobody has a line to the database, and nobody gets one."""
    name = connection.settings_dict["NAME"]
    connections.close_all()
    databases.as_owner(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    databases.as_owner(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
        " AND usename <> current_user AND backend_type = 'client backend'"
    )
    try:
        yield
    finally:
        databases.as_owner(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def test_postgresql_goes_away_and_comes_back(workshop: Workshop) -> None:
    under_way_then = [under_way(count_on(), 1), start_run(by=None, kind="trials.count", parameters={"seconds": 0.5})]
    until(lambda: not Run.objects.filter(pk=under_way_then[1].pk, state=RunState.QUEUED))
    with postgresql_away():
        time.sleep(1.5)  # three rounds of the clock, each of which finds nobody
    long, one = (finished(run) for run in under_way_then)

    assert (long.state, effects(long)) == (RunState.DONE, list(range(1, 31)))
    assert (one.state, effects(one)) == (RunState.DONE, [1])
    assert all(workshop.is_there(part) for part in (QUICK, LONG, BEAT))
    until(is_well)


# --- Worker and clock ----------------------------------------------------------------------------
def test_worker_that_hears_nothing_any_more_is_missed(workshop: Workshop, short_silence: None) -> None:
    until(lambda: ready() == WELL)
    os.kill(workshop.parts[QUICK].pid, signal.SIGSTOP)  # it is there, and takes nothing
    run = start_run(by=None, kind="trials.count")
    until(lambda: quick().trouble == QueueTrouble.NOBODY_HEARS)
    assert queue_standings()[1].trouble is None
    assert ready() == WELL | {"quick work": "not ok"}
    os.kill(workshop.parts[QUICK].pid, signal.SIGCONT)

    assert finished(run).state == RunState.DONE
    until(lambda: ready() == WELL)


def test_workers_that_are_killed_are_named(workshop: Workshop, short_silence: None) -> None:
    until(lambda: ready() == WELL)
    workshop.kill(LONG)
    until(lambda: ready() == WELL | {"long work": "not ok"})
    workshop.kill(QUICK)
    until(lambda: ready() == WELL | {"quick work": "not ok", "long work": "not ok", "clock": "unknown"})


def test_clock_that_is_killed_is_missed(workshop: Workshop, short_silence: None) -> None:
    until(is_well)
    workshop.kill(BEAT)
    until(lambda: quick().trouble == QueueTrouble.CLOCK_STOPPED)
    until(lambda: ready() == WELL | {"quick work": "unknown", "long work": "unknown", "clock": "not ok"})
    assert finished(start_run(by=None, kind="trials.count")).state == RunState.DONE, "what is rung for is done"
    lost = under_way(count_on(), 1)
    os.kill(int(lost.worker.split()[1]), signal.SIGKILL)
    workshop.start(BEAT)

    assert (finished(lost).state, effects(lost)) == (RunState.DONE, list(range(1, 31)))
    until(is_well)


def test_two_clocks(workshop: Workshop) -> None:
    workshop.start(SECOND_BEAT)
    workshop.kill(QUICK)
    runs = [start_run(by=None, kind="trials.count") for _ in range(20)]
    runs += [start_daily_run(kind="trials.count") for _ in range(2)]
    lost = under_way(count_on(), 1)
    os.kill(int(lost.worker.split()[1]), signal.SIGKILL)
    workshop.client.flushall()
    workshop.start(QUICK)

    assert [(finished(run).state, effects(run), run.attempt) for run in runs] == [(RunState.DONE, [1], 1)] * 22
    assert (finished(lost).attempt, effects(lost)) == (2, list(range(1, 31)))
    workshop.kill(SECOND_BEAT)


def test_on_one_machine_long_work_does_not_delay_quick_work(workshop: Workshop) -> None:
    for part in (QUICK, LONG):
        workshop.kill(part)
    workshop.start(ALONE)
    long = [count_on(steps=100, seconds=0.05) for _ in range(5)]
    for run in long[:2]:
        under_way(run, 1)
    began = time.monotonic()
    soon = [finished(start_run(by=None, kind="trials.count")) for _ in range(3)]
    took = time.monotonic() - began
    assert Run.objects.filter(queue=RunQueue.LONG, state=RunState.RUNNING).count() == 2, "of three processes"
    for run in long[:4]:
        cancel_run(run)
    last = under_way(long[4], 1)
    cancel_run(last)
    finished(last)
    workshop.kill(ALONE)

    assert {run.state for run in soon} == {RunState.DONE}
    assert took < 1.5
