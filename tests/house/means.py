"""What a test needs that a machine may not have. The tests that were not run for want of it are named at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from house.processes import pool_of_workers
from tests.house.browser import chromium

if TYPE_CHECKING:
    from collections.abc import Callable

    from xdist.workermanage import WorkerController


@dataclass(frozen=True)
class Means:
    """Something that tests carrying its mark, or asking for one of its fixtures, cannot do without."""

    mark: str
    fixtures: frozenset[str]
    is_there: Callable[[], object]
    lacking: str
    remedy: str

    def is_needed_by(self, item: pytest.Item) -> bool:
        """Whether a test cannot run without it."""
        return bool(item.get_closest_marker(self.mark) or self.fixtures.intersection(getattr(item, "fixturenames", ())))


MEANS = (
    Means(
        mark="browser",
        fixtures=frozenset({"browser"}),
        is_there=chromium,
        lacking="no browser on this machine",
        remedy="Install Debian’s package chromium, or set CHROMIUM to a Chromium’s path.",
    ),
    Means(
        mark="processes",
        fixtures=frozenset({"parts"}),
        is_there=lambda: pool_of_workers() == "prefork",
        lacking="this user may not use shared memory, so workers have threads and no processes that could be killed",
        remedy="Mount /dev/shm so that every user may write to it.",
    ),
)
NOT_RUN = pytest.StashKey[dict[str, list[str]]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[NOT_RUN] = {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Set aside the tests that need what is not there."""
    for means in MEANS:
        marked = [item for item in items if means.is_needed_by(item)]
        if not marked or means.is_there():
            continue
        config.stash[NOT_RUN][means.mark] = [item.nodeid for item in marked]
        items[:] = [item for item in items if item not in set(marked)]
        config.hook.pytest_deselected(items=marked)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """One of several workers hands its list to the run that reports."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["not_run"] = session.config.stash[NOT_RUN]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    """Every worker collects every test, so their lists are alike."""
    node.config.stash[NOT_RUN] |= getattr(node, "workeroutput", {}).get("not_run", {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for means in MEANS:
        if names := config.stash[NOT_RUN].get(means.mark):
            terminalreporter.section(f"NOT RUN: {means.lacking}", sep="!", red=True, bold=True)
            terminalreporter.line(f"{means.remedy} Not run:")
            for name in sorted(names):
                terminalreporter.line(f"  {name}")
