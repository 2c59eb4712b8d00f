"""Entering a seizure in a real browser: by keyboard alone, on a bad line, in two windows, on a phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from accounts.demo.people import DEMO_PASSWORD
from tests.journeys.test_accessibility import faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Dialog, Locator, Page

    from tests.house.running import House

pytestmark = pytest.mark.browser
MOST_KEYS = 75
# Somebody of each language, and how Brazil and the first letters of their own country are typed there.
OFFICERS = [
    ("moussa.faye", ("bres", "seneg"), "Enregistré à"),
    ("kojo.asamani", ("braz", "ghan"), "Saved"),
    ("nelida.fortes", ("brasi", "cabo v"), "Guardado às"),
]


class Hands:
    """Ten fingers and no mouse; counts the keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press("Space" if key == " " else key)
            self.keys += 1

    def go_to(self, name: str, *keys: str) -> None:
        """Press Tab until the input whose name, or whose select's id, ends so has the focus; then these keys."""
        at = "document.activeElement.name || document.activeElement.id"
        for _step in range(8):
            self.press("Tab")
            if self.page.evaluate(at).endswith(name):
                return self.press(*keys)
        raise AssertionError(f"{name} is not reached by Tab; the focus is at {self.page.evaluate(at)}")


def opened(house: House, page: Page, officer: str) -> Page:
    """A new short form."""
    house.sign_in(page, officer)
    page.goto(f"{house.url}/records/new/")
    return page


def status(page: Page) -> Locator:
    return page.locator("[data-save-status]")


def quantity(page: Page) -> Locator:
    return page.locator("input[name$='.quantity']")


def saved(page: Page) -> None:
    expect(status(page)).to_have_attribute("data-state", "saved")


@pytest.mark.parametrize(("officer", "countries", "word"), OFFICERS, ids=["fr", "en", "pt"])
def test_a_seizure_by_keyboard_alone(
    house: House, page: Page, officer: str, countries: tuple[str, str], word: str
) -> None:
    opened(house, page, officer)
    hands = Hands(page)
    page.locator("[name='case.location_type']").focus()
    hands.go_to("case.direction", "Space")
    hands.go_to(".commodity", *"cocain", "Enter")
    hands.go_to(".quantity", *"3.3")
    hands.go_to(".unit")
    assert page.locator("select[name$='.unit']").input_value() == "KG"
    hands.go_to("case.detection_method", "Space")
    hands.go_to(".mode", "ArrowDown")
    hands.go_to(".where", "ArrowDown")
    hands.go_to("case.ecommerce", "Space", "ArrowRight")
    for country in countries:
        hands.go_to(".country", *country, "Enter")
    saved(page)
    expect(status(page)).to_contain_text(word)
    hands.press("Control+Enter")

    page.wait_for_url("**/receipt/")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^[A-Z]{2}-[A-Z]+-\d{4}-\d{6}$"))
    assert hands.keys <= MOST_KEYS


def test_what_was_typed_is_there_after_a_reload_and_on_another_machine(
    house: House, open_page: Callable[..., Page]
) -> None:
    page, other = open_page(), open_page(width=360)
    opened(house, page, "aminata.ndour")
    quantity(page).fill("12,5 ou plus")
    saved(page)
    assert "/records/drafts/" in page.url, "a reload finds the draft"
    page.reload()
    expect(quantity(page)).to_have_value("12,5 ou plus")

    house.sign_in(other, "aminata.ndour")
    other.goto(f"{house.url}/records/")
    other.locator(f"main a[href='{page.url.removeprefix(house.url)}']").click()
    expect(quantity(other)).to_have_value("12,5 ou plus")


def test_two_windows_at_one_field_are_asked_which(house: House, open_page: Callable[..., Page]) -> None:
    first, second = open_page(), open_page()
    opened(house, first, "guy.moussavou")
    quantity(first).fill("3")
    saved(first)
    house.sign_in(second, "guy.moussavou")
    second.goto(first.url)
    quantity(first).fill("4")
    first.locator("label:has([name='case.direction'][value=TRANSIT])").click()
    saved(first)
    quantity(second).fill("5")

    choice = second.get_by_role("group").filter(has=second.get_by_role("button"))
    expect(choice.get_by_role("button")).to_have_text(["Garder la mienne: 5", "Prendre l’autre: 4"])
    expect(second.locator("[name='case.direction'][value=TRANSIT]")).to_be_checked()
    choice.get_by_role("button").first.click()
    saved(second)
    first.reload()
    expect(quantity(first)).to_have_value("5")


