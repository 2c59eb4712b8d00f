"""Second factors: enrolment by role, codes, recovery codes, and proving again that it is still the same person."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.officers import remove_second_factors
from accounts.web.adapters import SecondFactorAdapter
from audit.models import Act
from tests.accounts.sign_in.conftest import code_of
from tests.people import PASSWORD

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from accounts.models import Officer
    from tests.accounts.sign_in.conftest import Enter
    from tests.people import People

APP = "/account/factors/app/"
CODES = "/account/factors/codes/"
STEP = "/account/second-step/"
OVERVIEW = "/me/second-factors/"


@pytest.fixture(autouse=True)
def no_demo(settings: Settings) -> None:
    settings.DEMO = False


def enrol(client: Client, officer: Officer) -> str:
    """Add an app to the account of who is signed in; its secret."""
    client.get(APP)
    secret = str(client.session[SECRET_SESSION_KEY])
    answer = client.post(APP, {"code": code_of(secret)})
    assert answer["Location"] == CODES
    assert Authenticator.objects.filter(user=officer).count() == 2
    return secret


def test_the_page_opened_again_shows_the_same_secret_for_a_while(people: People, enter: Enter, client: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        enter("awa")
        client.get(APP)
        read_by_the_phone = str(client.session[SECRET_SESSION_KEY])
        clock.shift(timedelta(minutes=4))

        again = client.get(APP)

        assert read_by_the_phone in again.content.decode()
        assert client.session[SECRET_SESSION_KEY] == read_by_the_phone
        assert client.post(APP, {"code": code_of(read_by_the_phone)})["Location"] == CODES
        assert SECRET_SESSION_KEY not in client.session


def test_a_secret_is_not_shown_after_a_quarter_of_an_hour(people: People, enter: Enter, client: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        enter("awa")
        for minutes in (4, 4, 4):
            client.get(APP)
            client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
            clock.shift(timedelta(minutes=minutes))
        first = str(client.session[SECRET_SESSION_KEY])
        clock.shift(timedelta(minutes=4))
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

        assert first not in client.get(APP).content.decode()
        assert client.session[SECRET_SESSION_KEY] != first


def test_a_role_that_reaches_far_must_enrol_first(people: People, enter: Enter, client: Client) -> None:
    enter("moussa")

    for path in ("/", "/me/", "/me/sessions/", reverse("accounts:officer-list")):
        answer = client.get(path)
        assert (answer.status_code, answer.get("Location")) == (303, OVERVIEW), path
    assert client.post("/me/", {"theme": "dark"})["Location"] == OVERVIEW
    for path in (OVERVIEW, APP, "/account/factors/keys/add/", "/account/password/", "/account/logout/"):
        assert client.get(path).status_code == 200, path


def test_a_part_of_a_page_leads_to_enrolment_as_a_whole(people: People, enter: Enter, client: Client) -> None:
    enter("moussa")

    assert client.get("/", headers={"HX-Request": "true"})["HX-Redirect"] == OVERVIEW


def test_other_roles_need_not(people: People, enter: Enter, client: Client) -> None:
    enter("awa")

    assert client.get("/").status_code == 200


def test_in_the_demo_nobody_must(people: People, enter: Enter, client: Client, settings: Settings) -> None:
    settings.DEMO = True
    enter("moussa")

    assert client.get("/").status_code == 200


def test_enrolment_opens_everything_and_gives_recovery_codes(people: People, enter: Enter, client: Client) -> None:
    enter("moussa")
    secret = enrol(client, people.moussa)

    page = client.get(CODES).content.decode()
    assert page.count("<code role=") == 10
    assert client.get("/").status_code == 200
    assert Act.objects.of(people.moussa).filter(act="officer.second_factor_added").count() == 1
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored


def test_a_wrong_code_does_not_enrol(people: People, enter: Enter, client: Client) -> None:
    enter("moussa")
    client.get(APP)

    assert client.post(APP, {"code": "000000"}).status_code == 422
    assert not Authenticator.objects.exists()


def test_signing_in_with_a_code(people: People, enter: Enter, client: Client) -> None:
    enter("moussa")
    secret = enrol(client, people.moussa)
    other = Client()

    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        first = enter("moussa", by=other, next="/me/sessions/")
        assert first["Location"] == STEP
        assert other.get("/").status_code == 302
        wrong = other.post(STEP, {"code": "123456"})
        answer = other.post(STEP, {"code": code_of(secret)})

    assert wrong.status_code == 422
    assert answer["Location"] == "/me/sessions/"
    assert other.get("/").wsgi_request.user == people.moussa


@pytest.mark.parametrize(("step", "status"), [(-2, 422), (-1, 302), (0, 302), (1, 302), (2, 422)])
def test_a_clock_may_be_half_a_minute_wrong(
    people: People, enter: Enter, client: Client, step: int, status: int
) -> None:
    enter("moussa")
    secret = enrol(client, people.moussa)

    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        enter("moussa", by=(other := Client()))
        assert other.post(STEP, {"code": code_of(secret, step=step)}).status_code == status


def test_a_code_works_once(people: People, enter: Enter, client: Client) -> None:
    enter("moussa")
    secret = enrol(client, people.moussa)

    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False) as clock:
        code = code_of(secret, step=1)
        enter("moussa", by=(first := Client()))
        assert first.post(STEP, {"code": code}).status_code == 302
        clock.shift(40)
        enter("moussa", by=(second := Client()))
        assert second.post(STEP, {"code": code}).status_code == 422
        assert second.post(STEP, {"code": f"{code[:3]}-{code[3:]}"}).status_code == 422


def test_codes_cannot_be_guessed(people: People, enter: Enter, client: Client) -> None:
    enter("moussa")
    secret = enrol(client, people.moussa)

    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False) as clock:
        enter("moussa", by=(other := Client()))
        for number in range(6):
            other.post(STEP, {"code": f"{number:06}"})
        assert other.post(STEP, {"code": code_of(secret)}).status_code == 422
        clock.shift(301)
        assert other.post(STEP, {"code": code_of(secret)}).status_code == 302


def test_a_recovery_code_works_once(people: People, enter: Enter, client: Client) -> None:
    enter("moussa")
    enrol(client, people.moussa)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()

    answers = []
    for typed in (codes[0], codes[0], f"{codes[1][:4]} {codes[1][4:]}"):
        enter("moussa", by=(other := Client()))
        answers.append(other.post(STEP, {"code": typed}).status_code)

    assert answers == [302, 422, 302]
    assert len(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()) == 8


def test_the_password_alone_opens_nothing(people: People, enter: Enter, client: Client) -> None:
    enter("moussa")
    enrol(client, people.moussa)
    enter("moussa", by=(other := Client()))

    assert other.get("/me/")["Location"].startswith("/account/login/")
    assert other.get("/account/login/")["Location"] == STEP
    assert other.post("/account/logout/").status_code == 302
    assert other.get("/account/login/").status_code == 200


def test_the_second_step_needs_the_first(db: None, client: Client) -> None:
    assert client.get(STEP)["Location"] == "/account/login/"


def test_changing_factors_later_asks_again(people: People, enter: Enter, client: Client) -> None:
    enter("awa")
    assert client.get(APP).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        answer = client.get(APP)
        assert answer["Location"] == f"/account/again/?next={APP.replace('/', '%2F')}"
        assert client.post(answer["Location"], {"password": "wrong"}).status_code == 422
        assert client.post(answer["Location"], {"password": PASSWORD})["Location"] == APP
        assert client.get(APP).status_code == 200


def test_recovery_codes_are_shown_to_their_owner_only_after_proof(people: People, enter: Enter, client: Client) -> None:
    enter("moussa")
    enrol(client, people.moussa)

    assert "attachment" in client.get(f"{CODES}file/")["Content-Disposition"]
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        assert client.get(CODES).status_code == 302
        assert client.get(f"{CODES}file/").status_code == 302


def test_new_recovery_codes_replace_the_old(people: People, enter: Enter, client: Client) -> None:
    enter("moussa")
    enrol(client, people.moussa)
    old = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()

    assert client.get(f"{CODES}renew/").status_code == 200
    assert client.post(f"{CODES}renew/")["Location"] == CODES

    assert not set(old) & set(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes())
    assert Act.objects.of(people.moussa).latest("id").act == "officer.recovery_codes_renewed"


def test_the_last_factor_of_such_a_role_stays(people: People, enter: Enter, client: Client) -> None:
    enter("moussa")
    enrol(client, people.moussa)

    assert client.post(f"{APP}remove/").status_code == 422
    assert Authenticator.objects.filter(type="totp").exists()


def test_others_may_remove_theirs(people: People, enter: Enter, client: Client) -> None:
    enter("awa")
    enrol(client, people.awa)

    assert client.post(f"{APP}remove/")["Location"] == OVERVIEW
    assert not Authenticator.objects.exists()
    assert Act.objects.of(people.awa).latest("id").act == "officer.second_factor_removed"


def test_lost_factors_are_removed_by_the_contact_point_and_owed_again(
    people: People, enter: Enter, client: Client
) -> None:
    enter("moussa")
    enrol(client, people.moussa)

    remove_second_factors(by=people.ines, officer=people.moussa, reason="Phone fell into the sea.")

    enter("moussa", by=(other := Client()))
    assert other.get("/")["Location"] == OVERVIEW


def test_secrets_under_a_lost_key_fit_no_code(settings: Settings) -> None:
    hidden = SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")
    assert hidden != SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key " * 6

    assert SecondFactorAdapter().decrypt(hidden) != "JBSWY3DPEHPK3PXP"
    assert SecondFactorAdapter().decrypt(hidden) != SecondFactorAdapter().decrypt(hidden)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert SecondFactorAdapter().decrypt(hidden) == "JBSWY3DPEHPK3PXP"


SHAPE = {"id": "AA", "rawId": "AA", "type": "public-key", "clientExtensionResults": {}}
ANSWER = {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}
NONSENSE = [
    "",
    "x",
    "[" * 5000,
    '"' + "x" * 40_000 + '"',
    *map(
        json.dumps,
        [
            {},
            [],
            None,
            7,
            {"id": 1},
            {**SHAPE, "response": {}},
            {**SHAPE, "response": "x"},
            {**SHAPE, "response": ANSWER},
            {**SHAPE, "response": {**ANSWER, "userHandle": None}},
            {**SHAPE, "response": {**ANSWER, "userHandle": "é"}},
            {**SHAPE, "response": {**ANSWER, "authenticatorData": "A" * 60}},
            {**SHAPE, "response": {**ANSWER, "clientDataJSON": []}},
            {**SHAPE, "rawId": None, "response": ANSWER},
        ],
    ),
]


@pytest.mark.parametrize("credential", NONSENSE)
def test_a_passkey_that_makes_no_sense_is_refused_plainly(db: None, client: Client, credential: str) -> None:
    client.get("/account/passkey/", headers={"accept": "application/json"})

    answer = client.post("/account/passkey/", {"credential": credential})

    assert (answer.status_code, answer["Location"]) == (302, "/account/login/")


@pytest.mark.parametrize("credential", NONSENSE)
def test_a_new_key_that_makes_no_sense_is_refused_plainly(
    people: People, enter: Enter, client: Client, credential: str
) -> None:
    enter("awa")
    client.get("/account/factors/keys/add/")

    answer = client.post("/account/factors/keys/add/", {"credential": credential, "name": "x", "passwordless": "on"})

    assert answer.status_code == 422
    assert not Authenticator.objects.exists()


def test_the_question_for_a_passkey_names_nobody(db: None, client: Client) -> None:
    question = client.get("/account/passkey/", headers={"accept": "application/json"}).json()["request_options"]

    assert question["publicKey"]["rpId"] == "testserver"
    assert question["publicKey"]["userVerification"] == "required"
    assert not question["publicKey"].get("allowCredentials")


def test_keys_of_others_are_not_there(people: People, enter: Enter, client: Client) -> None:
    key = Authenticator.objects.create(user=people.omar, type="webauthn", data={"name": "Omar’s", "credential": {}})
    enter("awa")

    for page in ("name", "remove"):
        assert client.get(f"/account/factors/keys/{key.pk}/{page}/").status_code == 404
        assert client.post(f"/account/factors/keys/{key.pk}/{page}/", {"name": "mine"}).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()
