"""Whether the record of acts is what was sealed, and if not, which act was changed, removed or slipped in.

Each seal is judged by itself, so that one change does not hide or invent others. A seal's head comes from the
log before it and from its own list of hashes. If signature and head hold, that list is what was sealed, and
the acts are compared with it one by one. If the list was changed too, the head says that something in the
batch is wrong, and no more can be said than the batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any

from audit.merkle import Frontier
from audit.reports.sealed_log import Leaf, SealRow, leaves, one_view, require_shape, seals
from audit.rules.heads import NOTHING_BEFORE, Head

HASH = 32
MOST_FINDINGS = 1_000  # kept in words; all are counted


class Wrong(StrEnum):
    """What was found."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    BATCH = "batch"
    LIST = "list"
    SEAL_MISSING = "seal-missing"
    SIGNATURE = "signature"
    CHAIN = "chain"
    COUNT = "count"
    SUBTREES = "subtrees"
    OTHER_HEAD = "other-head"
    HEAD_LOST = "head-lost"
    FORGED_HEAD = "forged-head"


WORDS = {
    Wrong.CHANGED: "act {act_id} was changed after it was sealed",
    Wrong.REMOVED: "act {act_id} was removed after it was sealed",
    Wrong.INSERTED: "act {act_id} was slipped in among acts that were sealed before",
    Wrong.BATCH: "acts {first_id} to {last_id}: something was changed, and the list of hashes too; no more can be said",
    Wrong.LIST: "the list of hashes was changed; the acts {first_id} to {last_id} are as they were sealed",
    Wrong.SEAL_MISSING: "the seal was removed",
    Wrong.SIGNATURE: "the signature does not hold: the seal over acts {first_id} to {last_id} was changed or made anew",
    Wrong.CHAIN: "the seal does not follow the one before it",
    Wrong.COUNT: "the seal tells another number of acts, or other ids, than it seals",
    Wrong.SUBTREES: "the roots kept for the next seal were changed",
    Wrong.OTHER_HEAD: "another head left the database: the acts {first_id} to {last_id} were sealed anew",
    Wrong.HEAD_LOST: "its head left the database, and the seal is no longer there",
    Wrong.FORGED_HEAD: "a head that was brought along has no signature that holds",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, at one seal, and at one act where it can be told."""

    wrong: Wrong
    seal: int
    act_id: int | None = None
    first_id: int = 0
    last_id: int = 0

    def __str__(self) -> str:
        return f"seal {self.seal}: {WORDS[self.wrong].format(**asdict(self))}"


@dataclass
class Report:
    """What was looked at and what was found."""

    seals: int = 0
    acts: int = 0
    unsealed: int = 0
    outside_heads: int = 0
    found: int = 0
    findings: list[Finding] = field(default_factory=list)
    last: Head | None = None

    def note(self, wrong: Wrong, head: Head, act_id: int | None = None) -> None:
        """Keep one finding."""
        self.found += 1
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(wrong, head.number, act_id, head.first_id, head.last_id))

    def as_json(self) -> dict[str, Any]:
        """For a machine to read."""
        findings = [{**asdict(finding), "says": str(finding)} for finding in self.findings]
        counted = {name: getattr(self, name) for name in ("seals", "acts", "unsealed", "outside_heads", "found")}
        return {**counted, "findings": findings, "last": self.last.line if self.last else None}


def verify(keys: Mapping[str, bytes], outside: Iterable[Head] = ()) -> Report:
    """Check every seal against the acts, the public keys, and the heads that had left the database.

    Raises CannotCheckError, and what the database raises.
    """
    report = Report()
    kept = _outside(outside, keys, report)
    with one_view() as connection:
        require_shape(connection)
        walk = _Walk(report, keys, kept, leaves(connection))
        for row in seals(connection):
            walk.judge(row)
        walk.end()
    return report


def _outside(heads: Iterable[Head], keys: Mapping[str, bytes], report: Report) -> dict[int, Head]:
    """The heads that were brought along, by number. A forged one is told and not trusted."""
    kept: dict[int, Head] = {}
    for head in heads:
        report.outside_heads += 1
        if not head.holds(keys):
            report.note(Wrong.FORGED_HEAD, head)
        elif kept.setdefault(head.number, head) != head:
            report.note(Wrong.OTHER_HEAD, head)
    return kept


class _Walk:
    """Goes through seals and acts side by side; holds one batch at a time."""

    def __init__(
        self, report: Report, keys: Mapping[str, bytes], outside: dict[int, Head], acts: Iterator[Leaf]
    ) -> None:
        self.report, self.keys, self.outside = report, keys, outside
        self._acts = acts
        self._next: Leaf | None = next(acts, None)
        self._last: Head | None = None
        self._frontier = Frontier()

    def judge(self, row: SealRow) -> None:
        """One seal, and the acts up to its last id."""
        head, listed = row.head, row.listed
        signed = head.holds(self.keys)
        self._compare_with_outside(head)
        gap = self._judge_place(head, signed=signed)
        actual = list(self._acts_until(self._end_of(head, listed, signed=signed)))
        before = [leaf for leaf in actual if leaf[0] < head.first_id] if gap else []
        actual = actual[len(before) :]
        for _id, leaf in before:
            self._frontier.append(leaf)
        self._judge_batch(row, listed, actual)
        self.report.seals += 1
        self._last = self.report.last = head

    def end(self) -> None:
        """What comes after the last seal."""
        last = self._last.number if self._last else 0
        for number in sorted(number for number in self.outside if number > last):
            self.report.note(Wrong.HEAD_LOST, self.outside[number])
        if self._next is not None:
            self.report.unsealed = 1 + sum(1 for _ in self._acts)
        self.report.acts += self.report.unsealed

    def _compare_with_outside(self, head: Head) -> None:
        kept = self.outside.get(head.number)
        if kept is not None and kept != head:
            self.report.note(Wrong.OTHER_HEAD, head)

    def _judge_place(self, head: Head, *, signed: bool) -> bool:
        """Signature and chain. True if seals are missing before this one."""
        if not signed:
            self.report.note(Wrong.SIGNATURE, head)
        expected = self._last.number + 1 if self._last else 1
        gap = head.number > expected
        for number in islice(range(expected, head.number), MOST_FINDINGS):
            self.report.note(Wrong.SEAL_MISSING, Head(number, 0, 0, 0, b"", b"", "", ""))
        previous = self._last.digest if self._last else NOTHING_BEFORE
        if not gap and head.previous != previous:
            self.report.note(Wrong.CHAIN, head)
        return gap

    def _end_of(self, head: Head, listed: list[Leaf], *, signed: bool) -> int:
        """The last id of the batch; where the signature fails, what the list says is the better guess."""
        return head.last_id if signed or not listed else listed[-1][0]

    def _acts_until(self, last_id: int) -> Iterator[Leaf]:
        while self._next is not None and self._next[0] <= last_id:
            self.report.acts += 1
            yield self._next
            self._next = next(self._acts, None)

    def _judge_batch(self, row: SealRow, listed: list[Leaf], actual: list[Leaf]) -> None:
        """Which of list and acts is what was sealed; and from where the next batch goes on."""
        head = row.head
        by_acts = self._after(actual)
        if by_acts is not None and by_acts.head == head.head:
            self._frontier, batch = by_acts, actual
            if listed != actual:
                self.report.note(Wrong.LIST, head)
        else:
            by_list = self._after(listed)
            if by_list is None or by_list.head != head.head:
                self.report.note(Wrong.BATCH, head)
                self._frontier = _stored(row) or by_acts or by_list or self._frontier
                return
            self._frontier, batch = by_list, listed
            self._compare(head, dict(listed), dict(actual))
        if [head.count, head.first_id, head.last_id] != [self._frontier.size, batch[0][0], batch[-1][0]]:
            self.report.note(Wrong.COUNT, head)
        if row.frontier != b"".join(self._frontier.roots):
            self.report.note(Wrong.SUBTREES, head)

    def _after(self, batch: list[Leaf]) -> Frontier | None:
        """The log with this batch added; None for a batch that is none."""
        if not batch or any(len(leaf) != HASH for _id, leaf in batch):
            return None
        frontier = Frontier(self._frontier.size, self._frontier.roots)
        for _id, leaf in batch:
            frontier.append(leaf)
        return frontier

    def _compare(self, head: Head, sealed: dict[int, bytes], actual: dict[int, bytes]) -> None:
        if sealed == actual:
            return
        for act_id in sorted(sealed.keys() | actual.keys()):
            if act_id not in actual:
                self.report.note(Wrong.REMOVED, head, act_id)
            elif act_id not in sealed:
                self.report.note(Wrong.INSERTED, head, act_id)
            elif sealed[act_id] != actual[act_id]:
                self.report.note(Wrong.CHANGED, head, act_id)


def _stored(row: SealRow) -> Frontier | None:
    """The roots that the seal kept, if they give its head: then the next batch can be judged by itself."""
    roots = [row.frontier[place : place + HASH] for place in range(0, len(row.frontier), HASH)]
    try:
        frontier = Frontier(row.head.count, roots)
    except ValueError:
        return None
    return frontier if frontier.head == row.head.head else None