def test_a_lost_connection_is_said_and_nothing_is_lost(house: House, page: Page) -> None:
    opened(house, page, "yao.brou")
    page.context.set_offline(True)
    quantity(page).fill("7")
    expect(status(page)).to_contain_text("nouvel essai dans 10")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="Fiches").first.click(no_wait_after=True)
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]

    page.context.set_offline(False)
    saved(page)
    page.reload()
    expect(quantity(page)).to_have_value("7")


def test_signed_out_one_signs_in_and_goes_on(house: House, page: Page) -> None:
    opened(house, page, "affoue.kossonou")
    quantity(page).fill("8")
    saved(page)
    session = next(cookie["name"] for cookie in page.context.cookies() if "session" in cookie.get("name", ""))
    page.context.clear_cookies(name=session)
    quantity(page).fill("88")
    expect(status(page)).to_contain_text("déconnecté")

    page.get_by_role("button", name="Enregistrer").click()
    page.locator("input[name=login]").fill("affoue.kossonou")
    page.locator("input[name=password]").fill(DEMO_PASSWORD)
    page.locator("form:has(input[name=password]) [type=submit]").click()

    expect(quantity(page)).to_have_value("88")
    saved(page)


def test_pressed_twice_it_is_submitted_once(house: House, page: Page) -> None:
    opened(house, page, "jean.etoundi")
    for name, value in {".commodity": "COCAINE_HCL", ".unit": "KG", ".mode": "AIR", ".where": "IN_FREIGHT"}.items():
        page.locator(f"select[name$='{name}']").evaluate("(select, value) => { select.value = value; }", value)
    for place, value in enumerate(("BR", "CM")):
        page.locator("select[name$='.country']").nth(place).evaluate(
            "(select, value) => { select.value = value; }", value
        )
    for name, value in {"direction": "IMPORT", "detection_method": "ROUTINE", "ecommerce": "NO"}.items():
        page.locator(f"label:has([name='case.{name}'][value={value}])").click()
    quantity(page).fill("1")
    page.locator("#main-form .primary").dblclick()

    page.wait_for_url("**/receipt/")
    reference = page.get_by_role("heading", level=1).inner_text()
    page.goto(f"{house.url}/records/")
    expect(page.get_by_role("link", name=reference)).to_have_count(1)


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1440, "dark")])
def test_the_long_form_has_no_fault(
    house: House, open_page: Callable[..., Page], subtests: pytest.Subtests, width: int, theme: str
) -> None:
    page = open_page(width=width, theme=theme, bypass_csp=True)
    opened(house, page, "codjo.hounsa")
    page.locator("#main-form .primary").click()
    page.locator("[data-error-summary]").wait_for()
    assert faults(page) == []
    page.locator("button[name=profile]").click()
    page.locator("#submit-form").wait_for()
    base = page.url
    for section in ("", "circumstances/", "detection/", "goods/", "transport/", "people/", "submit/"):
        with subtests.test(section):
            page.goto(f"{base}{section}")
            if section == "people/":
                page.locator("button[name=add]").first.click()
                page.locator("fieldset.card").first.wait_for()
            assert faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_fields_follow_the_goods_and_identifiers_are_checked(house: House, page: Page) -> None:
    opened(house, page, "claude.ebode")
    page.locator("button[name=profile]").click()
    page.locator("#submit-form").wait_for()
    base = page.url
    page.goto(f"{base}goods/")
    assert page.locator("[name$='.calibre']").count() == 0
    commodity = page.locator("input[role=combobox]").first
    commodity.press_sequentially("pistol")
    expect(page.locator("[role=option].active")).to_be_visible()
    commodity.press("Enter")
    expect(page.locator("[name$='.calibre']")).to_be_visible()
    saved(page)

    page.goto(f"{base}transport/")
    page.locator("select[name$='.mode']").select_option("VESSEL")
    imo = page.locator("[name$='.imo_number']")
    expect(imo).to_be_visible()
    imo.fill("9074728")
    imo.blur()
    expect(
        page.locator(".hint", has_text="9074728").or_(page.locator("[id$='_finding']:not(:empty)")).first
    ).to_be_visible()
