"""Tests of one group run in one worker: they share something that exists once, as a database of a fixed name."""

from __future__ import annotations

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say the group where this pytest looks for it: pytest-xdist writes it to where the last one looked."""
    for item in items:
        if grouped := getattr(item, "_nodeid", ""):
            item._id = type(item._id).parse(grouped)
