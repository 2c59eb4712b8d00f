"""Letters: in the reader's language, after the act is kept, once, and in the end also when something was away."""

from __future__ import annotations

import smtplib
import time
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from celery import current_app
from celery.contrib.testing.worker import start_worker
from django.core import mail as outbox
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts import tasks
from accounts.actions.invitations import issue_recovery_slip, renew_invitation
from accounts.actions.letters import send_dormancy_warning, send_invitation, send_waiting_letters
from accounts.codes import code_of
from accounts.models import Invitation, Officer
from accounts.roles import EntryOfficer
from accounts.rules import shown_code
from audit.actions.runs import start_daily_run, work_on_next
from audit.choices import RunState
from tests.accounts.test_invitations import invite

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.core.mail import EmailMessage
    from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

    from tests.people import Offices, People

ALI = "ali@douanes.example"


def waiting() -> list[tuple[str, tuple[object, ...]]]:
    """Take all tasks out of the broker: their names and what they were given."""
    found = []
    with (
        current_app.connection_for_read() as broker,
        broker.SimpleQueue(current_app.conf.task_default_queue) as queue,
        suppress(queue.Empty),
    ):
        while True:
            message = queue.get_nowait()
            message.ack()
            found.append((message.headers["task"], tuple(message.payload[0])))
    return found


@pytest.fixture
def empty_queue() -> Iterator[None]:
    """Nothing waits in Redis, before or after."""
    waiting()
    yield
    waiting()


