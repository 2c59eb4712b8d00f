"""Every page without a fault that axe can find (WCAG 2.2 AA), in both themes, on a desk and on a phone.

A new page adds its line to PAGES.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.house.running import House

pytestmark = pytest.mark.browser
ADMINISTRATOR = "adama.tine"
ABOVE_ALL = "joana.tavares"  # the administrator of the WCO
AUDITOR = "odette.ngarta"
ENTRY_OFFICER = "moussa.faye"
CONTACT_POINT = "ousmane.bodian"
# Pages of one record: the list to begin at, and how the address of its first one looks.
RECORDS = [
    ("/people/", re.compile(r"/people/\d+/$"), ABOVE_ALL),
    ("/offices/", re.compile(r"/offices/[^/]+/$"), ABOVE_ALL),
    ("/runs/", re.compile(r"/runs/[0-9a-f-]{36}/$"), ABOVE_ALL),
    ("/records/", re.compile(r"/records/[0-9a-f-]{36}/$"), CONTACT_POINT),
    ("/records/released/", re.compile(r"/records/released/[0-9a-f-]{36}/$"), CONTACT_POINT),
    ("/", re.compile(r"/records/[0-9a-f-]{36}/release/$"), CONTACT_POINT),
]
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
    ("/records/", ENTRY_OFFICER),
    ("/records/new/", ENTRY_OFFICER),
    ("/records/released/", CONTACT_POINT),
    ("/acts/", AUDITOR),
    ("/acts/seals/", AUDITOR),
    ("/lists/", ABOVE_ALL),
    ("/lists/place/", ABOVE_ALL),
    ("/lists/place/codes/SNDKR/", ABOVE_ALL),
    ("/lists/commodity/codes/FAUNA/", ABOVE_ALL),
    ("/lists/concealment_detail/", ABOVE_ALL),
    ("/lists/unit/editions/", ABOVE_ALL),
    ("/lists/unit/load/", ABOVE_ALL),
    ("/lists/place/find?entry-typed=nowhere", ABOVE_ALL),
    ("/me/nowhere/", ABOVE_ALL),
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


def addresses(pages: dict[str, Page], house: House) -> list[tuple[str, str]]:
    """The pages of a first record of each kind, as the lists lead to them, and who looks at them."""
    found = []
    for begin, record, who in RECORDS:
        pages[who].goto(f"{house.url}{begin}")
        links: list[str] = pages[who].eval_on_selector_all("main a", "links => links.map(link => link.pathname)")
        found.append((next(link for link in links if record.search(link)), who))
    return found


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (360, "light")])
def test_pages_have_no_fault(
    house: House, open_page: Callable[..., Page], subtests: pytest.Subtests, width: int, theme: str
) -> None:
    pages = {"": open_page(theme=theme, width=width, bypass_csp=True)}
    for who in (ADMINISTRATOR, ABOVE_ALL, AUDITOR, ENTRY_OFFICER, CONTACT_POINT):
        pages[who] = open_page(theme=theme, width=width, bypass_csp=True)
        house.sign_in(pages[who], who)
    start_rehearsal(pages[ABOVE_ALL], house)
    for address, who in PAGES + addresses(pages, house):
        page = pages[who]
        with subtests.test(address):
            page.goto(f"{house.url}{address}")
            assert faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width  # nothing to scroll sideways
            assert page.evaluate("[...document.querySelectorAll('button[form]')].every((one) => one.form)")


def start_rehearsal(page: Page, house: House) -> None:
    """So that there is a run to look at."""
    page.goto(f"{house.url}/system/rehearse/")
    page.locator("#main-form .primary").click()
    page.wait_for_url("**/runs/**")


def test_form_with_errors_has_no_fault(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(bypass_csp=True)
    house.sign_in(page, ADMINISTRATOR)
    page.goto(f"{house.url}/face/")
    page.locator("#main-form button.primary").click()
    page.locator("[data-error-summary]").wait_for()
    assert faults(page) == []
