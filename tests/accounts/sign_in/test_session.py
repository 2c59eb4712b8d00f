"""How long a session lasts, what is left of a form that comes too late, and other devices."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Officer
from audit.models import Act

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from tests.accounts.sign_in.conftest import Enter
    from tests.people import People

LOGIN = "/account/login/"
ENGLISH = {"accept-language": "en"}


def hidden(page: bytes, name: str, form: str = "main-form") -> str:
    """The value of a hidden field of a form, as the browser would send it."""
    _before, _id, rest = page.decode().partition(f'id="{form}"')
    found = re.search(rf'name="{name}" value="([^"]*)"', rest)
    assert found, name
    return found[1]


def test_half_an_hour_without_a_request_ends_it(people: People, enter: Enter, client: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        enter("viktor")
        client.get("/me/")
        clock.shift(timedelta(minutes=29))
        assert client.get("/me/sessions/").status_code in {200, 303}
        clock.shift(timedelta(minutes=32))

        answer = client.get("/me/sessions/", headers=ENGLISH)
        page = client.get(answer["Location"], headers=ENGLISH)

    assert answer["Location"] == f"{LOGIN}?next=/me/sessions/"
    assert "because nothing happened for a while" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_eight_hours_end_it_however_busy(people: People, enter: Enter, client: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        enter("awa")
        for _ in range(16):
            clock.shift(timedelta(minutes=29, seconds=30))
            assert client.get("/").status_code == 200
        clock.shift(timedelta(minutes=20))

        assert client.get("/").status_code == 302


def test_reading_pages_writes_at_most_once_a_minute(people: People, enter: Enter, client: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        enter("awa")
        first = UserSession.objects.get().last_seen_at
        clock.shift(30)
        client.get("/")
        assert UserSession.objects.get().last_seen_at == first
        clock.shift(31)
        client.get("/", headers={"user-agent": "Another"})
        seen = UserSession.objects.get()
        assert (seen.last_seen_at - first, seen.user_agent) == (timedelta(seconds=61), "Another")


def test_it_can_be_extended(people: People, enter: Enter, client: Client, settings: Settings) -> None:
    address = reverse("accounts:session-extend")
    assert client.get(address).status_code == 405
    with time_machine.travel(timezone.now(), tick=False) as clock:
        enter("awa")
        clock.shift(timedelta(minutes=29))
        answer = client.post(address)
        assert (answer.status_code, answer.json()) == (200, {"seconds": settings.VIGIE_IDLE_MINUTES * 60})
        clock.shift(timedelta(minutes=29))
        assert client.get("/").status_code == 200
        clock.shift(timedelta(hours=7))
        assert client.post(address).status_code == 401


def late_form(client: Client, *, hours: float = 0.6) -> str:
    """Awa fills in a form, goes for coffee, and sends it; where that leads."""
    page = client.get("/me/").content
    sent = {
        "csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken"),
        "kept_owner": hidden(page, "kept_owner"),
        "language": "fr",
        "theme": "dark",
        "density": "compact",
        "password": "something secret",
    }
    with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
        return str(client.post("/me/", sent)["Location"])


@pytest.mark.parametrize("hours", [0.6, 20])
def test_a_form_that_comes_too_late_survives_sign_in(people: People, enter: Enter, hours: float) -> None:
    browser = Client(enforce_csrf_checks=True)
    token = browser.get(LOGIN).cookies["csrftoken"].value
    enter("awa", by=browser, csrfmiddlewaretoken=token)

    sign_in = late_form(browser, hours=hours)
    assert sign_in == f"{LOGIN}?next=/me/"
    assert Officer.objects.get(pk=people.awa.pk).theme == "system"

    token = hidden(browser.get(sign_in).content, "csrfmiddlewaretoken")
    back = enter("awa", by=browser, csrfmiddlewaretoken=token, next="/me/")["Location"]
    page = browser.get(back).content
    assert re.search(rb'value="dark"[^>]*checked', page)
    assert b"something secret" not in page

    again = {
        "csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken"),
        "kept_owner": hidden(page, "kept_owner"),
        "language": "fr",
        "theme": "dark",
        "density": "compact",
    }
    assert again["csrfmiddlewaretoken"] != token
    assert browser.post("/me/", again).status_code == 303
    assert Officer.objects.get(pk=people.awa.pk).theme == "dark"
    assert reverse("face:kept-discard").encode() in page
    assert reverse("face:kept-discard").encode() not in browser.get("/me/").content


def test_somebody_else_at_the_same_machine_does_not_see_it(people: People, enter: Enter, client: Client) -> None:
    enter("awa")
    late_form(client)

    enter("omar", next="/me/")
    page = client.get("/me/").content

    assert not re.search(rb'value="dark"[^>]*checked', page)
    client.post(reverse("account_logout"))
    enter("awa")
    assert not re.search(rb'value="dark"[^>]*checked', client.get("/me/").content)


def test_a_part_of_a_page_is_not_filled_with_the_sign_in_page(people: People, enter: Enter, client: Client) -> None:
    answer = client.get("/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/me/?a=1"})

    assert (answer.status_code, answer["HX-Redirect"]) == (200, f"{LOGIN}?next=%2Fme%2F")


def other_device(enter: Enter, login: str = "awa") -> Client:
    other = Client(headers={"user-agent": "Mozilla/5.0 (Android 14; Mobile) Firefox/140.0"})
    enter(login, by=other)
    return other


def test_the_list_names_each_device(people: People, enter: Enter, client: Client) -> None:
    Officer.objects.update(language="en")
    enter("awa")
    other_device(enter)
    other_device(enter, "omar")

    page = client.get(reverse("accounts:sessions")).content.decode()

    assert page.count("Firefox on Android") == 1
    assert "127.0.0.1" in page


def test_signing_out_one_other_device(people: People, enter: Enter, client: Client) -> None:
    enter("awa")
    other = other_device(enter)
    session = UserSession.objects.get(session_key=other.session.session_key)

    answer = client.post(reverse("accounts:session-end", args=[session.pk]))

    assert answer.status_code == 303
    assert other.get("/").status_code == 302
    assert client.get("/").status_code == 200
    assert Act.objects.filter(act="officer.session_ended").count() == 1


def test_signing_out_all_other_devices(people: People, enter: Enter, client: Client) -> None:
    enter("awa")
    others = [other_device(enter), other_device(enter)]
    somebody = other_device(enter, "omar")

    client.post(reverse("accounts:sessions-end-others"))

    assert [one.get("/").status_code for one in (*others, somebody, client)] == [302, 302, 200, 200]


def test_the_sessions_of_others_are_not_there(people: People, enter: Enter, client: Client) -> None:
    enter("awa")
    other = other_device(enter, "omar")
    session = UserSession.objects.get(session_key=other.session.session_key)

    assert client.post(reverse("accounts:session-end", args=[session.pk])).status_code == 404
    assert other.get("/").status_code == 200


def test_every_answer_to_an_officer_is_kept_by_nobody(people: People, enter: Enter, client: Client) -> None:
    enter("awa")

    for path in ("/", "/me/", "/me/sessions/", "/me/second-factors/", "/account/password/", "/nowhere/"):
        assert client.get(path)["Cache-Control"] == "no-store", path
