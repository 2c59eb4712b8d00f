"""What a new edition would change in a list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from reference.choices import Reach
from reference.models import CodeList, entries_of
from reference.rules.columns import cell_of
from reference.rules.entries import Entry

SHOWN = 200
COMPARED = ("parent", "fr", "en", "pt", "synonyms", "note", "valid_from", "valid_until")


@dataclass
class Comparison:
    """The entries that are new or not as they were, the codes that are left out, and the order of the file."""

    added: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    unchanged: int = 0
    order: list[str] = field(default_factory=list)
    moved: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "retired": len(self.retired),
            "unchanged": self.unchanged,
        }

    @property
    def is_empty(self) -> bool:
        """Whether the list would be as it was."""
        return not (self.added or self.changed or self.retired or self.moved)


def compare(code_list: CodeList, entries: Iterable[Entry], *, reach: str, from_on: date) -> Comparison:
    """Hold the entries of an edition against the list as it is. One query."""
    rows = entries_of(code_list.pk).order_by("position", "code")
    kept = {code: (digest, until) for code, digest, until in rows.values_list("code", "digest", "valid_until")}
    found = Comparison()
    for entry in entries:
        found.order.append(entry.code)
        if entry.code not in kept:
            found.added.append(entry)
        elif kept[entry.code][0] != entry.digest:
            found.changed.append(entry)
        else:
            found.unchanged += 1
    if reach == Reach.WHOLE:
        named = set(found.order)
        living = (code for code, (_, until) in kept.items() if until is None or until >= from_on)
        found.retired = [code for code in living if code not in named]
        before = [code for code in kept if code in named]
        found.moved = not code_list.definition.large and before != [code for code in found.order if code in kept]
    return found


def changes_to_show(code_list: CodeList, comparison: Comparison) -> list[dict[str, Any]]:
    """The first two hundred of each kind of change, as the preview shows them: old and new side by side."""
    shown = [entry.code for entry in comparison.changed[:SHOWN]] + comparison.retired[:SHOWN]
    before = {row.code: row.as_entry() for row in entries_of(code_list.pk).filter(code__in=shown)}
    added = [_change("added", entry.code, entry) for entry in comparison.added[:SHOWN]]
    changed = [
        {**_change("changed", entry.code, entry), "columns": _differences(code_list, before[entry.code], entry)}
        for entry in comparison.changed[:SHOWN]
    ]
    retired = [_change("retired", code, before[code]) for code in comparison.retired[:SHOWN]]
    return added + changed + retired


def _change(kind: str, code: str, entry: Entry) -> dict[str, Any]:
    return {"kind": kind, "code": code, "fr": entry.fr, "en": entry.en, "pt": entry.pt, "line": entry.line}


def _differences(code_list: CodeList, old: Entry, new: Entry) -> list[list[str]]:
    """Column, before, after."""
    found = [
        [name, str(getattr(old, name) or ""), str(getattr(new, name) or "")]
        for name in COMPARED
        if getattr(old, name) != getattr(new, name)
    ]
    for column in code_list.definition.columns:
        before, after = (cell_of(column, entry.details.get(column.name)) for entry in (old, new))
        if before != after:
            found.append([column.name, before, after])
    return found


def retirements(code_list: CodeList, codes: list[str], from_on: date) -> list[Entry]:
    """The entries of codes that a new edition leaves out, with the day before it as their last."""
    entries: list[Entry] = [row.as_entry() for row in entries_of(code_list.pk).filter(code__in=codes)]
    for entry in entries:
        entry.valid_until = from_on - timedelta(days=1)
        if entry.valid_from and entry.valid_from > entry.valid_until:
            entry.valid_from = entry.valid_until  # was to begin later and never did
    return entries
