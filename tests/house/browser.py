"""Chromium for the tests marked `browser`. Where there is none, the tests that were not run are named at the end."""

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
NOT_RUN = pytest.StashKey[list[str]]()


def chromium() -> str | None:
    """The browser of this machine: $CHROMIUM, or Debian's, or whatever Chrome there is."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[NOT_RUN] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that uses the browser carries the mark; without a browser the marked ones are set aside."""
    marked = [
        item for item in items if item.get_closest_marker("browser") or "browser" in getattr(item, "fixturenames", ())
    ]
    if chromium() or not marked:
        return
    config.stash[NOT_RUN] = [item.nodeid for item in marked]
    items[:] = [item for item in items if item not in set(marked)]
    config.hook.pytest_deselected(items=marked)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    names = config.stash[NOT_RUN]
    if names:
        terminalreporter.section("NOT RUN: no browser on this machine", sep="!", red=True, bold=True)
        terminalreporter.line("Install Debian’s package chromium, or set CHROMIUM to a Chromium’s path. Not run:")
        for name in sorted(names):
            terminalreporter.line(f"  {name}")


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
