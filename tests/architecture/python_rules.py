"""Rules of the house that no linter knows. Each takes one module and tells what breaks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.architecture.tree import Module

ALWAYS_WRITES = {
    "create", "acreate", "create_user", "save", "asave", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create", "raw_delete",
}  # fmt: skip
WRITES_ON_A_QUERYSET = {"update", "delete", "aupdate", "adelete"}
# Sharing is a part of other acts, which check who may and leave word of it.
MAY_WRITE = re.compile(r"/(actions|demo)(/|\.py$)|^audit/acts\.py$|^accounts/access\.py$")
VAGUE = {"util", "utils", "helper", "helpers", "manager", "handler", "handlers", "service", "services", "data", "info"}


def stray_writes(module: Module) -> Iterator[str]:
    """Rows written outside an act."""
    if MAY_WRITE.search(module.name):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes(node.func):
            yield f"{module.name}:{node.lineno} {ast.unparse(node.func)}"


def _writes(function: ast.Attribute) -> bool:
    if function.attr in ALWAYS_WRITES:
        return True
    # A dictionary has an update() and a cache a delete(); a queryset is the result of a call or a manager.
    chained = isinstance(function.value, ast.Call) and isinstance(function.value.func, ast.Attribute)
    called_on_queryset = chained or "objects" in ast.unparse(function.value)
    return function.attr in WRITES_ON_A_QUERYSET and called_on_queryset


def signals(module: Module) -> Iterator[str]:
    """Receivers of signals, and the signals they would receive."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names]
            if any(name == "django.dispatch" or name.endswith("signals") for name in names):
                yield f"{module.name}:{node.lineno} imports {', '.join(names)}"


def imports_in_functions(module: Module) -> Iterator[str]:
    """Imports that dodge a circle."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield f"{module.name}:{inner.lineno} in {node.name}"


def vague_names(module: Module) -> Iterator[str]:
    """Modules and classes whose name says nothing. Django's own managers are called that."""
    for part in module.name.removesuffix(".py").split("/"):
        if VAGUE & set(part.split("_")):
            yield module.name
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            words = {word.lower() for word in re.findall(r"[A-Z][a-z]*|[a-z]+", node.name)}
            bases = " ".join(ast.unparse(base) for base in node.bases)
            if VAGUE & words and not (node.name.endswith("Manager") and "Manager" in bases):
                yield f"{module.name}:{node.lineno} {node.name}"


def acts_without_their_form(module: Module) -> Iterator[str]:
    """Functions marked as acts that take something by position, or do not say who acts."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and any(_is_act(decorator) for decorator in node.decorator_list):
            if node.args.args or node.args.posonlyargs:
                yield f"{module.name}:{node.lineno} {node.name} takes arguments by position"
            if "by" not in {argument.arg for argument in node.args.kwonlyargs}:
                yield f"{module.name}:{node.lineno} {node.name} does not say who acts"


def _is_act(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id == "act"


def undocumented_rooms(module: Module) -> Iterator[str]:
    """A room's first line says what it is for."""
    if re.fullmatch(r"\w+/__init__\.py", module.name) and not ast.get_docstring(module.tree):
        yield module.name
