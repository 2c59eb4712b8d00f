"""The Desk shows each person what waits for them, and nothing that waits for somebody else."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone, translation

from accounts.actions.invitations import invite_officer
from accounts.models import Invitation
from accounts.reports.desk import colleagues_to_ask, waiting_in_accounts
from accounts.roles import EntryOfficer, Trainee
from audit.actions.runs import note_beat
from audit.models import WorkerBeat
from face.waiting import Urgency
from tests.people import post, sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries, Settings

    from accounts.models import Office, Officer
    from tests.people import Offices, People

TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def waiting(officer: Officer) -> dict[str, list[str]]:
    """What waits, by heading."""
    groups = waiting_in_accounts(officer)
    return {str(group.heading): [str(item.title) for item in group.items] for group in groups if group.items}


def untaken(by: Officer, office: Office, *, expires_in: timedelta) -> Invitation:
    """An invitation that runs out."""
    invitation = invite_officer(
        by=by,
        invitation_id=uuid.uuid4(),
        office=office,
        role_code=EntryOfficer.code,
        family_name="Sène",
        given_names="Marie",
        language="fr",
    )
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() + expires_in)
    return invitation


def test_nothing_waits_for_most_people(people: People) -> None:
    for officer in (people.awa, people.moussa, people.fatou, people.kofi, people.nadia):
        assert waiting(officer) == {}


def test_an_invitation_that_runs_out_waits_for_those_who_may_invite_there(people: People, offices: Offices) -> None:
    untaken(people.moussa, offices.dakar_port, expires_in=timedelta(days=1))
    expected = {"Invitations not taken up": ["Marie Sène"]}
    assert waiting(people.moussa) == waiting(people.ines) == expected
    assert waiting(people.jean) == waiting(people.babacar) == {}


@pytest.mark.parametrize(
    ("expires_in", "urgency", "words"),
    [
        (timedelta(days=2), Urgency.SOON, "expires in 2 days"),
        (timedelta(minutes=1), Urgency.SOON, "expires "),
        (timedelta(days=-2), Urgency.LATE, "expired on"),
    ],
)
def test_an_invitation_says_how_late_it_is(
    people: People,
    offices: Offices,
    expires_in: timedelta,
    urgency: Urgency,
    words: str,
) -> None:
    untaken(people.moussa, offices.dakar_port, expires_in=expires_in)
    [item] = [item for group in waiting_in_accounts(people.moussa) for item in group.items]
    assert item.urgency is urgency
    assert words in str(item.due)


@pytest.mark.parametrize("expires_in", [timedelta(days=-20), timedelta(days=6)])
def test_an_invitation_long_expired_or_still_fresh_does_not_wait(
    people: People,
    offices: Offices,
    expires_in: timedelta,
) -> None:
    untaken(people.moussa, offices.dakar_port, expires_in=expires_in)
    assert waiting(people.moussa) == {}


def test_a_posting_that_ends_waits_for_its_holder_and_for_who_may_renew_it(people: People, offices: Offices) -> None:
    post(people.nadia, offices.dakar_port, Trainee, until_on=TODAY() + timedelta(days=5))
    assert waiting(people.nadia) == {"Your postings that end soon": ["Trainee"]}
    assert waiting(people.moussa) == {"Postings that end soon": ["Nadia Cissé"]}
    assert waiting(people.jean) == {}


def test_a_dormant_account_waits_for_who_may_reinstate_it(people: People) -> None:
    people.rose.last_seen_on = TODAY() - timedelta(days=82)
    people.rose.dormancy_warned_at = timezone.now()
    people.rose.save()
    assert waiting(people.jean) == {"Accounts about to be blocked": ["Rose Ngo"]}
    assert waiting(people.moussa) == waiting(people.rose) == {}


def test_what_waits_asks_a_bounded_number_of_questions(
    people: People,
    offices: Offices,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for officer in (people.nadia, people.paul, people.omar, people.babacar):
        post(officer, offices.dakar_port, Trainee, until_on=TODAY() + timedelta(days=5))
    with django_assert_max_num_queries(12):
        waiting_in_accounts(people.moussa)


def test_one_asks_the_contact_points_of_the_country_else_the_nearest_administrator(people: People) -> None:
    assert [posting.officer for posting in colleagues_to_ask(people.awa)] == [people.moussa]
    assert [posting.officer for posting in colleagues_to_ask(people.moussa)] == [people.aminata]
    assert {posting.officer for posting in colleagues_to_ask(people.jean)} == {people.ines, people.viktor}
    assert {posting.officer for posting in colleagues_to_ask(people.fatou)} == {people.ines, people.viktor}
    assert {posting.officer for posting in colleagues_to_ask(people.nadia)} == {people.ines, people.viktor}


def test_whoever_lost_the_posting_is_told_whom_to_ask(client: Client, people: People) -> None:
    sign_in(client, people.paul)
    page = client.get("/", headers={"accept-language": "fr"}).content.decode()
    assert "Moussa Sarr" in page
    assert "affectation" in page


def test_a_suspended_colleague_is_not_named(people: People) -> None:
    people.moussa.is_active = False
    people.moussa.blocked_at, people.moussa.blocked_reason = timezone.now(), "SUSPENDED"
    people.moussa.save()
    assert [posting.officer for posting in colleagues_to_ask(people.awa)] == [people.aminata]


@pytest.mark.parametrize(
    ("who", "places"),
    [("awa", {"/offices/"}), ("moussa", {"/offices/", "/people/"}), ("nadia", set())],
)
def test_the_navigation_leads_only_where_one_may_go(
    client: Client,
    people: People,
    settings: Settings,
    who: str,
    places: set[str],
) -> None:
    settings.DEMO = True  # nobody has to enrol a second factor first
    sign_in(client, getattr(people, who))
    page = client.get("/").content.decode()
    for url in ("/offices/", "/people/"):
        assert (f'href="{url}"' in page) is (url in places)


def test_the_desk_is_for_those_who_are_signed_in(client: Client, people: People) -> None:
    assert client.get("/").status_code == 302
    sign_in(client, people.awa)
    assert client.get("/").status_code == 200
    assert client.post("/").status_code == 405


def test_administrator_is_told_of_background_work_that_stands_still(people: People) -> None:
    heading = "Background work that stands still"
    assert heading not in waiting(people.aminata), "nobody has worked here yet"
    for queue in ("quick", "long"):
        note_beat(queue, worker="w")
    assert heading not in waiting(people.aminata)
    WorkerBeat.objects.filter(queue="long").update(beat_at=timezone.now() - timedelta(minutes=5))

    assert waiting(people.aminata)[heading] == ["Long work"]
    assert heading not in waiting(people.awa)
