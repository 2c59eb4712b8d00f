from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from tests.face.conftest import sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import Officer
    from tests.people import People

    SignedIn = Callable[[Officer], Client]

pytestmark = pytest.mark.django_db
PAGE = "/face/"
STORY = "Deux valises, à l’arrivée du vol de São Paulo."


def owner_on(client: Client, page: str = PAGE) -> str:
    """What the hidden field on the page says."""
    found = re.search(r'name="kept_owner" value="([^"]+)"', client.get(page).content.decode())
    assert found
    return found[1]


def lose_session(client: Client) -> None:
    del client.cookies["sessionid"]


def sign_in_past_the_check(client: Client, officer: Officer) -> None:
    client.handler.enforce_csrf_checks = False
    sign_in(client, officer)
    client.handler.enforce_csrf_checks = True


def sent_after_the_end(client: Client, **typed: str) -> Client:
    owner = owner_on(client)
    lose_session(client)
    response = client.post(PAGE, {"kept_owner": owner, **typed})
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_login')}?next={PAGE}"
    return client


def test_what_was_typed_survives_the_end_of_the_session(people: People, signed_in: SignedIn) -> None:
    client = sent_after_the_end(signed_in(people.awa), account=STORY, direction="transit", secret="hush")
    sign_in(client, people.awa)
    response = client.get(PAGE)
    page = response.content.decode()
    assert STORY in page
    assert 'value="transit"' in page
    assert "data-kept" in page
    assert "hush" not in page
    assert response.context["form"]["direction"].value() == "transit"


def test_password_is_never_kept(people: People, signed_in: SignedIn) -> None:
    client = sent_after_the_end(signed_in(people.awa), account=STORY, secret="hush", new_password="x1")
    assert "secret" not in client.session["face.kept"]["typed"]
    assert "password" not in client.session["face.kept"]["typed"]
    assert "csrf" not in client.session["face.kept"]["typed"]


def test_nobody_else_gets_what_was_typed(people: People, signed_in: SignedIn) -> None:
    client = sent_after_the_end(signed_in(people.awa), account=STORY)
    sign_in(client, people.omar)
    assert STORY not in client.get(PAGE).content.decode()
    assert "face.kept" not in client.session


def test_nothing_is_kept_from_a_form_that_lies_about_its_owner(people: People, signed_in: SignedIn) -> None:
    client = signed_in(people.awa)
    owner = owner_on(client)
    lose_session(client)
    client.post(PAGE, {"kept_owner": owner[:-2] + "xx", "account": STORY})
    assert "face.kept" not in client.session


def test_too_much_is_not_kept(people: People, signed_in: SignedIn) -> None:
    client = sent_after_the_end(signed_in(people.awa), account="x" * 70_000)
    assert "face.kept" not in client.session


def test_it_is_forgotten_once_it_was_sent_again(people: People, signed_in: SignedIn) -> None:
    client = sent_after_the_end(signed_in(people.awa), account=STORY)
    sign_in(client, people.awa)
    client.post(PAGE, {"kept_owner": owner_on(client), "account": STORY})
    assert "face.kept" not in client.session


def test_it_can_be_thrown_away(people: People, signed_in: SignedIn) -> None:
    client = sent_after_the_end(signed_in(people.awa), account=STORY)
    sign_in(client, people.awa)
    response = client.post(reverse("face:kept-discard"), {"next": PAGE})
    assert response["Location"] == PAGE
    assert STORY not in client.get(PAGE).content.decode()
    response = client.post(reverse("face:kept-discard"), {"next": "https://elsewhere.example/"})
    assert response["Location"] == "/"


def test_other_pages_do_not_show_it(people: People, signed_in: SignedIn) -> None:
    client = sent_after_the_end(signed_in(people.awa), account=STORY)
    sign_in(client, people.awa)
    assert STORY not in client.get(f"{PAGE}?team=1").content.decode()
    assert STORY in client.get(PAGE).content.decode()


def test_reading_without_being_signed_in_leads_to_sign_in() -> None:
    response = Client().get(PAGE)
    assert response["Location"] == f"{reverse('account_login')}?next={PAGE}"


def test_language_switch_gives_back_what_was_typed(people: People, signed_in: SignedIn) -> None:
    client = signed_in(people.awa)
    typed = {"kept_owner": owner_on(client), "account": STORY, "switch_language": "pt"}
    response = client.post(PAGE, typed, follow=True)
    page = response.content.decode()
    assert '<html lang="pt"' in page
    assert STORY in page
    assert "data-kept" not in page


def test_page_open_too_long_keeps_what_was_typed(people: People) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    sign_in_past_the_check(client, people.awa)
    response = client.post(PAGE, {"kept_owner": owner_on(client), "account": STORY})
    assert response.status_code == 403
    assert response.context["was_kept"]
    assert STORY in client.get(PAGE).content.decode()


def test_form_sent_from_elsewhere_plants_nothing(people: People) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    sign_in_past_the_check(client, people.awa)
    response = client.post(PAGE, {"account": "planted"})
    assert response.status_code == 403
    assert "planted" not in client.get(PAGE).content.decode()
