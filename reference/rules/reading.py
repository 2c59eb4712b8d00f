"""Reads the rows of a new edition of a list, and finds out all that is wrong with them."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reference.rules.columns import YEARS, Unfit, YearUnlikely, day, value_of
from reference.rules.definitions import COMMON, Definition
from reference.rules.entries import LANGUAGES, Entry
from reference.rules.faults import Faults
from reference.rules.sheets import LONGEST_CELL, MOST_ROWS, as_meant, looks_misread
from reference.rules.trees import circles, too_deep

# Controls, soft hyphens, marks that turn the direction of writing, what has no width, and what stands for nothing.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\U000e0000-\U000e0fff]"
)
DEEPEST = 20  # levels of a tree
Rows = Iterable[tuple[int, Sequence[str]]]


@dataclass
class Reading:
    """How the rows of a file are read for one list.

    `known` holds the codes of the lists that its columns name. `present` holds the entries that the list
    has now, by code: given, the file completes the list and says nothing of codes that it does not name.
    """

    definition: Definition
    known: Mapping[str, frozenset[str]]
    present: Mapping[str, Entry] | None = None
    faults: Faults = field(default_factory=Faults)
    lines: dict[str, int] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    over: set[str] = field(default_factory=set)
    mentioned: list[tuple[str, int, str]] = field(default_factory=list)  # codes of this very list

    def entries(self, head: Sequence[str], rows: Rows, today: date) -> Iterator[Entry]:
        """Each row that can be read, until the first fault: nothing is to be used then, and the rest is only read."""
        if not self._head_fits(head):
            return
        for count, (line, cells) in enumerate(self._taken_apart(rows)):
            if count == MOST_ROWS:
                self.faults.add("TOO_MANY_ROWS", line, other=str(MOST_ROWS))
                return
            entry = self._entry(line, head, cells)
            if entry is None:
                continue
            self.parents[entry.code] = entry.parent
            if entry.is_over_on(today):
                self.over.add(entry.code)
            if not self.faults.count:
                yield entry
        if not self.lines and not self.faults.count:
            self.faults.add("NO_ROWS")

    def check_tree(self, retired: Iterable[str] = ()) -> None:
        """After the last row: parents that are not there, that are retired, or that lead round in a circle."""
        parents, over = self.parents, self.over | set(retired)
        if self.present is not None:
            parents = {code: entry.parent for code, entry in self.present.items()} | parents
        for code, parent in parents.items():
            line = self.lines.get(code, 0)
            if parent == code and code:
                self.faults.add("PARENT_SELF", line, "parent", parent, code)
            elif parent and parent in over and code not in over:
                self.faults.add("PARENT_RETIRED", line, "parent", parent, code)
            elif parent and parent not in parents and parent not in over:
                self.faults.add("PARENT_UNKNOWN", line, "parent", parent, code)
        self._check_shape(parents)

    def _check_shape(self, parents: Mapping[str, str]) -> None:
        found = circles(parents)
        for circle in found:
            if len(circle) > 1:
                told = " → ".join((*circle[:5], "…") if len(circle) > 5 else circle)
                self.faults.add("PARENT_CIRCLE", self.lines.get(circle[0], 0), "parent", circle[0], told)
        for code in [] if found else too_deep(parents, DEEPEST):
            self.faults.add("TREE_TOO_DEEP", self.lines.get(code, 0), "parent", code, str(DEEPEST))

    def check_mentions(self) -> None:
        """After the last row: codes of this very list, named in a column of its own, that are not there."""
        for code, line, name in self.mentioned:
            if code not in self.lines and (self.present is None or code not in self.present):
                self.faults.add("CODE_UNKNOWN", line, name, code, self.definition.code)

    def _head_fits(self, head: Sequence[str]) -> bool:
        before = self.faults.count
        allowed = self.definition.head
        seen: set[str] = set()
        for name in head:
            if name in seen:
                self.faults.add("COLUMN_TWICE", 1, name)
            elif name not in allowed:
                self.faults.add("COLUMN_UNKNOWN", 1, name, other=", ".join(allowed))
            seen.add(name)
        for name in self._owed_columns():
            if name not in head:
                self.faults.add("COLUMN_MISSING", 1, name)
        return self.faults.count == before

    def _owed_columns(self) -> list[str]:
        if self.present is not None:
            return ["code"]
        labels = LANGUAGES if self.definition.every_language else ()
        parent = ("parent",) if self.definition.tree else ()
        return ["code", *parent, *labels, *(column.name for column in self.definition.columns if column.owed)]

    def _taken_apart(self, rows: Rows) -> Iterator[tuple[int, Sequence[str]]]:
        line = 1
        try:
            for line, cells in rows:
                yield line, cells
        except csv.Error:
            self.faults.add("ROW_BROKEN", line + 1)

    def _entry(self, line: int, head: Sequence[str], row: Sequence[str]) -> Entry | None:
        if any(cell.strip() for cell in row[len(head) :]):
            self.faults.add("CELLS_TOO_MANY", line)
            return None
        cells = {name: as_meant(cell.strip()) for name, cell in zip(head, row, strict=False)}
        code = cells.pop("code", "")
        if not self._code_fits(line, code):
            return None
        before = self.present.get(code) if self.present is not None else None
        entry = replace(before, line=line) if before else Entry(code, line)
        entry.details = dict(entry.details)
        wrong = [name for name, cell in cells.items() if cell and not self._take(entry, name, cell)]
        self._complete(entry, wrong)
        entry.weight = self.definition.weigh(entry.details)
        return entry

    def _code_fits(self, line: int, code: str) -> bool:
        if not code:
            self.faults.add("CODE_MISSING", line, "code")
        elif not self.definition.pattern.fullmatch(code):
            self.faults.add("CODE_UNFIT", line, "code", code)
        elif code in self.lines:
            self.faults.add("CODE_TWICE", line, "code", code, str(self.lines[code]))
        else:
            self.lines[code] = line
            return True
        return False

    def _take(self, entry: Entry, name: str, cell: str) -> bool:
        """Put one cell where it belongs; False if something is wrong with it, which is noted."""
        if len(cell) > LONGEST_CELL:
            self.faults.add("CELL_TOO_LONG", entry.line, name, cell, str(LONGEST_CELL))
        elif _UNSEEN.search(cell):
            self.faults.add("CHARACTER_UNFIT", entry.line, name, cell)
        elif looks_misread(cell):
            self.faults.add("TEXT_MISREAD", entry.line, name, cell)
        else:
            return self._fits(entry, name, cell)
        return False

    def _fits(self, entry: Entry, name: str, cell: str) -> bool:
        try:
            self._put(entry, name, cell)
        except YearUnlikely:
            self.faults.add("YEAR_UNLIKELY", entry.line, name, cell, f"{YEARS[0]}–{YEARS[-1]}")
            return False
        except Unfit as unfit:
            if unfit.code:
                self.faults.add("CODE_UNKNOWN", entry.line, name, unfit.code, self.definition.own[name].of)
            else:
                self.faults.add("VALUE_UNFIT", entry.line, name, cell)
            return False
        return True

    def _put(self, entry: Entry, name: str, cell: str) -> None:
        if name in ("valid_from", "valid_until"):
            setattr(entry, name, day(cell))
        elif name in COMMON:
            setattr(entry, name, cell)
        else:
            column = self.definition.own[name]
            value = value_of(column, cell, self.known)
            if value is not None and column.of == self.definition.code:
                self.mentioned += [(code, entry.line, name) for code in ([value] if isinstance(value, str) else value)]
            entry.details.pop(name, None)
            if value is not None:
                entry.details[name] = value

    def _complete(self, entry: Entry, wrong: Sequence[str]) -> None:
        """Note what is missing, other than what is there and wrong."""
        missing = [name for name in LANGUAGES if not getattr(entry, name) and name not in wrong]
        if self.definition.every_language or len(missing) == len(LANGUAGES):
            for name in missing:
                self.faults.add("LABEL_MISSING", entry.line, name, entry.code)
        for column in self.definition.columns:
            if column.owed and column.name not in entry.details and column.name not in wrong:
                self.faults.add("CELL_MISSING", entry.line, column.name, entry.code)
        if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
            self.faults.add("ENDS_BEFORE_IT_BEGINS", entry.line, "valid_until", entry.code)
