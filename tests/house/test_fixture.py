"""The running house that browser tests share."""

import time
from typing import TYPE_CHECKING

import pytest

from tests.house.running import House

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


@pytest.mark.browser
@pytest.mark.parametrize("page", [{"width": 360, "theme": "dark"}, {"width": 1440}], indirect=True, ids=["360", "1440"])
def test_sign_in_leads_to_the_desk(house: House, page: "Page") -> None:
    house.sign_in(page, "moussa.faye")
    assert page.url == f"{house.url}/"
    assert page.locator("h1").count() == 1


@pytest.mark.browser
def test_every_worker_is_warm(house: House, open_page: "Callable[..., Page]") -> None:
    """The first visitors wait for nothing: the sign-in page was made before the workers forked."""
    for _ in range(4):
        page = open_page()
        began = time.monotonic()
        page.goto(house.url)
        assert time.monotonic() - began < 2
