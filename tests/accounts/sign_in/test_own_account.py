"""One's own account: preferences, colours from the menu, a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import Officer
from accounts.web.own.devices import device, is_phone
from audit.models import Act
from tests.people import PASSWORD

if TYPE_CHECKING:
    from tests.accounts.sign_in.conftest import Enter
    from tests.people import People

NEW = "a lamp above the water"


def test_preferences_are_saved(people: People, enter: Enter, client: Client) -> None:
    enter("awa")

    answer = client.post("/me/", {"language": "pt", "theme": "dark", "density": "compact"})

    awa = Officer.objects.get(pk=people.awa.pk)
    assert answer.status_code == 303
    assert (awa.language, awa.theme, awa.density, awa.single_key_shortcuts) == ("pt", "dark", "compact", False)
    page = client.get("/me/").content.decode()
    assert '<html lang="pt" data-theme="dark" data-density="compact"' in page
    assert 'data-shortcuts="off"' in page


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"theme": "pink"}, {"density": ""}])
def test_choices_that_do_not_exist_are_refused(
    people: People, enter: Enter, client: Client, wrong: dict[str, str]
) -> None:
    enter("awa")

    answer = client.post("/me/", {"language": "fr", "theme": "dark", "density": "compact", **wrong})

    assert answer.status_code == 422
    assert Officer.objects.get(pk=people.awa.pk).theme == "system"


def test_colours_from_the_menu(people: People, enter: Enter, client: Client) -> None:
    enter("awa")

    answer = client.post(reverse("accounts:display"), {"theme": "dark", "next": "/me/sessions/"})

    assert (answer.status_code, answer["Location"]) == (303, "/me/sessions/")
    assert Officer.objects.get(pk=people.awa.pk).theme == "dark"
    assert client.post(reverse("accounts:display"), {"theme": "pink"}).status_code == 303
    assert Officer.objects.get(pk=people.awa.pk).theme == "dark"


def test_a_new_password_signs_out_the_other_devices(people: People, enter: Enter, client: Client) -> None:
    enter("awa")
    other = Client()
    enter("awa", by=other)

    answer = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW})

    assert answer.status_code == 302
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302
    assert enter("awa", NEW, by=Client()).status_code == 302
    assert Act.objects.of(people.awa).filter(act="officer.password_changed").count() == 1


@pytest.mark.parametrize(
    ("old", "new"), [("wrong", NEW), (PASSWORD, "short"), (PASSWORD, "password1234"), (PASSWORD, "awa@douanes.example"),
     (PASSWORD, "azertyuiop12")]
)  # fmt: skip
def test_a_password_that_does_not_fit_changes_nothing(
    people: People, enter: Enter, client: Client, old: str, new: str
) -> None:
    enter("awa")

    answer = client.post(reverse("account_change_password"), {"oldpassword": old, "password1": new})

    assert answer.status_code == 422
    assert enter("awa", by=Client()).status_code == 302


def test_the_current_password_is_not_a_new_one(people: People, enter: Enter, client: Client) -> None:
    enter("awa")

    answer = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": PASSWORD})

    assert answer.status_code == 422
    assert answer.context["form"].errors.get_json_data()["password1"][0]["code"] == "password_unchanged"
    assert not Act.objects.of(people.awa).filter(act="officer.password_changed").exists()


@pytest.mark.parametrize(
    "path", ["/me/", "/me/sessions/", "/me/second-factors/", "/account/password/", "/account/again/"]
)
def test_nobody_but_oneself(db: None, client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer["Location"] == f"/account/login/?next={path}"


@pytest.mark.parametrize(
    ("user_agent", "said", "phone"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Windows",
            False,
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) Chrome/141.0 Mobile Safari/537.36",
            "Chrome on Android",
            True,
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone", True),
        (
            "Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0 Safari/537.36 Edg/141.0",
            "Edge on Linux",
            False,
        ),
        ("curl/8.0", "Unknown device", False),
        ("", "Unknown device", False),
    ],
)
def test_devices_are_named(user_agent: str, said: str, phone: bool) -> None:
    with override("en"):
        assert (device(user_agent), is_phone(user_agent)) == (said, phone)
