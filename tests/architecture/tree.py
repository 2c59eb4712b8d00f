"""What stands in the repository, for the tests that read it instead of running it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("accounts", "audit", "cen_records", "config", "face", "intelligence", "reference", "risk", "training")


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path
    root: Path = ROOT

    @property
    def name(self) -> str:
        """Where it stands in the repository."""
        return self.path.relative_to(self.root).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)


def modules(*folders: str) -> list[Module]:
    """The Python files of these folders (the rooms, unless told), without migrations."""
    paths = (path for folder in folders or ROOMS for path in sorted((ROOT / folder).rglob("*.py")))
    return [Module(path) for path in paths if "migrations" not in path.parts]


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def scripts() -> list[Path]:
    """Our own JavaScript; `static/vendor` is other people's."""
    return [path for path in sorted((ROOT / "static").rglob("*.js")) if "vendor" not in path.parts]
