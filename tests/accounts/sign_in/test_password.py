"""Signing in with a name and a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import Officer
from tests.people import PASSWORD, People

if TYPE_CHECKING:
    from pytest_django.fixtures import DjangoAssertNumQueries, Settings

    from tests.accounts.sign_in.conftest import Enter


@pytest.mark.parametrize("typed", ["awa", "AWA", " awa ", "awa@douanes.example", "Awa@Douanes.Example"])
def test_it_works_by_name_or_address_in_any_case(people: People, enter: Enter, client: Client, typed: str) -> None:
    answer = enter(typed)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").wsgi_request.user == people.awa
    people.awa.refresh_from_db()
    assert people.awa.last_login is not None


@pytest.mark.parametrize(("login", "password"), [("awa", "wrong"), ("nobody", PASSWORD), ("n@x.example", PASSWORD)])
def test_a_wrong_password_and_an_unknown_name_look_the_same(
    people: People, enter: Enter, login: str, password: str
) -> None:
    answer = enter(login, password, headers={"accept-language": "en"})

    assert answer.status_code == 422
    assert "The sign-in name or the password is not right." in answer.content.decode()
    assert password not in answer.content.decode()


def test_an_unknown_name_costs_a_check_too(people: People, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(Officer, "set_password", lambda _self, password: hashed.append(password))

    enter("nobody", "some password")

    assert hashed == ["some password"]


@pytest.mark.parametrize("login", ["", " ", "a" * 300, "awa\0", "%_", "' or 1=1 --"])
def test_odd_names_are_refused_plainly(people: People, enter: Enter, login: str) -> None:
    assert enter(login).status_code == 422


def test_it_leads_where_the_officer_wanted_to_go(people: People, enter: Enter) -> None:
    assert enter("awa", next="/me/sessions/")["Location"] == "/me/sessions/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "http:evil"]
)
def test_it_leads_nowhere_else(people: People, enter: Enter, elsewhere: str) -> None:
    assert enter("awa", next=elsewhere)["Location"] == "/"


def test_sent_twice_it_opens_the_desk(people: People, enter: Enter) -> None:
    strict = Client(enforce_csrf_checks=True)
    token = strict.get(reverse("account_login")).cookies["csrftoken"].value

    first = enter("awa", by=strict, csrfmiddlewaretoken=token)
    second = enter("awa", by=strict, csrfmiddlewaretoken=token)

    assert (first.status_code, second.status_code) == (302, 303)
    assert second["Location"] == "/"


def test_a_colleague_at_the_same_machine_does_not_end_up_in_an_open_session(
    people: People, enter: Enter, client: Client
) -> None:
    enter("awa")

    answer = enter("omar", headers={"accept-language": "en"})

    assert (answer.status_code, answer["Location"]) == (303, "/account/login/")
    assert client.get("/").status_code == 302
    assert enter("omar").status_code == 302
    assert client.get("/").wsgi_request.user == people.omar


def test_the_session_key_changes_at_sign_in(people: People, enter: Enter, client: Client) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["left"] = "by a stranger"
    session.save()
    client.cookies["sessionid"] = str(session.session_key)

    enter("awa")

    assert client.session.session_key != session.session_key


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_set_password", "account_confirm_email", "usersessions_list"]
)
def test_pages_that_are_not_offered_have_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "email/", "3rdparty/", "social/signup/", "sessions/", "login/code/"])
def test_pages_that_are_not_offered_are_not_found(people: People, enter: Enter, client: Client, path: str) -> None:
    enter("awa")

    assert client.get(f"/account/{path}").status_code == 404


def test_in_the_demo_a_link_fills_in_the_form(people: People, client: Client, settings: Settings) -> None:
    settings.DEMO = True

    page = client.get(reverse("account_login"), {"as": "moussa.faye"}).content.decode()

    assert 'value="moussa.faye"' in page
    assert "bonjour-de-la-vigie" in page


def test_outside_the_demo_nobody_is_shown(people: People, client: Client, settings: Settings) -> None:
    settings.DEMO = False

    page = client.get(reverse("account_login"), {"as": "moussa.faye"}).content.decode()

    assert 'value="moussa.faye"' not in page
    assert "bonjour-de-la-vigie" not in page


def test_the_page_asks_the_database_nothing(
    db: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get(reverse("account_login")).status_code == 200


def test_signing_out_forgets_everything(people: People, enter: Enter, client: Client) -> None:
    enter("awa")
    assert client.get(reverse("account_logout")).status_code == 200

    answer = client.post(reverse("account_logout"))

    assert answer["Clear-Site-Data"] == '"cache"'
    assert answer["Cache-Control"] == "no-store"
    assert client.get("/").status_code == 302
