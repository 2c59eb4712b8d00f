"""Spelling, and nothing in the repository that only one machine knows."""

from __future__ import annotations

import re

import pytest

from tests.checks.tools import ROOT, assert_passes, our_files, run

# A place on somebody's machine, or a host that packages are fetched from: the user's own settings name it.
PRIVATE = {
    "a folder of one machine": re.compile(r"(?<![\w.~}])/(?:home|root|Users|work)/[\w.]"),
    "a package host": re.compile(r"(?:registry\.npmjs|files\.pythonhosted|pypi\.org/simple|//registry\.|//mirror)"),
    "an unfinished thing": re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b"),
    "a test that does not run": re.compile(r"mark\.(?:skip|xfail)|pytest\.(?:skip|xfail)\("),
}
# This file says what it looks for.
ALLOWED = {"tests/checks/test_words.py"}


def test_spelling() -> None:
    assert_passes(run("codespell", "."))


@pytest.mark.parametrize("name", PRIVATE)
def test_nothing_private(name: str) -> None:
    found = []
    for path in our_files():
        place = path.relative_to(ROOT).as_posix()
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if place not in ALLOWED:
            found += [f"{place}: {match[0]}" for match in PRIVATE[name].finditer(text)]

    assert found == []
