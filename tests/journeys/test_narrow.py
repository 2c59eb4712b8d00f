"""What a page 360 px wide must still do: rows of tabs, lists with buttons, targets for a finger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.test_accessibility import ABOVE_ALL, PAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FloatRect, Locator, Page

    from tests.house.running import House

pytestmark = pytest.mark.browser
OFFICER = "ousmane.bodian"


@pytest.fixture
def narrow(house: House, page: Page) -> Page:
    """An officer's own account on a small phone, signed in on another device too."""
    page.context.clear_cookies()
    house.sign_in(page, OFFICER)
    page.context.clear_cookies()
    house.sign_in(page, OFFICER)
    page.set_viewport_size({"width": 360, "height": 740})
    return page


def box(found: Locator) -> FloatRect:
    found_box = found.bounding_box()
    assert found_box is not None
    return found_box


def test_the_current_tab_is_in_view(narrow: Page, house: House) -> None:
    narrow.goto(f"{house.url}/account/password/")
    tabs = narrow.locator(".tabs")
    assert tabs.evaluate("row => row.scrollWidth > row.clientWidth"), "the row is too short to try it"

    current = box(tabs.locator("[aria-current=page]"))

    assert current["x"] >= 0
    assert current["x"] + current["width"] <= 360
    assert narrow.evaluate("scrollY") == 0
    assert "gradient" in tabs.evaluate("row => getComputedStyle(row).backgroundImage")


def test_the_button_of_a_session_stands_under_its_facts(narrow: Page, house: House) -> None:
    narrow.goto(f"{house.url}/me/sessions/")
    row = narrow.locator(".rows > li:has(form)").first

    facts, button = box(row.locator(".text")), box(row.locator("form button"))

    assert button["y"] >= facts["y"] + facts["height"]
    assert button["height"] >= 44


@pytest.mark.parametrize("language", ["pt", "en"])
def test_nothing_is_wider_than_the_phone(
    house: House, open_page: Callable[..., Page], subtests: pytest.Subtests, language: str
) -> None:
    """In the languages that test_accessibility.py does not show; French has the longest words of the three."""
    page = open_page(width=360)
    house.sign_in(page, ABOVE_ALL)
    page.locator(f"button[name=switch_language][value={language}]").first.click()
    page.wait_for_function(f"document.documentElement.lang === '{language}'")
    for address, who in PAGES:
        if who:
            with subtests.test(address):
                page.goto(f"{house.url}{address}")
                assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_small_targets_are_tall_enough(narrow: Page, house: House) -> None:
    narrow.goto(f"{house.url}/face/")
    links = narrow.locator(".card > header > a").all()
    targets = [*links, *narrow.locator(".field input[type=checkbox]").all()]

    assert targets
    assert all(box(target)["height"] >= 24 for target in targets if target.is_visible())
