"""An administrator rehearses background work: sees it wait, move, survive a reload, stop, be tried again, and end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.test_accessibility import ADMINISTRATOR, faults
from tests.trials.workshop import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.house.running import House

pytestmark = pytest.mark.browser
SOON = 20_000  # milliseconds


def rehearse(house: House, page: Page, *, steps: int, seconds: str, trouble: str = "none") -> None:
    """Fill in the form as an administrator would; afterwards the page of the run is shown."""
    page.goto(f"{house.url}/system/rehearse/")
    page.locator("[name=steps]").fill(str(steps))
    page.locator("[name=seconds]").fill(seconds)
    page.locator(f"[name=trouble][value={trouble}]").check()
    page.locator("#main-form [type=submit]").first.click()
    page.wait_for_url("**/runs/*/")


def done(page: Page) -> int:
    """The value of the progress bar; 0 as long as there is none."""
    bar = page.locator("#run-progress[value]")
    return int(bar.get_attribute("value") or 0) if bar.count() else 0


def wait_until_done(page: Page, least: int) -> None:
    """Wait until the progress bar has come so far, without a reload."""
    until(lambda: done(page) >= least, patience=SOON / 1000)


def test_rehearsal_from_start_to_end(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(bypass_csp=True)
    house.sign_in(page, ADMINISTRATOR)
    rehearse(house, page, steps=40, seconds="0,5")
    wait_until_done(page, 2)

    before = done(page)
    page.reload()
    assert done(page) >= before, "what was reached is still shown after a reload"
    assert faults(page) == []
    before = done(page)
    wait_until_done(page, before + 1)

    page.locator("#run-cancel [type=submit]").click()
    expect(page.locator("#run-retry")).to_be_visible(timeout=SOON)
    expect(page.locator("#run-progress")).to_have_count(0)
    page.locator("#run-retry [type=submit]").click()
    wait_until_done(page, before + 1)
    page.locator("#run-cancel [type=submit]").click()
    expect(page.locator("#run-retry")).to_be_visible(timeout=SOON)


def test_page_that_nobody_looks_at_asks_for_nothing(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(bypass_csp=True)
    house.sign_in(page, ADMINISTRATOR)
    rehearse(house, page, steps=40, seconds="0,5")
    wait_until_done(page, 2)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    page.wait_for_timeout(2_500)
    assert asked == []
    before = done(page)
    page.evaluate("delete document.hidden")
    wait_until_done(page, before + 1)

    page.locator("#run-cancel [type=submit]").click()
    expect(page.locator("#run-retry")).to_be_visible(timeout=SOON)
    asked.clear()
    page.wait_for_timeout(2_500)
    assert asked == [], "nothing more will come of it"


def test_result_is_downloaded(house: House, page: Page) -> None:
    house.sign_in(page, ADMINISTRATOR)
    rehearse(house, page, steps=2, seconds="0")
    link = page.locator("a[download]")
    expect(link).to_be_visible(timeout=SOON)
    with page.expect_download() as downloading:
        link.click()

    assert downloading.value.suggested_filename == "rehearsal.txt"
    assert Path(downloading.value.path()).read_text().splitlines()[1] == "2"


def test_without_scripts(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(scripts=False)
    house.sign_in(page, ADMINISTRATOR)
    rehearse(house, page, steps=30, seconds="0,5")
    page.wait_for_timeout(2_500)
    page.locator("#run-now a[href*='/runs/']").first.click()
    assert done(page) >= 2
    page.locator("#run-cancel [type=submit]").click()
    page.wait_for_timeout(1_500)
    page.reload()

    expect(page.locator("#run-retry")).to_be_visible()


def test_system_page_shows_the_workers(house: House, page: Page) -> None:
    house.sign_in(page, ADMINISTRATOR)
    page.goto(f"{house.url}/system/")

    expect(page.locator("#system-now .badge.good")).to_have_count(2, timeout=40_000)
