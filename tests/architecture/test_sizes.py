"""Small: what passes the limit wants to be split; what is near it is listed when the test fails or with -rP."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.architecture.tree import ROOT, modules, scripts, templates

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.architecture.tree import Module

CHECKED = ("accounts", "audit", "cen_records", "config", "face", "intelligence", "reference", "risk", "training",
           "script", "tests", "benchmarks")  # fmt: skip
NEAR = 0.9


def file_sizes() -> dict[str, int]:
    return {module.name: len(module.text.splitlines()) for module in modules(*CHECKED)}


def function_sizes() -> dict[str, int]:
    return {name: lines for module in modules(*CHECKED) for name, lines in _functions(module).items()}


def _functions(module: Module) -> dict[str, int]:
    return {
        f"{module.name}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def template_sizes() -> dict[str, int]:
    return {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in templates()}


def script_sizes() -> dict[str, int]:
    return {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in scripts()}


@pytest.mark.parametrize(
    ("sizes", "limit"),
    [(file_sizes, 400), (function_sizes, 40), (template_sizes, 120), (script_sizes, 150)],
)
def test_size(sizes: Callable[[], dict[str, int]], limit: int) -> None:
    measured = sorted(sizes().items(), key=lambda item: -item[1])
    near = [f"{lines:5} {name}" for name, lines in measured if NEAR * limit <= lines <= limit]
    print(f"Near the limit of {limit} lines:", *near, sep="\n")  # noqa: T201 (the report that is asked for)

    assert [f"{lines:5} {name}" for name, lines in measured if lines > limit] == []
