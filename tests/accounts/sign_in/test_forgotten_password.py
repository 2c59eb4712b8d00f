"""A forgotten password is replaced by letter, and nobody learns who has an account."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_string, policy
from queue import Empty
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.actions.officers import suspend_officer
from audit.models import Act
from config.celery import app
from tests.people import PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import DjangoAssertNumQueries, Settings

    from tests.accounts.sign_in.conftest import Enter
    from tests.people import People

NEW = "a lamp above the water"
ASK = "/account/password/forgotten/"


@pytest.fixture
def letters(tmp_path: Path, settings: Settings) -> Path:
    """The folder in which letters arrive."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    app.control.purge()  # what other tests have asked for
    return tmp_path


def work() -> list[str]:
    """Do what is queued, as a worker does; which tasks there were."""
    done: list[str] = []
    app.loader.import_default_modules()
    with app.connection_for_read() as broker, broker.SimpleQueue(app.conf.task_default_queue) as queue:
        while True:
            try:
                message = queue.get(block=False)
            except Empty:
                return done
            arguments, options, _rest = message.decode()
            app.tasks[message.headers["task"]](*arguments, **options)
            message.ack()
            done.append(message.headers["task"])


def link_in(letters: Path) -> str:
    (letter,) = letters.iterdir()
    text = message_from_string(letter.read_text(), policy=policy.default).get_content()
    found = re.search(r"https?://[^/]+(/account/password/new/\S+)", text)
    assert found, text
    return found[1]


def ask(client: Client, address: str = "awa@douanes.example") -> str:
    """Send the form; the page that follows."""
    return client.post(ASK, {"email": address}, follow=True).content.decode()


def test_the_link_from_the_letter_sets_a_new_password(
    people: People, letters: Path, enter: Enter, client: Client
) -> None:
    other = Client()
    enter("awa", by=other)
    ask(client, "AWA@douanes.example")
    assert work() == ["accounts.send_password_link"]
    link = link_in(letters)

    page = client.get(link, follow=True)
    assert page.redirect_chain[0][0].endswith("-set-password/")
    answer = client.post(page.request["PATH_INFO"], {"password1": NEW}, follow=True)

    assert answer.redirect_chain[-1][0] == "/account/login/"
    assert other.get("/").status_code == 302
    assert enter("awa", by=Client()).status_code == 422
    assert enter("awa", NEW).status_code == 302
    assert list(Act.objects.of(people.awa).values_list("act", flat=True).order_by("id"))[:2] == [
        "officer.password_link_sent",
        "officer.password_reset",
    ]


def test_the_letter_speaks_the_officers_language(people: People, letters: Path, client: Client) -> None:
    type(people.awa).objects.filter(pk=people.awa.pk).update(language="en")
    ask(client)
    work()

    (letter,) = letters.iterdir()
    assert "To: awa@douanes.example" in letter.read_text()
    assert "choose a new password" in letter.read_text()


@pytest.mark.parametrize("address", ["nobody@douanes.example", "samba@douanes.example"])
def test_unknown_and_blocked_addresses_get_the_same_page_and_no_letter(
    people: People, letters: Path, client: Client, address: str
) -> None:
    type(people.samba).objects.filter(pk=people.samba.pk).update(email="samba@douanes.example")
    known, unknown = ask(client), ask(Client(), address)
    assert re.sub(r'value="[^"]+"', "", known) == re.sub(r'value="[^"]+"', "", unknown)

    assert work() == ["accounts.send_password_link"] * 2
    assert len(list(letters.iterdir())) == 1


def test_asking_does_not_look_for_the_account_while_the_person_waits(
    people: People, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.post(ASK, {"email": "awa@douanes.example"}).status_code == 302


def refused(client: Client, link: str) -> bool:
    return 'name="password1"' not in client.get(link, follow=True).content.decode()


def test_a_link_works_once(people: People, letters: Path, client: Client) -> None:
    ask(client)
    work()
    link = link_in(letters)
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW})

    assert refused(Client(), link)


def test_a_link_works_for_an_hour(people: People, letters: Path, client: Client) -> None:
    ask(client)
    work()
    link = link_in(letters)

    assert not refused(Client(), link)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert refused(Client(), link)


@pytest.mark.parametrize("broken", ["/account/password/new/1-x-y/", "/account/password/new/zzzzzz-abc-def/"])
def test_invented_links_are_refused(people: People, client: Client, broken: str) -> None:
    assert refused(client, broken)


def test_a_link_is_worthless_once_the_account_is_suspended(
    people: People, letters: Path, enter: Enter, client: Client
) -> None:
    ask(client)
    work()
    page = client.get(link_in(letters), follow=True)
    suspend_officer(by=people.moussa, officer=people.awa, reason="A test of the guard.")

    client.post(page.request["PATH_INFO"], {"password1": NEW})

    people.awa.refresh_from_db()
    assert people.awa.check_password(PASSWORD)


def test_a_new_password_lifts_the_lock_out(people: People, letters: Path, enter: Enter, client: Client) -> None:
    for number in range(8):
        enter("awa", f"guess {number}")
    ask(client)
    work()
    page = client.get(link_in(letters), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW})

    assert enter("awa", NEW).status_code == 302


def test_a_password_that_does_not_fit_is_asked_again(people: People, letters: Path, client: Client) -> None:
    ask(client)
    work()
    page = client.get(link_in(letters), follow=True)

    assert client.post(page.request["PATH_INFO"], {"password1": "short"}).status_code == 422


def test_one_address_is_not_flooded_with_letters(people: People, client: Client) -> None:
    answers = [client.post(ASK, {"email": "awa@douanes.example"}).status_code for _ in range(4)]

    assert answers == [302, 302, 302, 429]
