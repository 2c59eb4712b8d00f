"""A test that a machine cannot run is named at the end of the run, also of one that is shared among workers."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from house.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TESTS = """
import pytest

@pytest.mark.browser
def test_with_a_browser(): ...

def test_without(): ...
"""


@pytest.mark.parametrize("workers", ["0", "2"])
def test_what_was_not_run_is_named(tmp_path: Path, workers: str) -> None:
    tmp_path.joinpath("test_pages.py").write_text(TESTS)
    tmp_path.joinpath("pytest.ini").write_text("[pytest]\nmarkers = browser\n processes\n")
    options = ["-p", "tests.house.means", "-p", "no:django", "-n", workers, "-q"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *options],
        cwd=tmp_path,
        env=kept | {"PYTHONPATH": f"{ROOT}:{ROOT / 'script'}", "PATH": str(tmp_path), "CHROMIUM": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "NOT RUN: no browser on this machine" in ran.stdout, ran.stdout + ran.stderr
    assert "  test_pages.py::test_with_a_browser" in ran.stdout
    assert "1 passed" in ran.stdout
