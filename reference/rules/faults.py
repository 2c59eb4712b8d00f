"""What is wrong with a file, kept cheaply however much of it there is."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

SHOWN = 200


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `kind` names it; `line` is 0 where it concerns the whole file."""

    kind: str
    line: int = 0
    column: str = ""
    value: str = ""
    other: str = ""

    def as_record(self) -> dict[str, Any]:
        """For keeping with the edition."""
        return {"kind": self.kind, "line": self.line, "column": self.column, "value": self.value, "other": self.other}


@dataclass
class Faults:
    """All that is wrong with a file: the first two hundred to show, and how many of each kind there are."""

    first: list[Fault] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How many there are."""
        return self.kinds.total()

    def add(self, kind: str, line: int = 0, column: str = "", value: str = "", other: str = "") -> None:
        """Note one more."""
        self.kinds[kind] += 1
        if len(self.first) < SHOWN:
            self.first.append(Fault(kind, line, column, value[:80], other[:80]))

    def in_order(self) -> list[Fault]:
        """Those that are shown, as they stand in the file."""
        return sorted(self.first, key=lambda fault: fault.line)
