"""What is installed is pinned by hash and in step with what was asked for. Works without a network."""

from __future__ import annotations

import json
import re

import pytest

from tests.checks.tools import ROOT

LISTS = {
    "requirements/product.in": "requirements.txt",
    "requirements/local.in": "requirements/local.txt",
    "requirements/checks.in": "requirements/checks.txt",
}


def asked_for(source: str) -> set[str]:
    """The names in a list of requirements, as package indexes spell them."""
    lines = (ROOT / source).read_text("utf-8").splitlines()
    names = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith(("-", "#")))
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in names if name}


def pinned(resolved: str) -> dict[str, str]:
    """Each pinned package of a resolved list with its hashes and the reason for which it is there."""
    blocks = re.split(r"^(?=\S+==)", (ROOT / resolved).read_text("utf-8"), flags=re.MULTILINE)
    return {re.split(r"[=\[]", block)[0]: block for block in blocks if "==" in block.partition("\n")[0]}


@pytest.mark.parametrize("resolved", LISTS.values())
def test_every_package_is_pinned_by_hash(resolved: str) -> None:
    assert [name for name, block in pinned(resolved).items() if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(("source", "resolved"), LISTS.items())
def test_resolved_list_is_in_step(source: str, resolved: str) -> None:
    direct = {name for name, block in pinned(resolved).items() if f"-r {source}" in block}

    assert direct == asked_for(source)


def test_lists_agree_on_versions() -> None:
    versions: dict[str, set[str]] = {}
    for resolved in LISTS.values():
        for name, block in pinned(resolved).items():
            versions.setdefault(name, set()).add(block.split("==")[1].split()[0])

    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_javascript_is_locked_without_a_host() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert lock["packages"][""].get("dependencies") == asked.get("dependencies")
    assert all(re.fullmatch(r"\d+(\.\d+)+", version) for version in asked["dependencies"].values())
    assert [name for name, package in packages.items() if not package.get("integrity")] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
