"""Chromium for the tests that open pages."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def chromium() -> str | None:
    """The browser of this machine: $CHROMIUM, or Debian's, or whatever Chrome there is."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run of a worker."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens a page of a fresh visitor.

    open_page(width=360, theme="dark", locale="fr-FR", scripts=False, bypass_csp=True). Errors that the page
    itself throws fail the test.
    """
    failures: list[str] = []
    with ExitStack() as stack:

        def opened(
            *,
            width: int = 1440,
            height: int = 900,
            theme: str = "light",
            locale: str = "fr-FR",
            scripts: bool = True,
            bypass_csp: bool = False,
        ) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if theme == "dark" else "light",
                locale=locale,
                java_script_enabled=scripts,
                bypass_csp=bypass_csp,
            )
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(10_000)
            page.on("pageerror", lambda error: failures.append(str(error)))
            return page

        yield opened
    assert not failures, failures


@pytest.fixture
def page(open_page: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    """A page of a fresh visitor: 1440 px, light, French; other values by indirect parametrisation (a dict)."""
    return open_page(**getattr(request, "param", {}))
