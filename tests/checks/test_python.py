"""Python is linted, formatted and typed, asks for what it uses, and imports downward only."""

from __future__ import annotations

import pytest

from tests.checks.tools import assert_passes, run


def test_ruff_finds_nothing() -> None:
    assert_passes(run("ruff", "check", "."))


def test_everything_is_formatted() -> None:
    assert_passes(run("ruff", "format", "--check", "."))


@pytest.mark.xdist_group("mypy")
def test_types() -> None:
    assert_passes(run("mypy", VIGIE_MODE="test"))  # with the room that exists in tests only


def test_imports_go_downward() -> None:
    assert_passes(run("lint-imports", "--no-logo"))


def test_what_is_imported_is_required_and_the_other_way_round() -> None:
    assert_passes(run("deptry", ".", "--no-ansi"))
