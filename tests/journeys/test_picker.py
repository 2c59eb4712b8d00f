"""Choosing one of 115,763 places while typing: by keyboard, with mistakes, over a bad line, and without scripts."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page, Route

    from tests.house.running import House

pytestmark = pytest.mark.browser
OFFICER = "ousmane.bodian"
PLACES = "/lists/place/"
ASKED = re.compile(r"/lists/place/pick\?")
FOUND = {
    "dak": "SN DKR",
    "cotonu": "Cotonou",
    "são tomé": "ST TMS",
    "sao tome": "ST TMS",
    "SNDKR": "SN DKR",
    "antuérpia": "BE ANR",
    "anvers": "BE ANR",
}
AWAY = "le serveur ne répond pas"


@pytest.fixture
def places(house: House, page: Page) -> Page:
    """The list of places, seen by an officer."""
    house.sign_in(page, OFFICER)
    page.goto(f"{house.url}{PLACES}")
    return page


def picker(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Trouver un code")


def type_in(page: Page, text: str) -> Locator:
    """Type as a person does, and give the field."""
    field = picker(page)
    field.fill("")
    field.press_sequentially(text, delay=20)
    return field


def active(page: Page) -> Locator:
    """The option that Enter would take."""
    return page.locator(".picker [role=option].active")


def letters(route: Route) -> str:
    """What a request for suggestions asks for."""
    return parse_qs(urlsplit(route.request.url).query).get("q", [""])[0]


def test_a_few_letters_find_the_place(places: Page) -> None:
    """The beginning, a mistake, accents or none, the code, and the word of another language."""
    for typed, found in FOUND.items():
        field = type_in(places, typed)

        expect(places.get_by_role("option").first).to_contain_text(found)
        expect(field).to_have_attribute("aria-expanded", "true")


def test_by_keyboard_alone(places: Page) -> None:
    field = type_in(places, "dak")
    expect(active(places)).to_contain_text("SN DKR")

    field.press("ArrowDown")
    second = active(places).inner_text()
    assert "SN DKR" not in second
    field.press("ArrowUp")
    expect(active(places)).to_contain_text("SN DKR")
    field.press("ArrowUp")
    assert active(places).evaluate("option => option === option.parentElement.lastElementChild")
    field.press("ArrowDown")
    field.press("Enter")

    expect(field).to_have_value("Dakar")
    expect(places.get_by_role("listbox")).to_have_count(0)
    assert places.locator("select[name=entry]").input_value() == "SNDKR"
    field.press("Enter")
    expect(places.get_by_role("heading", name="Dakar")).to_be_visible()
    assert places.url.endswith("/lists/place/codes/SNDKR/")


def test_home_and_end_move_in_the_text(places: Page) -> None:
    field = type_in(places, "kar")
    expect(places.get_by_role("option").first).to_be_visible()

    field.press("Home")
    field.press_sequentially("da")
    field.press("End")
    field.press_sequentially("x")

    expect(field).to_have_value("dakarx")


def test_escape_shuts_the_list_and_gives_back_what_was_chosen(places: Page) -> None:
    field = type_in(places, "dak")
    expect(active(places)).to_contain_text("SN DKR")
    field.press("Enter")
    type_in(places, "lome")
    expect(active(places)).to_contain_text("TG LFW")

    field.press("Escape")

    expect(field).to_have_value("Dakar")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert places.locator("select[name=entry]").input_value() == "SNDKR"


def test_tab_leaves_the_field_with_what_was_typed(places: Page, house: House) -> None:
    field = type_in(places, "lomé")
    expect(active(places)).to_contain_text("TG LFW")

    field.press("Tab")

    expect(field).to_have_value("lomé")
    expect(field).to_have_attribute("aria-expanded", "false")
    places.get_by_role("button", name="Afficher le code").click()
    expect(places).to_have_url(f"{house.url}/lists/place/codes/TGLFW/")


def test_what_a_screen_reader_is_told(places: Page) -> None:
    field = type_in(places, "dak")
    listbox = places.get_by_role("listbox")
    expect(listbox).to_be_visible()

    assert field.get_attribute("aria-controls") == listbox.get_attribute("id")
    assert field.get_attribute("aria-autocomplete") == "list"
    assert listbox.get_attribute("aria-label") == "Trouver un code"
    expect(field).to_have_attribute("aria-activedescendant", active(places).get_attribute("id") or "none")
    expect(places.locator(".picker [role=status]")).to_have_text(re.compile(r"^\d+ \w+$"))
    field.press("Enter")
    type_in(places, "dak")
    expect(listbox.locator("[aria-selected=true]")).to_contain_text("SN DKR")


def test_nothing_found_is_said(places: Page) -> None:
    type_in(places, "qqqqzzzz")

    expect(places.locator(".picker [role=status]")).to_be_visible()
    expect(picker(places)).to_have_attribute("aria-expanded", "false")


def test_an_open_list_has_no_fault(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(bypass_csp=True)
    house.sign_in(page, OFFICER)
    page.goto(f"{house.url}{PLACES}")
    type_in(page, "dak")
    expect(page.get_by_role("option").first).to_be_visible()

    found = Axe().run(page, context=".filters").response["violations"]

    assert [rule["id"] for rule in found] == []


def test_a_slow_line_says_that_it_searches_and_enter_takes_nothing_old(places: Page) -> None:
    type_in(places, "dak")
    expect(active(places)).to_contain_text("SN DKR")

    def slow(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    places.route(ASKED, slow)
    field = picker(places)
    field.fill("lome")
    field.press("Enter")
    expect(places.locator(".picker [role=status]")).to_have_text("Recherche…")

    expect(active(places)).to_contain_text("TG LFW", timeout=8_000)
    assert places.locator("select[name=entry]").input_value() == ""


def test_an_old_answer_never_replaces_a_newer_one(places: Page) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if letters(route) == "lome":
            held.append(route)
        else:
            route.continue_()

    places.route(ASKED, hold_the_first)
    field = picker(places)
    field.fill("lome")
    places.wait_for_timeout(400)
    field.fill("dakar")
    expect(active(places)).to_contain_text("SN DKR")
    assert held
    for route in held:  # the answer to the first question comes now
        route.fulfill(json=[{"value": "TGLFW", "text": "Lomé", "detail": "TG LFW"}])
    places.wait_for_timeout(200)

    expect(active(places)).to_contain_text("SN DKR")


def test_the_server_is_away(places: Page) -> None:
    places.route(ASKED, lambda route: route.abort())
    field = type_in(places, "SNDKR")
    status = places.locator(".picker [role=status]")

    expect(status).to_contain_text(AWAY)
    expect(status).to_be_visible()
    expect(field).to_have_value("SNDKR")
    field.press("Tab")
    expect(field).to_have_value("SNDKR")

    places.unroute(ASKED)
    places.get_by_role("button", name="Afficher le code").click()
    expect(places.get_by_role("heading", name="Dakar")).to_be_visible()


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_is_told_too(places: Page, status: int) -> None:
    places.route(ASKED, lambda route: route.fulfill(status=status, body="<h1>trouble</h1>"))
    type_in(places, "dak")

    expect(places.locator(".picker [role=status]")).to_contain_text(AWAY)


def test_what_is_not_in_the_list_comes_back_with_a_word(places: Page) -> None:
    field = type_in(places, "nowhere at all")
    expect(places.locator(".picker [role=status]")).to_be_visible()
    field.press("Tab")

    places.get_by_role("button", name="Afficher le code").click()

    expect(places.locator("[data-error-summary]")).to_contain_text("nowhere at all")
    expect(picker(places)).to_have_value("nowhere at all")


def test_without_scripts_a_code_or_an_exact_word_is_typed(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(scripts=False, width=360)
    house.sign_in(page, OFFICER)
    page.goto(f"{house.url}{PLACES}")
    page.locator("input[name=entry-typed]").fill("dakarr")
    page.get_by_role("button", name="Afficher le code").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("dakarr")

    page.locator("input[name=entry-typed]").fill("dakar")
    page.get_by_role("button", name="Afficher le code").click()

    expect(page).to_have_url(f"{house.url}/lists/place/codes/SNDKR/")
