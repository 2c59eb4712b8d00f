"""The clock of background work goes on when the machine's time is put back."""

from __future__ import annotations

import shelve
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from celery import current_app
from django.conf import settings

from audit.reports.queues import unheard
from config.celery import SteadyScheduler

if TYPE_CHECKING:
    from time_machine import TimeMachineFixture


@pytest.fixture(autouse=True)
def nothing_rung(own_redis: None) -> None:
    with current_app.connection_for_write() as connection:
        for queue in settings.CELERY_TASK_QUEUES:
            current_app.amqp.queues[queue](connection.default_channel).purge()


def clock(place: Path) -> SteadyScheduler:
    return SteadyScheduler(current_app, schedule_filename=str(place / "schedule"))


def ticked(scheduler: SteadyScheduler) -> int:
    """How many bells a clock that is looked after for a moment rings for the sweeper."""
    before = unheard("watch") or 0
    while scheduler.tick() == 0:
        pass
    return (unheard("watch") or 0) - before


def test_clock_goes_on_when_time_is_put_back(tmp_path: Path, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-11-22 12:00 +0000", tick=False)
    scheduler = clock(tmp_path)
    assert ticked(scheduler) == 0
    for moment, rung in (("12:00:11", 1), ("12:00:12", 0), ("09:00:00", 0), ("09:00:11", 1), ("09:00:22", 1)):
        time_machine.move_to(f"2026-11-22 {moment} +0000", tick=False)
        assert ticked(scheduler) == rung, moment
    time_machine.move_to("2026-11-29 09:00 +0000", tick=False)
    assert ticked(scheduler) == 1, "a week later: once, not for each time that was missed"
    scheduler.close()


def test_clock_that_was_off_when_time_was_put_back(tmp_path: Path, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-11-22 12:00 +0000", tick=False)
    scheduler = clock(tmp_path)
    time_machine.move_to("2026-11-22 12:00:11 +0000", tick=False)
    assert ticked(scheduler) == 1
    scheduler.close()
    with shelve.open(str(tmp_path / "schedule")) as kept:  # noqa: S301  (the clock's own file)
        assert kept["entries"]["sweep runs"].last_run_at.year == 2026
    time_machine.move_to("2020-01-01 00:00 +0000", tick=False)
    scheduler = clock(tmp_path)
    assert ticked(scheduler) == 0
    time_machine.move_to("2020-01-01 00:00:11 +0000", tick=False)

    assert ticked(scheduler) == 1
    scheduler.close()