def test_a_letter_is_queued_when_the_act_is_kept(
    people: People,
    offices: Offices,
    empty_queue: None,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(people, offices, email=ALI)
        assert waiting() == []

    assert waiting() == [("accounts.send_invitation", (str(invitation.pk), 1))]


def test_no_letter_without_a_mailbox(
    people: People,
    offices: Offices,
    empty_queue: None,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invite(people, offices)

    assert waiting() == []


@pytest.mark.parametrize("language", ["fr", "en", "pt"])
def test_an_invitation(people: People, offices: Offices, language: str, settings: Settings) -> None:
    settings.VIGIE_BASE_URL = "https://vigie.example"
    invitation = invite(people, offices, email=ALI, language=language)

    assert send_invitation(invitation.pk, 1)
    assert not send_invitation(invitation.pk, 1)

    (letter,) = outbox.outbox
    code = shown_code(code_of(invitation.pk, 1))
    assert letter.to == [ALI]
    with translation.override(language):
        assert letter.subject == translation.gettext("Vigie: your invitation")
        assert str(EntryOfficer.name) in letter.body
        assert date_format(invitation.expires_at, "DATE_FORMAT") in letter.body
    assert "https://vigie.example/" in letter.body
    assert letter.body.count(code) == 2
    assert "Moussa Sarr" in letter.body
    assert "Blaise Diagne" in letter.body
    assert "%(" not in letter.body
    invitation.refresh_from_db()
    assert invitation.sent_at is not None


def test_a_language_that_is_missing_falls_back(people: People, offices: Offices, settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    invitation = invite(people, offices, email=ALI)
    Invitation.objects.update(language="xx")

    send_invitation(invitation.pk, 1)

    assert outbox.outbox[0].subject == "Vigie: your invitation"


def test_the_letter_with_a_recovery_code(people: People, settings: Settings) -> None:
    Officer.objects.filter(pk=people.awa.pk).update(language="en")
    slip = issue_recovery_slip(by=people.moussa, officer=people.awa, invitation_id=uuid4())

    tasks.send_invitation(str(slip.pk), 1)

    (letter,) = outbox.outbox
    assert letter.subject == "Vigie: choose a new password"
    assert letter.to == ["awa@douanes.example"]


def test_no_letter_for_what_was_renewed_or_is_over(people: People, offices: Offices) -> None:
    invitation = invite(people, offices, email=ALI)
    renew_invitation(by=people.moussa, invitation=invitation, serial=1)

    assert not send_invitation(invitation.pk, 1)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert not send_invitation(invitation.pk, 2)
    assert not send_invitation(uuid4(), 1)
    assert outbox.outbox == []


def test_no_letter_with_a_code_that_opens_nothing(people: People, offices: Offices, settings: Settings) -> None:
    invitation = invite(people, offices, email=ALI)
    settings.SECRET_KEY = "another key " * 5

    assert not send_invitation(invitation.pk, 1)
    renew_invitation(by=people.moussa, invitation=invitation, serial=1)
    assert send_invitation(invitation.pk, 2)


def test_a_renewed_invitation_is_sent_again(people: People, offices: Offices) -> None:
    invitation = invite(people, offices, email=ALI)
    send_invitation(invitation.pk, 1)
    renew_invitation(by=people.moussa, invitation=invitation, serial=1)

    assert send_invitation(invitation.pk, 2)
    assert shown_code(code_of(invitation.pk, 2)) in outbox.outbox[1].body


def warn(officer: Officer) -> None:
    long_ago = timezone.now() - timedelta(days=81)
    Officer.objects.filter(pk=officer.pk).update(
        dormancy_warned_at=timezone.now(), last_seen_on=long_ago.date(), joined_at=long_ago
    )


def test_a_warning_of_dormancy(people: People) -> None:
    warn(people.ines)

    tasks.send_dormancy_warning(people.ines.pk)
    tasks.send_dormancy_warning(people.ines.pk)

    (letter,) = outbox.outbox
    assert letter.to == ["ines@wco.example"]
    assert "Inês" in letter.body
    assert "%(" not in letter.body
    people.ines.refresh_from_db()
    assert people.ines.dormancy_mailed_at is not None


def test_no_warning_to_who_came_back_or_has_no_mailbox(people: People) -> None:
    warn(people.omar)

    assert not send_dormancy_warning(people.awa.pk)
    assert not send_dormancy_warning(people.omar.pk)


def test_what_did_not_leave_leaves_later(people: People, offices: Offices) -> None:
    invite(people, offices, email=ALI)
    invite(people, offices, staff_number="")
    warn(people.ines)

    tasks.send_waiting_letters()
    assert send_waiting_letters() == 0

    assert {letter.to[0] for letter in outbox.outbox} == {ALI, "ines@wco.example"}


class Choosy(BaseEmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, letters: Sequence[EmailMessage]) -> int:
        for letter in letters:
            if letter.to == [ALI]:
                raise smtplib.SMTPRecipientsRefused({ALI: (550, b"No such user")})
            outbox.outbox.append(letter)
        return len(letters)


def test_one_bad_address_stops_no_other(people: People, offices: Offices, settings: Settings) -> None:
    invite(people, offices, email=ALI)
    invite(people, offices, email="binta@douanes.example", staff_number="")
    settings.EMAIL_BACKEND = f"{__name__}.Choosy"

    assert send_waiting_letters() == 1

    assert [letter.to for letter in outbox.outbox] == [["binta@douanes.example"]]
    assert Invitation.objects.get(email=ALI).sent_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_waiting_letters() == 1


def test_a_server_that_refuses_fails_the_task_and_keeps_the_letter(
    people: People, offices: Offices, settings: Settings
) -> None:
    invitation = invite(people, offices, email=ALI)
    settings.EMAIL_BACKEND = f"{__name__}.Choosy"

    with pytest.raises(smtplib.SMTPRecipientsRefused):
        tasks.send_invitation(str(invitation.pk), 1)

    assert list(Invitation.objects.unsent()) == [invitation]


def test_a_queue_that_is_away_does_not_undo_the_act(
    people: People,
    offices: Offices,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(current_app, "_pool", None)
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(people, offices, email=ALI)

    assert list(Invitation.objects.unsent()) == [invitation]


@pytest.mark.django_db(transaction=True)
def test_by_a_real_worker(people: People, offices: Offices, empty_queue: None) -> None:
    with start_worker(current_app, perform_ping_check=False, pool="solo"):
        invitation = invite(people, offices, email=ALI)
        until = time.monotonic() + 20
        while Invitation.objects.unsent().exists() and time.monotonic() < until:
            time.sleep(0.1)

    invitation.refresh_from_db()
    assert invitation.sent_at is not None


def test_the_nightly_tasks(people: People) -> None:
    runs = [start_daily_run(kind=f"accounts.{name}") for name in ("review_dormant_accounts", "follow_postings")]
    while work_on_next("long", worker="this test"):
        pass

    for run in runs:
        run.refresh_from_db()
        assert run.state == RunState.DONE
