"""Each contract of import-linter holds, and bites when a violation is planted in a copy of the tree."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOMS, ROOT

CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
}
# contract, the file that breaks it, what that file says
VIOLATIONS = [
    ("ladder", "reference/countries.py", "import accounts.choices"),
    ("ladder", "face/planted.py", "import audit.apps"),
    ("ladder", "cen_records/models.py", "import intelligence.apps"),
    ("ladder", "intelligence/models.py", "import risk.apps"),
    ("ladder", "cen_records/models.py", "import training.apps"),
    ("ladder", "accounts/choices.py", "import config.environment"),
    ("training-beside", "training/models.py", "import intelligence.apps"),
    ("training-beside", "training/models.py", "import risk.apps"),
    ("risk-beside", "risk/models.py", "import training.apps"),
    ("inside", "accounts/querysets/planted.py", "import accounts.actions"),
    ("inside", "accounts/permissions.py", "import accounts.roles"),
    ("inside", "risk/choices.py", "import risk.models"),
    ("inside", "risk/actions.py", "import risk.web"),
    ("inside", "risk/api.py", "import risk.web"),
    ("inside", "risk/web.py", "import risk.api"),
    ("inside", "risk/tasks.py", "import risk.web"),
    ("inside", "risk/leftovers.py", "import re"),
    ("rules", "cen_records/rules.py", "import django.db.models"),
    ("rules", "cen_records/rules/quality.py", "import celery"),
    ("guardian", "accounts/actions/planted.py", "import guardian.shortcuts"),
    ("guardian", "cen_records/models.py", "import guardian.models"),
    ("sign-in", "face/planted.py", "import allauth.account.adapter"),
    ("sign-in", "cen_records/models.py", "import axes.models"),
]
# What a planted import needs to be there.
STANDING = ("risk/models.py", "risk/web.py", "risk/api.py", "risk/actions.py", "accounts/actions/__init__.py")


def broken_contracts(tree: Path) -> set[str]:
    """The names of the contracts that lint-imports reports as broken."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    ran = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    verdicts = re.findall(r"^(.+?) (KEPT|BROKEN)", _unwrapped(ran.stdout), re.MULTILINE)
    assert {name for name, _ in verdicts} == set(CONTRACTS.values()), ran.stdout + ran.stderr
    return {name for name, verdict in verdicts if verdict == "BROKEN"}


def _unwrapped(report: str) -> str:
    """The terminal is 80 columns wide and breaks long names over two lines."""
    for name in CONTRACTS.values():
        report = re.sub(r"\s+".join(map(re.escape, name.split())), name, report)
    return report


@pytest.fixture(scope="session")
def broken_before() -> set[str]:
    """What `test_contracts_hold` reports."""
    return broken_contracts(ROOT)


@pytest.fixture
def copied_tree(tmp_path: Path) -> Path:
    """The rooms' Python and the contracts, and nothing else."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            target = tmp_path / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    return tmp_path


def test_contracts_hold(broken_before: set[str]) -> None:
    assert broken_before == set()


def test_every_contract_has_a_planted_violation() -> None:
    assert {contract for contract, *_ in VIOLATIONS} == set(CONTRACTS)


@pytest.mark.parametrize(("contract", "file", "line"), VIOLATIONS)
def test_contract_bites(copied_tree: Path, broken_before: set[str], contract: str, file: str, line: str) -> None:
    for standing in STANDING:
        path = copied_tree / standing
        if path.parent.exists() and not path.with_suffix("").exists():
            path.touch()
    planted = copied_tree / file
    planted.parent.mkdir(exist_ok=True)
    if planted.parent.name == "rules":
        (planted.parent / "__init__.py").touch()
    with planted.open("a") as stream:
        stream.write(f"\n{line}\n")

    assert broken_contracts(copied_tree) == broken_before | {CONTRACTS[contract]}
