"""What is wrong with a file, kept cheaply however much of it there is."""

import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

SHOWN = 200
KEPT = 250_000  # to download; as many as a file may have rows
LONGEST_QUOTE = 200  # characters of a cell that a fault quotes


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
    """All that is wrong with a file: the first two hundred to show, how many of each kind, and a file of them all.

    The file is compressed as it grows: a hundred thousand faults take less than a megabyte.
    """

    first: list[Fault] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    _kept: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        self._file = gzip.open(self._kept, "wt", 1, encoding="utf-8", newline="")  # noqa: SIM115 (ends with `packed`)
        self._writer = csv.writer(self._file)

    @property
    def count(self) -> int:
        """How many there are."""
        return self.kinds.total()

    def add(self, kind: str, line: int = 0, column: str = "", value: str = "", other: str = "") -> None:
        """Note one more."""
        self.kinds[kind] += 1
        if self.count > KEPT:
            return
        column, value, other = column[:LONGEST_QUOTE], value[:LONGEST_QUOTE], other[:LONGEST_QUOTE]
        self._writer.writerow((kind, line, column, value, other))
        if len(self.first) < SHOWN:
            self.first.append(Fault(kind, line, column, value, other))

    def in_order(self) -> list[Fault]:
        """Those that are shown, as they stand in the file."""
        return sorted(self.first, key=lambda fault: fault.line)

    def packed(self) -> bytes:
        """All of them, for `unpacked`. Nothing can be added afterwards."""
        self._file.close()
        return self._kept.getvalue()


def unpacked(packed: bytes) -> Iterator[Fault]:
    """The faults that were packed, one after the other."""
    if packed:
        with gzip.open(io.BytesIO(packed), "rt", encoding="utf-8", newline="") as file:
            for kind, line, column, value, other in csv.reader(file):
                yield Fault(kind, int(line), column, value, other)
