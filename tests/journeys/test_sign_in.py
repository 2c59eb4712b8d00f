"""Signing in and out as people do: passkeys, codes, languages, the Back button, with and without scripts."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from accounts.demo.people import DEMO_PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.house.running import House

pytestmark = pytest.mark.browser
LOGIN = "/account/login/"


def named(house: House) -> str:
    """The house by a name: passkeys do not belong to bare addresses."""
    return house.url.replace("127.0.0.1", "localhost")


def sign_in(page: Page, base: str, name: str) -> None:
    page.goto(f"{base}{LOGIN}")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(DEMO_PASSWORD)
    page.locator("#main-form .primary").click()


def sign_out(page: Page) -> None:
    page.locator(".person-menu summary").click()
    page.locator(".person-menu form.last button").click()
    page.wait_for_url(f"**{LOGIN}")


def key_of(page: Page, **more: Any) -> Any:
    """A device that answers for its owner, as a phone with a fingerprint does; the line to talk to it."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
        **more,
    }
    line.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return line


def add_key(page: Page, base: str, *, alone: bool) -> None:
    page.goto(f"{base}/account/factors/keys/add/")
    page.locator("input[name=name]").fill("Mon téléphone")
    page.locator("input[name=passwordless]").set_checked(alone)
    page.locator("#main-form .primary").click()
    page.wait_for_url("**/account/factors/codes/")
    assert page.locator("code[role=listitem]").count() == 10


def test_a_passkey_signs_in_alone(house: House, page: Page) -> None:
    base = named(house)
    key_of(page)
    sign_in(page, base, "claire.vermeulen")
    add_key(page, base, alone=True)
    sign_out(page)

    page.goto(f"{base}{LOGIN}?next=/me/second-factors/")
    page.locator("[data-passkey] button").click()

    page.wait_for_url(f"{base}/me/second-factors/")
    assert "Mon téléphone" in page.locator("main").inner_text()
    remove_key(page)


def remove_key(page: Page) -> None:
    page.locator("a[href*='/remove/']").first.click()
    page.locator("#main-form .main").click()
    page.wait_for_url("**/me/second-factors/")
    assert page.locator("a[href*='/keys/'][href*='/remove/']").count() == 0


def test_a_security_key_is_the_second_step(house: House, page: Page) -> None:
    base = named(house)
    key_of(page, transport="usb", hasResidentKey=False)
    sign_in(page, base, "mamadou.sarr")
    add_key(page, base, alone=False)
    sign_out(page)

    sign_in(page, base, "mamadou.sarr")
    page.wait_for_url("**/account/second-step/")
    page.locator("[data-passkey] button").click()
    page.wait_for_url(f"{base}/")

    page.goto(f"{base}/me/second-factors/")
    remove_key(page)


def test_a_device_that_refuses_says_so_and_the_password_remains(house: House, page: Page) -> None:
    base = named(house)
    key_of(page, isUserVerified=False)
    page.goto(f"{base}{LOGIN}")

    page.locator("[data-passkey] button").click()
    page.locator("[data-problem]").wait_for(state="visible")

    sign_in(page, base, "pauline.ondo")
    page.wait_for_url(f"{base}/")


def test_a_code_from_the_app_without_scripts(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(scripts=False, width=360)
    sign_in(page, house.url, "walters.achu")
    page.goto(f"{house.url}/account/factors/app/")
    page.locator("details.more summary").click()
    secret = page.locator(".copyable code").inner_text()
    page.locator("input[name=code]").fill(code_of(secret, -1))
    page.locator("#main-form .primary").click()
    page.wait_for_url("**/account/factors/codes/")
    recovery = page.locator("code[role=listitem]").first.inner_text()
    page.context.clear_cookies()

    sign_in(page, house.url, "walters.achu")
    page.locator("input[name=code]").fill("000000")
    page.locator("#main-form .primary").click()
    assert page.locator("[data-error-summary]").count() == 1
    page.locator("input[name=code]").fill(code_of(secret))
    page.locator("#main-form .primary").click()
    page.wait_for_url(f"{house.url}/")
    page.context.clear_cookies()

    sign_in(page, house.url, "walters.achu")
    page.locator("input[name=code]").fill(recovery)
    page.locator("#main-form .primary").click()
    page.wait_for_url(f"{house.url}/")
    page.goto(f"{house.url}/account/factors/app/remove/")
    page.locator("#main-form .main").click()
    page.wait_for_url("**/me/second-factors/")


def code_of(secret: str, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_visitor_of_the_demo_signs_in_with_two_clicks(
    house: House, open_page: Callable[..., Page], scripts: bool
) -> None:
    page = open_page(scripts=scripts, width=360)
    page.goto(f"{house.url}{LOGIN}?next=/me/")
    page.locator(".demo-people summary").first.click()
    page.locator(".demo-people a").first.click()
    assert page.locator("input[name=login]").input_value()

    page.locator("#main-form .primary").click()

    page.wait_for_url(f"{house.url}/me/")


def test_nothing_is_left_behind_the_back_button(house: House, page: Page) -> None:
    sign_in(page, house.url, "dulce.rocha")
    page.goto(f"{house.url}/me/sessions/")
    assert "127.0.0.1" in page.locator("main").inner_text()
    sign_out(page)

    for _ in range(3):
        page.go_back()
        assert page.locator("input[name=password]").count() == 1
        assert "127.0.0.1" not in page.locator("body").inner_text()
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("Object.keys(sessionStorage)") == []


def test_switching_the_language_keeps_the_name(house: House, page: Page) -> None:
    page.goto(f"{house.url}{LOGIN}")
    page.locator("input[name=login]").fill("moussa.faye")

    page.locator(".languages button[value=pt]").click()

    page.wait_for_function("document.documentElement.lang === 'pt'")
    assert page.locator("input[name=login]").input_value() == "moussa.faye"


def test_a_second_click_does_no_harm(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(scripts=False)
    page.goto(f"{house.url}{LOGIN}")
    page.locator("input[name=login]").fill("marieme.gomis")
    page.locator("input[name=password]").fill(DEMO_PASSWORD)

    page.locator("#main-form .primary").dblclick()

    page.wait_for_url(f"{house.url}/")
    assert page.locator("h1").count() == 1


def test_the_forms_work_with_the_keyboard_alone(house: House, page: Page) -> None:
    page.goto(f"{house.url}{LOGIN}")
    page.keyboard.type("fiifi.arkorful")
    page.keyboard.press("Tab")
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_url(f"{house.url}/")


def test_a_forgotten_password_brings_a_letter(house: House, page: Page) -> None:
    page.goto(f"{house.url}{LOGIN}")
    page.locator(".help a").click()
    page.locator("input[name=email]").fill("ansumane.fati@gw.vigie.example")
    page.locator("#main-form .primary").click()
    page.wait_for_url("**/asked/")

    link = letter_to("ansumane.fati@gw.vigie.example", house)
    page.goto(re.sub(r"https?://[^/]+", house.url, link))

    assert page.locator("input[name=password1]").count() == 1


def letter_to(address: str, house: House) -> str:
    """The link in the letter that the worker has written."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        for letter in (house.var / "mail").glob("*"):
            text = letter.read_text()
            if f"To: {address}" in text and (found := re.search(r"https?://\S+/password/new/\S+", text)):
                return found[0]
        time.sleep(0.2)
    raise AssertionError(address)
