"""Fetching what is new: nothing is lost, not even what a slow transaction brings late, whatever wrote it."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import psycopg2
import pytest
from django.db import connection

from accounts.models import Office, RiloMembership
from tests.api.calling import Program, kind
from tests.people import settle_offices, settle_people

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import Settings

    from tests.people import Offices, People


PATIENCE = 120  # seconds


def second_connection() -> Any:
    """Another client of the same database, as the application."""
    own = connection.settings_dict
    return psycopg2.connect(
        dbname=own["NAME"], user=own["USER"], password=own["PASSWORD"], host=own["HOST"], port=own["PORT"]
    )


def pull(caller: Program, since: str) -> tuple[set[str], str]:
    """Codes of the offices that have changed, and the new watermark, page by page."""
    query: dict[str, Any] = {"limit": 2} | ({"updated_since": since} if since else {})
    body = caller.get("offices", query).json()
    found, mark = {office["code"] for office in body["items"]}, body["watermark"]
    while body["next"]:
        body = caller.get(body["next"]).json()
        found |= {office["code"] for office in body["items"]}
        assert body["watermark"] == mark
    return found, mark


def told_everything(caller: Program, mark: str = "") -> str:
    """The mark from which nothing more is told. A transaction open in another database of the server holds it back."""
    deadline = time.monotonic() + PATIENCE
    found, mark = pull(caller, mark)
    found, mark = pull(caller, mark)
    while found:
        assert time.monotonic() < deadline, f"told again and again: {found}"
        time.sleep(0.5)
        found, mark = pull(caller, mark)
    return mark


@pytest.mark.django_db(transaction=True)
def test_slow_transaction_is_not_lost(settings: Settings) -> None:
    settings.DEMO = True
    offices = settle_offices()
    caller = Program.of(settle_people(offices).ines)
    mark = told_everything(caller)

    with closing(second_connection()) as slow:
        slow.cursor().execute("UPDATE accounts_office SET name = 'slow' WHERE code = 'SN'")
        Office.objects.filter(code="GH").update(name="quick")  # begins later, is kept earlier
        found, mark = pull(caller, mark)
        assert found == {"GH"}
        slow.commit()
    found, mark = pull(caller, mark)
    assert "SN" in found  # by its time alone it is older than what was fetched before
    assert told_everything(caller, mark)


@pytest.mark.django_db(transaction=True)
def test_times_alone_would_lose_it(settings: Settings) -> None:
    """Why there are watermarks: the newest time that was seen is later than that of the slow change."""
    offices = settle_offices()
    with closing(second_connection()) as slow:
        slow.cursor().execute("UPDATE accounts_office SET name = 'slow' WHERE code = 'SN'")
        Office.objects.filter(pk=offices.ghana.pk).update(name="quick")
        newest = Office.objects.latest("updated_at").updated_at
        slow.commit()

    assert Office.objects.get(code="SN").updated_at < newest


@pytest.mark.parametrize("text", ["w1-0-5", "w1-ff-99999999999999"])
def test_watermark_of_another_database(program: Callable[..., Program], people: People, text: str) -> None:
    answer = program(people.ines).get("offices", {"updated_since": text})

    assert (answer.status_code, kind(answer)) == (410, "stale-watermark")


@pytest.mark.parametrize(
    "text", ["", "yesterday", "w1-x-y", "w1-", "0001-01-01T00:00:00+23:59", "2026-13-01T00:00:00Z"]
)
def test_since_that_is_none(program: Callable[..., Program], people: People, text: str) -> None:
    answer = program(people.ines).get("offices", {"updated_since": text})

    assert kind(answer) == "bad-parameter"
    assert answer.json()["errors"][0]["field"] == "updated_since"


def test_since_a_time(program: Callable[..., Program], people: People) -> None:
    caller = program(people.ines)

    assert caller.get("offices", {"updated_since": "2001-01-01T00:00:00Z"}).json()["items"]
    assert caller.get("offices", {"updated_since": "2199-01-01T00:00:00Z"}).json()["items"] == []


def test_no_write_goes_round_the_marks(offices: Offices) -> None:
    before = Office.objects.get(pk=offices.ghana.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_office SET updated_in = 0, updated_at = '2001-01-01' WHERE code = 'GH'")
    after = Office.objects.get(pk=offices.ghana.pk)

    assert after.updated_at > before.updated_at
    assert after.updated_in > 0


def test_membership_and_posting_change_what_they_belong_to(people: People, offices: Offices) -> None:
    office, officer = Office.objects.get(code="GH"), people.awa
    officer.refresh_from_db()
    before = office.updated_at, officer.updated_at
    RiloMembership.objects.filter(administration=office).update(until_on=None)
    officer.postings.update(until_on=None)
    office.refresh_from_db()
    officer.refresh_from_db()

    assert office.updated_at > before[0]
    assert officer.updated_at > before[1]


def test_presence_is_no_news(people: People) -> None:
    people.awa.refresh_from_db()
    before = people.awa.updated_at
    people.awa.last_seen_on = None
    people.awa.save(update_fields=["last_seen_on"])
    people.awa.refresh_from_db()

    assert people.awa.updated_at == before
