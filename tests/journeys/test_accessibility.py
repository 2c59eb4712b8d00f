"""Every page without a fault that axe can find (WCAG 2.2 AA), in both themes, on a desk and on a phone.

A new page adds its line to PAGES.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.house.running import House

pytestmark = pytest.mark.browser
ADMINISTRATOR = "adama.tine"
# Address, and who looks at it ("" for a visitor).
PAGES = [
    ("/account/login/", ""),
    ("/account/password/forgotten/", ""),
    ("/account/password/forgotten/asked/", ""),
    ("/account/password/new/1-x-y/", ""),
    ("/join/", ""),
    ("/nowhere/", ""),
    ("/", ADMINISTRATOR),
    ("/face/", ADMINISTRATOR),
    ("/face/confirm/", ADMINISTRATOR),
    ("/people/", ADMINISTRATOR),
    ("/people/invite/", ADMINISTRATOR),
    ("/invitations/", ADMINISTRATOR),
    ("/offices/", ADMINISTRATOR),
    ("/runs/", ADMINISTRATOR),
    ("/system/", ADMINISTRATOR),
    ("/system/rehearse/", ADMINISTRATOR),
    ("/me/", ADMINISTRATOR),
    ("/me/sessions/", ADMINISTRATOR),
    ("/me/second-factors/", ADMINISTRATOR),
    ("/account/password/", ADMINISTRATOR),
    ("/account/factors/app/", ADMINISTRATOR),
    ("/account/factors/keys/add/", ADMINISTRATOR),
    ("/account/again/", ADMINISTRATOR),
    ("/account/logout/", ADMINISTRATOR),
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def faults(page: Page) -> list[str]:
    """What axe finds, one line for each place."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (360, "light")])
def test_pages_have_no_fault(
    house: House, open_page: Callable[..., Page], subtests: pytest.Subtests, width: int, theme: str
) -> None:
    visitor = open_page(theme=theme, width=width, bypass_csp=True)
    officer = open_page(theme=theme, width=width, bypass_csp=True)
    house.sign_in(officer, ADMINISTRATOR)
    for address, who in PAGES:
        page = officer if who else visitor
        with subtests.test(address):
            page.goto(f"{house.url}{address}")
            assert faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width  # nothing to scroll sideways
            assert page.evaluate("[...document.querySelectorAll('button[form]')].every((one) => one.form)")


def test_form_with_errors_has_no_fault(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(bypass_csp=True)
    house.sign_in(page, ADMINISTRATOR)
    page.goto(f"{house.url}/face/")
    page.locator("#main-form button.primary").click()
    page.locator("[data-error-summary]").wait_for()
    assert faults(page) == []
