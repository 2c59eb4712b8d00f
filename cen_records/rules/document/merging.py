"""Two people, one document: what only one of them changed is taken from each; for the rest somebody decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cen_records.rules.document.paths import Flat

Change = Sequence[Any]  # [revision, path, what stood there before (None: nothing)]
KEPT_CHANGES = 2_000


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed, each in another way."""

    path: str
    base: Any
    theirs: Any
    mine: Any


def changes_between(before: Flat, after: Flat, revision: int) -> list[Change]:
    """What a saving changed, with what stood there before."""
    paths = [*before, *(path for path in after if path not in before)]
    return [[revision, path, before.get(path)] for path in paths if before.get(path) != after.get(path)]


def as_of(current: Flat, changes: Sequence[Change], revision: int) -> Flat | None:
    """What stood after an earlier saving, found by undoing the later ones. None: they are not kept any more."""
    later = [change for change in changes if change[0] > revision]
    covered = {change[0] for change in changes}
    if changes and revision + 1 < min(covered):
        return None
    earlier = dict(current)
    for _revision, path, before in reversed(later):
        if before is None:
            earlier.pop(path, None)
        else:
            earlier[path] = before
    return earlier


def merge(base: Mapping[str, Any] | None, theirs: Flat, mine: Flat) -> tuple[Flat, list[Conflict]]:
    """Both works in one. Where both changed the same field, theirs stays and the conflict is told.

    Without a base every difference is one. A row that one removed while the other went on writing in it stays.
    """
    merged, conflicts = dict(theirs), list[Conflict]()
    for path in [*theirs, *(path for path in mine if path not in theirs)]:
        was, their, my = (values.get(path) if values is not None else None for values in (base, theirs, mine))
        if their == my:
            continue
        if base is not None and my == was:
            continue  # only they changed it
        if base is not None and their == was:
            _put(merged, path, my)
        else:
            conflicts.append(Conflict(path, was, their, my))
    return merged, conflicts


def _put(values: Flat, path: str, value: Any) -> None:
    if value is None:
        values.pop(path, None)
    else:
        values[path] = value
