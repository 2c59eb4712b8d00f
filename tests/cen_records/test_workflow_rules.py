"""The table of ways and the clocks, without a database: no path leads around a step."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from accounts.permissions import Permission
from cen_records.choices import Level, Status
from cen_records.rules import workflow
from cen_records.rules.workflow import ABROAD, AT_HOME, LEVELS, WAYS, Clock, Move, Whose, due, due_at, level_after, ways

DAKAR, DOUALA, PRAIA = ZoneInfo("Africa/Dakar"), ZoneInfo("Africa/Douala"), ZoneInfo("Atlantic/Cape_Verde")
PERMITTED = {
    Move.SUBMIT: {Permission.RECORD_ENTER},
    Move.CHECK: {Permission.RECORD_CHECK},
    Move.RETURN: {Permission.RECORD_CHECK, Permission.RECORD_RELEASE},
    Move.RELEASE: {Permission.RECORD_RELEASE},
    Move.QUERY: {Permission.RELEASED_VERIFY},
    Move.ANSWER: {Permission.RECORD_RELEASE},
    Move.VALIDATE: {Permission.RELEASED_VERIFY},
    Move.REJECT: {Permission.RECORD_CHECK, Permission.RECORD_RELEASE},
    Move.WITHDRAW: {Permission.RECORD_ENTER, Permission.RECORD_RELEASE},
    Move.MARK_DUPLICATE: {Permission.RECORD_CHECK, Permission.RECORD_RELEASE},
    Move.UNMARK_DUPLICATE: {Permission.RECORD_CHECK},
}


def test_words_of_the_table_are_those_of_the_house() -> None:
    used = {status for way in WAYS for status in (*way.come_from, way.to)} - {workflow.NEW}

    assert used <= set(Status.values)
    assert {way.permission for way in WAYS} <= set(Permission)
    assert {status: Level[status].value for status in LEVELS} == dict(LEVELS)
    assert AT_HOME | ABROAD | {"REJECTED", "WITHDRAWN", "DUPLICATE"} == set(Status.values)


@pytest.mark.parametrize("move", Move)
def test_who_may(move: Move) -> None:
    assert {way.permission for way in WAYS if way.move == move} == PERMITTED[move]


@pytest.mark.parametrize("move", [Move.CHECK, Move.RELEASE, Move.REJECT])
def test_four_eyes(move: Move) -> None:
    assert {way.whose for way in WAYS if way.move == move} == {Whose.OF_ANOTHER}


def test_what_ends_leads_nowhere() -> None:
    for move in Move:
        assert not ways(move, Status.REJECTED)
        assert not ways(move, Status.WITHDRAWN)


def test_only_what_was_checked_is_released() -> None:
    assert {status for way in WAYS if way.to == Status.RELEASED and not way.out for status in way.come_from} == {
        Status.CHECKED
    }


def test_what_is_abroad_is_withdrawn_and_not_rejected() -> None:
    for status in AT_HOME:
        assert not ways(Move.REJECT, status, is_out=True)
        assert [way.permission for way in ways(Move.WITHDRAW, status, is_out=True)] == [Permission.RECORD_RELEASE]


class Way(RuleBasedStateMachine):
    """A record taken along any way that the table knows, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.status, self.level, self.version, self.is_out = workflow.NEW, 0, 0, False
        self.checked_version = self.released_version = 0
        self.before = (0, 0)

    @rule(move=st.sampled_from(Move), chosen=st.integers(0, 3))
    def go(self, move: Move, chosen: int) -> None:
        found = ways(move, self.status, is_out=self.is_out)
        if not found:
            return
        way = found[chosen % len(found)]
        self.before = (self.version, self.level)
        if way.to == "SUBMITTED":
            self.version += 1
        self.status, self.level = way.to, level_after(self.level, way.to)
        if move == Move.CHECK:
            self.checked_version = self.version
        if move == Move.RELEASE:
            self.is_out, self.released_version = True, self.version
        if way.to in {"WITHDRAWN", "DUPLICATE"}:
            self.is_out = False

    @invariant()
    def level_only_grows_within_a_version(self) -> None:
        version, level = self.before
        assert self.level >= level or self.version > version

    @invariant()
    def nothing_is_out_that_was_not_checked(self) -> None:
        if self.status in ABROAD:
            assert self.is_out
            assert self.released_version == self.checked_version == self.version

    @precondition(lambda self: self.status in {"REJECTED", "WITHDRAWN"})
    @invariant()
    def what_ended_is_not_abroad(self) -> None:
        assert not self.is_out


TestWays = Way.TestCase
TestWays.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@pytest.mark.parametrize(
    ("clock", "since", "zone", "expected"),
    [
        (Clock.ENTRY, "2026-11-20T16:00+00:00", DAKAR, "2026-11-21T16:00:00+00:00"),
        (Clock.EXPORT, "2026-11-20T16:00+00:00", DOUALA, "2026-11-21T17:00:00+01:00"),
        (Clock.UNIT, "2026-11-19T16:00+00:00", DAKAR, "2026-11-20T23:59:59+00:00"),  # Thursday: on Friday
        (Clock.UNIT, "2026-11-20T16:00+00:00", DAKAR, "2026-11-23T23:59:59+00:00"),  # Friday: on Monday
        (Clock.UNIT, "2026-11-21T09:00+00:00", DAKAR, "2026-11-23T23:59:59+00:00"),  # Saturday: on Monday
        (Clock.AUTHOR, "2026-11-22T09:00+00:00", DAKAR, "2026-11-23T23:59:59+00:00"),
        (Clock.CONTACT_POINT, "2026-11-19T09:00+00:00", DAKAR, "2026-11-24T23:59:59+00:00"),
        (Clock.RILO, "2026-11-19T09:00+00:00", DAKAR, "2026-11-26T23:59:59+00:00"),
        (Clock.RILO, "2026-11-21T09:00+00:00", DAKAR, "2026-11-27T23:59:59+00:00"),
        (Clock.UNIT, "2026-11-22T23:30+00:00", DOUALA, "2026-11-24T23:59:59+01:00"),  # there it is Monday already
        (Clock.UNIT, "2026-11-23T00:30+00:00", PRAIA, "2026-11-23T23:59:59-01:00"),  # there it is still Sunday
        (Clock.UNIT, "2026-12-31T10:00+00:00", DAKAR, "2027-01-01T23:59:59+00:00"),  # a holiday counts: none is known
    ],
)
def test_clocks(clock: Clock, since: str, zone: ZoneInfo, expected: str) -> None:
    assert due(clock, datetime.fromisoformat(since), zone).isoformat() == expected


def test_hours_run_through_when_clocks_are_changed() -> None:
    lisbon = ZoneInfo("Europe/Lisbon")
    since = datetime(2026, 10, 24, 12, tzinfo=UTC)

    assert (due(Clock.ENTRY, since, lisbon) - since).total_seconds() == 24 * 3600


@pytest.mark.parametrize("status", Status)
def test_every_step_that_somebody_owes_has_a_clock(status: Status) -> None:
    waits = due_at(status, datetime(2026, 11, 20, tzinfo=UTC), DAKAR) is not None

    assert waits == (status in AT_HOME | {"RELEASED", "QUERIED"})
