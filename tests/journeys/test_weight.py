"""What a page weighs over a bad link: compressed bytes and requests, the first time and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.house.running import House

pytestmark = pytest.mark.browser
OFFICER = "ousmane.bodian"
FIRST, AGAIN = 100_000, 15_000


@dataclass(frozen=True)
class Load:
    """What went over the wire for one page."""

    requests: int
    weight: int


class Wire:
    """Listens to what a page loads; answers from the browser's own cache do not count."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cached: set[str] = set()
        self.weights: dict[str, float] = {}
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.requestServedFromCache", lambda event: self.cached.add(event["requestId"]))
        self.session.on("Network.responseReceived", self._received)
        self.session.on("Network.loadingFinished", self._finished)

    def _received(self, event: dict[str, Any]) -> None:
        response = event["response"]
        if response.get("fromDiskCache") or not response["url"].startswith("http"):
            self.cached.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        self.weights[event["requestId"]] = event["encodedDataLength"]

    def load(self, address: str) -> Load:
        """Open the page and wait until nothing is loading any more."""
        self.weights.clear()
        self.cached.clear()
        self.page.goto(address, wait_until="networkidle")
        carried = {key: weight for key, weight in self.weights.items() if key not in self.cached}
        return Load(len(carried), int(sum(carried.values())))


def test_sign_in_page_is_light(house: House, page: Page) -> None:
    first = Wire(page).load(f"{house.url}/account/login/")
    assert first.weight <= 60_000, first
    assert first.requests <= 6, first


@pytest.mark.parametrize("address", ["/", "/face/", "/people/"])
def test_page_is_light_and_lighter_again(house: House, open_page: Callable[..., Page], address: str) -> None:
    page = open_page()
    house.sign_in(page, OFFICER)
    wire = Wire(page)
    wire.session.send("Network.clearBrowserCache")
    first = wire.load(f"{house.url}{address}")
    again = wire.load(f"{house.url}{address}")
    assert first.weight <= FIRST, first
    assert again.weight <= AGAIN, again
    assert again.requests == 1, again


def test_the_entry_form_brings_its_lists_along(house: House, open_page: Callable[..., Page]) -> None:
    """Goods and countries stand in the page itself, so that they are found without a connection."""
    page = open_page()
    house.sign_in(page, OFFICER)
    wire = Wire(page)
    wire.session.send("Network.clearBrowserCache")
    first = wire.load(f"{house.url}/records/new/")
    again = wire.load(f"{house.url}/records/new/")
    print(first, again)  # noqa: T201 (the measured numbers)
    assert first.weight <= FIRST, first
    assert again.weight <= AGAIN + 7_000, again
    assert again.requests == 1, again
