"""Runs the tools that check the repository as anybody would from a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("accounts", "audit", "cen_records", "config", "face", "intelligence", "reference", "risk", "training")
NOT_OURS = {".git", ".venv", "var", "node_modules", "vendor", "__pycache__", ".hypothesis"}
# What the run of the tests sets for itself and no tool may inherit.
OF_THE_TESTS = ("VIGIE_", "COV_", "PYTEST_", "DJANGO_")
# What settings need to be read; nothing is connected to.
SETTINGS = {
    "VIGIE_MODE": "local",
    "VIGIE_SECRET_KEY": "read-by-tools-only",
    "DATABASE_URL": "postgres://nobody:nothing@localhost:1/none",
    "REDIS_URL": "redis://localhost:1/0",
}


def run(tool: str, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the virtual environment in the repository's folder."""
    command = [Path(sys.executable).with_name(tool), *arguments]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OF_THE_TESTS)}
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**kept, **SETTINGS, "VIGIE_VAR": str(ROOT / "var"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def assert_passes(ran: subprocess.CompletedProcess[str]) -> None:
    """Show what the tool said when it does not pass."""
    assert ran.returncode == 0, f"{' '.join(map(str, ran.args))}\n{ran.stdout}\n{ran.stderr}"


def our_files(*suffixes: str) -> list[Path]:
    """The repository's own files, by suffix (all of them when none is given)."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in NOT_OURS and not name.endswith("_cache"))
        ours = sorted(set(names) - NOT_OURS)  # in a second working tree .git is a file
        found += [Path(folder, name) for name in ours if not suffixes or Path(name).suffix in suffixes]
    return [path for path in found if path.suffix not in {".mo", ".pyc"} and not path.name.startswith(".coverage")]
