"""Accounts that nobody uses: warned, then blocked, never by surprise."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.utils import timezone

from accounts.actions.dormancy import review_dormant_account, review_dormant_accounts
from accounts.actions.officers import reinstate_officer
from accounts.actions.preferences import note_presence
from accounts.choices import BlockReason
from accounts.models import Officer
from accounts.rules import Dormancy
from audit.models import Act
from tests.accounts.test_sessions import sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.people import People

DAY = timedelta(days=1)
START = datetime.combine(timezone.localdate(), time(4, 10), tzinfo=timezone.get_default_timezone())


@pytest.fixture
def clock(people: People) -> Iterator[time_machine.Traveller]:
    """Everybody was last here on the day from which the days are counted."""
    Officer.objects.update(last_seen_on=START.date(), joined_at=START)
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def night(clock: time_machine.Traveller, day: int) -> None:
    clock.move_to(START + day * DAY)
    review_dormant_accounts(timezone.localdate())


def test_the_whole_course(clock: time_machine.Traveller, people: People) -> None:
    session = sign_in(people.awa)
    night(clock, 79)
    people.awa.refresh_from_db()
    assert people.awa.dormancy_warned_at is None
    assert people.awa.will_be_blocked_on is None

    night(clock, 80)
    people.awa.refresh_from_db()
    assert people.awa.will_be_blocked_on == START.date() + 90 * DAY
    warned = Officer.objects.visible_to(people.moussa).about_to_be_blocked()
    assert people.awa in warned
    assert people.rose not in warned
    assert people.samba not in Officer.objects.about_to_be_blocked()

    night(clock, 89)
    people.awa.refresh_from_db()
    assert people.awa.is_active
    night(clock, 90)
    people.awa.refresh_from_db()
    assert (people.awa.is_active, people.awa.blocked_reason) == (False, BlockReason.DORMANT)
    assert people.awa.will_be_blocked_on is None
    assert not session.exists()
    names = [act.act for act in Act.objects.of(people.awa)]
    assert names == ["officer.blocked_as_dormant", "officer.warned_of_dormancy"]
    entry = Act.objects.of(people.awa)[0]
    assert (entry.by_id, entry.by_name, entry.office_code) == (None, "Vigie", "SN-DSS")


def test_running_twice_changes_nothing(clock: time_machine.Traveller, people: People) -> None:
    for day in (80, 80, 90, 90):
        night(clock, day)

    assert Act.objects.of(people.awa).count() == 2


def test_a_long_absence_is_still_warned_of_first(clock: time_machine.Traveller, people: People) -> None:
    night(clock, 300)
    people.awa.refresh_from_db()
    assert people.awa.is_active
    assert people.awa.will_be_blocked_on == START.date() + 310 * DAY

    night(clock, 309)
    assert Officer.objects.get(pk=people.awa.pk).is_active
    night(clock, 310)
    assert not Officer.objects.get(pk=people.awa.pk).is_active


def test_who_comes_back_in_time_stays(clock: time_machine.Traveller, people: People) -> None:
    night(clock, 80)
    note_presence(Officer.objects.get(pk=people.awa.pk))
    night(clock, 100)

    people.awa.refresh_from_db()
    assert people.awa.is_active
    assert people.awa.dormancy_warned_at is None


def test_days_are_counted_anew_from_reinstatement(clock: time_machine.Traveller, people: People) -> None:
    night(clock, 80)
    night(clock, 90)
    note_presence(people.moussa)
    Officer.objects.filter(pk=people.moussa.pk).update(is_active=True, blocked_at=None, blocked_reason="")
    reinstate_officer(by=people.moussa, officer=people.awa, reason="Back from leave")

    night(clock, 169)
    people.awa.refresh_from_db()
    assert people.awa.is_active
    assert people.awa.dormancy_warned_at is None
    night(clock, 170)
    people.awa.refresh_from_db()
    assert people.awa.dormancy_warned_at is not None


def test_who_never_signed_in_is_counted_from_joining(clock: time_machine.Traveller, people: People) -> None:
    Officer.objects.filter(pk=people.awa.pk).update(last_seen_on=None, joined_at=START + 10 * DAY)
    night(clock, 89)
    assert Officer.objects.get(pk=people.awa.pk).dormancy_warned_at is None
    night(clock, 90)
    assert Officer.objects.get(pk=people.awa.pk).dormancy_warned_at is not None


def test_demonstration_people_stay_awake(clock: time_machine.Traveller, people: People) -> None:
    Officer.objects.update(is_demo=True)
    night(clock, 200)

    assert not Act.objects.exists()


def test_the_last_administrator_is_warned_but_not_blocked(clock: time_machine.Traveller, people: People) -> None:
    night(clock, 80)
    night(clock, 90)

    active = Officer.objects.filter(pk__in=[people.ines.pk, people.viktor.pk], is_active=True)
    assert active.count() == 1
    assert Officer.objects.filter(is_active=True).count() == 1
    assert active.get() in Officer.objects.about_to_be_blocked()


def test_who_was_blocked_since_the_list_was_made(clock: time_machine.Traveller, people: People) -> None:
    assert review_dormant_account(officer=people.samba, today=START.date()) is Dormancy.BLOCK
    assert review_dormant_account(officer=people.awa, today=START.date()) is Dormancy.AWAKE
    assert not Act.objects.exists()
