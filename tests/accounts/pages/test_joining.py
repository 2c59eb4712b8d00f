"""What the invited see."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.invitations import cancel_invitation, invite_officer, issue_recovery_slip, show_slip
from accounts.actions.officers import suspend_officer
from accounts.models import Invitation, Officer
from accounts.roles import EntryOfficer
from accounts.web.people.joining import WRONG_CODES
from accounts.web.people.proposals import proposed_sign_in_name
from tests.people import person

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.accounts.pages.conftest import SignIn
    from tests.people import Offices, People

TYPE = reverse("accounts:invitation-code")
ACCEPT = reverse("accounts:invitation-accept")
GOOD = "quatre phares au bout du quai"


@pytest.fixture
def invitation(people: People, offices: Offices) -> Invitation:
    return invite_officer(
        by=people.moussa,
        invitation_id=uuid4(),
        office=offices.dakar_port,
        role_code=EntryOfficer.code,
        family_name="Faye Sène",
        given_names="Coumba",
        language="fr",
    )


@pytest.fixture
def code(people: People, invitation: Invitation) -> str:
    return show_slip(by=people.moussa, invitation=invitation)


def open_by_link(client: Client, code: str) -> Answer:
    return client.get(reverse("accounts:invitation-open", args=[code]), follow=True)


def accept(client: Client, **different: str) -> Answer:
    return client.post(ACCEPT, {"sign_in_name": "coumba.faye", "password": GOOD, **different})


def test_it_works(client: Client, people: People, code: str) -> None:
    page = open_by_link(client, code)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Moussa Sarr" in text
    assert "Port de Dakar" in text
    assert page.context["form"]["sign_in_name"].value() == "coumba.faye.sene"
    answer = accept(client)
    assert answer.status_code == 302
    assert answer.url == reverse("desk")  # type: ignore[attr-defined]
    officer = Officer.objects.get(sign_in_name="coumba.faye")
    assert get_user(client) == officer
    assert officer.check_password(GOOD)
    assert officer.postings.get().office.code == "SN-DKR"
    assert client.get(reverse("desk")).status_code == 200


def test_the_code_is_typed_in_any_way(code: str) -> None:
    for typed in (code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        answer = Client().post(TYPE, {"code": typed}, follow=True)
        assert answer.request["PATH_INFO"] == ACCEPT
        assert answer.status_code == 200


def test_look_alikes_are_read_as_digits(client: Client, code: str) -> None:
    assert client.post(TYPE, {"code": code.replace("0", "O").replace("1", "l")}, follow=True).status_code == 200


def test_looking_changes_nothing(client: Client, code: str, invitation: Invitation) -> None:
    open_by_link(client, code)
    client.get(ACCEPT, {"sign_in_name": "coumba.faye", "password": GOOD})
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_the_code_leaves_the_address_and_stays_out_of_the_logs(
    client: Client, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = client.get(reverse("accounts:invitation-open", args=[code]))
    assert answer.url == ACCEPT  # type: ignore[attr-defined]
    assert code not in client.get(ACCEPT).content.decode()
    client.get(reverse("accounts:invitation-open", args=["WRONG-WRONG-WRONG"]), follow=True)
    spoken = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert not [line for line in spoken if code in line or "WRONG" in line]


@pytest.mark.parametrize(
    ("different", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "coumba.faye1"}, "password"),
        ({"password": "passwordpassword"}, None),
        ({"password": ""}, "password"),
        ({"sign_in_name": ""}, "sign_in_name"),
        ({"sign_in_name": "AWA"}, "sign_in_name"),
        ({"sign_in_name": "é"}, "sign_in_name"),
        ({"sign_in_name": "<script>"}, "sign_in_name"),
    ],
)
def test_what_does_not_fit(client: Client, code: str, different: dict[str, str], field: str | None) -> None:
    open_by_link(client, code)
    answer = accept(client, **different)
    if field is None:
        assert answer.status_code in (302, 422)
        return
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert GOOD not in answer.content.decode()
    assert not Officer.objects.filter(family_name="Faye Sène").exists()


def test_twice_is_once(client: Client, code: str) -> None:
    open_by_link(client, code)
    accept(client)
    again = accept(client)
    assert again.status_code == 302
    assert Officer.objects.filter(family_name="Faye Sène").count() == 1


def form_of(page: Answer) -> str:
    return str(page.context["form_of"])


def test_the_second_of_two_at_once_hears_that_it_is_used(client: Client, code: str) -> None:
    """The first has moved the session on, and the second still comes with the cookie from before."""
    sent = form_of(open_by_link(client, code))
    late = Client()
    late.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    accept(client)
    answer = accept(late, invitation=sent)
    assert answer.status_code == 410
    assert answer.context["used"]
    assert settings.SESSION_COOKIE_NAME not in answer.cookies  # else the first would be signed out by it
    assert accept(Client(), invitation=sent[:-1]).url == TYPE  # type: ignore[attr-defined]


class TestCodesThatOpenNothing:
    def trouble(self, client: Client, code: str) -> Answer:
        answer = open_by_link(client, code)
        assert answer.status_code == 410
        assert settings.SESSION_COOKIE_NAME
        assert answer.request["PATH_INFO"] == ACCEPT
        return answer

    def test_expired(self, client: Client, code: str) -> None:
        Invitation.objects.update(expires_at=timezone.now())
        self.trouble(client, code)

    def test_used(self, client: Client, code: str) -> None:
        open_by_link(client, code)
        accept(client)
        assert self.trouble(Client(), code).context["used"]

    def test_used_by_somebody_else_meanwhile(self, client: Client, code: str) -> None:
        other = Client()
        for browser in (client, other):
            open_by_link(browser, code)
        accept(other)
        answer = accept(client, sign_in_name="coumba2")
        assert answer.status_code == 410
        assert settings.SESSION_COOKIE_NAME not in answer.cookies  # the session may be another's by now
        assert not Officer.objects.filter(sign_in_name="coumba2").exists()

    def test_cancelled(self, client: Client, code: str, people: People, invitation: Invitation) -> None:
        cancel_invitation(by=people.moussa, invitation=invitation)
        self.trouble(client, code)

    def test_closed_office(self, client: Client, code: str, offices: Offices) -> None:
        offices.dakar_port.closed_on = timezone.localdate() - timedelta(days=1)
        offices.dakar_port.save()
        self.trouble(client, code)

    def test_inviter_suspended(self, client: Client, code: str, people: People) -> None:
        suspend_officer(by=people.ines, officer=people.moussa, reason="x")
        self.trouble(client, code)

    def test_unknown(self, client: Client, db: None) -> None:
        for typed in ("AAAA-BBBB-CCCC-DDDD", "x", "é" * 60, "<script>", "a" * 59):
            answer = client.post(TYPE, {"code": typed}, follow=True)
            assert answer.status_code == 422
            assert list(answer.context["form"].errors) == ["code"]

    def test_empty_and_too_long(self, client: Client, db: None) -> None:
        for typed in ("", "   ", "a" * 61):
            assert client.post(TYPE, {"code": typed}).status_code == 422

    def test_without_a_code(self, client: Client, db: None) -> None:
        assert client.get(ACCEPT).url == TYPE  # type: ignore[attr-defined]
        assert accept(client).url == TYPE  # type: ignore[attr-defined]

    def test_too_many_wrong_codes(self, client: Client, code: str) -> None:
        for _time in range(WRONG_CODES):
            client.post(TYPE, {"code": "AAAA-BBBB-CCCC-DDDD"}, follow=True)
        assert client.post(TYPE, {"code": "AAAA-BBBB-CCCC-DDDD"}, follow=True).status_code == 429
        assert open_by_link(Client(), code).status_code == 200


def test_somebody_is_signed_in_already(signed_in: SignIn, people: People, code: str) -> None:
    browser = signed_in(people.awa)
    page = open_by_link(browser, code)
    assert "Awa Diop" in page.content.decode()
    assert accept(browser).status_code == 200
    assert not Officer.objects.filter(family_name="Faye Sène").exists()


class TestRecovery:
    @pytest.fixture
    def slip(self, people: People) -> str:
        recovery = issue_recovery_slip(by=people.moussa, officer=people.awa, invitation_id=uuid4())
        return show_slip(by=people.moussa, invitation=recovery)

    def test_it_works(self, client: Client, people: People, slip: str) -> None:
        page = open_by_link(client, slip)
        assert list(page.context["form"].fields) == ["password"]
        assert client.post(ACCEPT, {"password": GOOD}).status_code == 302
        people.awa.refresh_from_db()
        assert people.awa.check_password(GOOD)
        assert get_user(client) == people.awa

    def test_a_second_factor_is_still_asked_for(
        self, signed_in: SignIn, client: Client, people: People, slip: str
    ) -> None:
        signed_in(people.awa)  # enrols one
        open_by_link(client, slip)
        answer = client.post(ACCEPT, {"password": GOOD})
        assert answer.url == reverse("mfa_authenticate")  # type: ignore[attr-defined]
        assert not get_user(client).is_authenticated

    def test_a_suspended_officer(self, client: Client, people: People, slip: str) -> None:
        suspend_officer(by=people.moussa, officer=people.awa, reason="x")
        assert open_by_link(client, slip).status_code == 410


@pytest.mark.parametrize(
    ("given", "family", "taken", "expected"),
    [
        ("Coumba Marie", "Faye", [], "coumba.faye"),
        ("Coumba", "Faye", ["coumba.faye", "Coumba.Faye2"], "coumba.faye3"),
        ("Adébáyọ̀", "Ọlá-Sène", [], "adebayo.ola.sene"),
        ("محمد", "علي", [], "officer"),
        ("محمد", "علي", ["officer"], "officer2"),
        ("N", "", [], "n.officer"),
        ("x" * 80, "y" * 80, [], "x" * 36),
    ],
)
def test_the_proposed_name(db: None, given: str, family: str, taken: list[str], expected: str) -> None:
    for name in taken:
        person(name, "A", "B")
    assert proposed_sign_in_name(Invitation(given_names=given, family_name=family)) == expected
