"""Whether the books are what was sealed, and if not, which entry was changed, removed or slipped in.

Each seal is judged by itself, so that one change does not hide or invent others. A seal's head is computed
anew from the log before it and from the rows. If it is not the one that was signed, the list of ids and
hashes that the seal keeps, whose digest is signed, tells which entries differ. If the list was changed too,
the head says that something in the batch is wrong, and no more can be said than the batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from django.conf import settings

from audit.merkle import Frontier, Subtree, leaf_hashes, subtrees_in
from audit.reports import sealed_log
from audit.reports.books import Book, books
from audit.reports.findings import MOST_FINDINGS, BookStanding, Finding, Report, Wrong
from audit.reports.protections import Expected, judge_protections
from audit.rules.canonical import id_of
from audit.rules.heads import NOTHING_BEFORE, Head, digest_of_list

if TYPE_CHECKING:
    from audit.reports.sealed_log import Connection, Leaf, SealRow

Kept = dict[tuple[str, int], Head]
HASH = 32
SEALED = "SELECT DISTINCT book FROM public.audit_seal"


def verify(keys: Mapping[str, bytes], outside: Iterable[Head] = (), expected: Expected | None = None) -> Report:
    """Check every seal of every book against the rows, the public keys, and the heads that had left the database.

    With `expected` also whether books are still protected. Raises what the database raises.
    """
    report = Report()
    kept = gather(outside, keys, report)
    with sealed_log.one_view() as connection:
        with connection.cursor() as cursor:
            found = books(cursor, settings.DATABASE_APPLICATION_ROLE)
            if expected is not None:
                judge_protections(cursor, found, expected, report)
            cursor.execute(SEALED)
            known = {name for (name,) in cursor} | {name for name, _number in kept}
        gone = [Book(name, "", (), plain=False) for name in sorted(known - {book.table for book in found})]
        for book in [*found, *gone]:
            _Walk(connection, book, report, keys, kept).go()
    return report


def gather(heads: Iterable[Head], keys: Mapping[str, bytes], report: Report) -> Kept:
    """The heads that were brought along, by book and number. A forged one is told and not trusted."""
    kept: Kept = {}
    for head in heads:
        report.outside_heads += 1
        if not head.holds(keys):
            report.note(Wrong.FORGED_HEAD, head)
        elif kept.setdefault((head.book, head.number), head) != head:
            report.note(Wrong.OTHER_HEAD, head)
    return kept


class _Walk:
    """Goes through the seals and the entries of one book side by side; holds one batch at a time."""

    def __init__(
        self, connection: Connection, book: Book, report: Report, keys: Mapping[str, bytes], outside: Kept
    ) -> None:
        self.connection, self.book, self.report, self.keys = connection, book, report, keys
        self.outside = {number: head for (name, number), head in outside.items() if name == book.table}
        self.standing = report.books.setdefault(book.table, BookStanding())
        self._last: Head | None = None
        self._reached = sealed_log.FIRST  # the last id that was read
        self._frontier = Frontier()
        self._all_read = True

    def go(self) -> None:
        """The whole book."""
        for row in sealed_log.seals(self.connection, self.book.table):
            self._judge(row)
        last = self._last.number if self._last else 0
        for number in sorted(number for number in self.outside if number > last):
            self.report.note(Wrong.HEAD_LOST, self.outside[number])
        if not self.book.plain:
            self.report.add(Finding(Wrong.NOT_A_TABLE, self.book.table))
        elif not self.book.key:
            self.report.add(Finding(Wrong.NOT_SEALABLE, self.book.table))
        else:
            self._end()

    def _end(self) -> None:
        """What comes after the last seal, and what no seal says."""
        table = self.book.table
        self.standing.unsealed = sealed_log.newer(self.connection, table, self.book.key, self._reached)
        self.standing.entries += self.standing.unsealed
        if self._all_read and self.standing.entries != sealed_log.rows_by_no_index(self.connection, table):
            self.report.add(Finding(Wrong.INDEX, table))
        if subtrees_in(self._frontier.size) != sealed_log.subtree_count(self.connection, table):
            self.report.add(Finding(Wrong.SUBTREES, table))

    def _judge(self, row: SealRow) -> None:
        """One seal, and the entries up to its last id."""
        head, signed = row.head, row.head.holds(self.keys)
        kept = self.outside.get(head.number)
        if kept is not None and kept != head:
            self.report.note(Wrong.OTHER_HEAD, head)
        gap = self._judge_place(head, signed=signed)
        self.standing.seals += 1
        if self.book.plain and self.book.key:
            self._judge_entries(row, signed=signed, gap=gap)
        self._last = self.standing.last = head

    def _judge_place(self, head: Head, *, signed: bool) -> bool:
        """Signature and chain. True if seals are missing before this one."""
        if not signed:
            self.report.note(Wrong.SIGNATURE, head)
        expected = self._last.number + 1 if self._last else 1
        gap = head.number > expected
        for number in islice(range(expected, head.number), MOST_FINDINGS):
            self.report.add(Finding(Wrong.SEAL_MISSING, head.book, number))
        previous = self._last.digest if self._last else NOTHING_BEFORE
        if not gap and head.previous != previous:
            self.report.note(Wrong.CHAIN, head)
        return gap

    def _judge_entries(self, row: SealRow, *, signed: bool, gap: bool) -> None:
        head = row.head
        readings = self._readings(head, signed=signed)
        if not readings:
            self.report.note(Wrong.COLUMN_GONE, head)
            self._frontier, self._reached, self._all_read = _stored(row) or self._frontier, head.last_id, False
            return
        if gap:
            before = self._read(readings[0], head.first_id - 1)
            self._frontier.extend(leaf_hashes(before))
            self._pass(before, head.first_id - 1)
        until = head.last_id
        if not signed and (listed := row.listing):
            until = listed[-1][0]
        entries = self._read(readings[0], until)
        for other in readings[1:]:
            if _next(self._frontier, leaf_hashes(entries), head):
                break
            entries = self._read(other, until)
        self._pass(entries, until)
        self._judge_batch(row, entries)

    def _readings(self, head: Head, *, signed: bool) -> list[tuple[str, ...]]:
        """The columns to read; where the signature fails, those of the seal before and of the table may be meant."""
        last = self._last.columns if self._last else self.book.columns
        named = [head.columns] if signed else [head.columns, last, self.book.columns]
        there = set(self.book.columns)
        return [columns for columns in named if columns[:1] == (self.book.key,) and set(columns) <= there]

    def _read(self, columns: tuple[str, ...], until: int) -> list[bytes]:
        return sealed_log.lines(self.connection, self.book.table, columns, after=self._reached, until=until)

    def _pass(self, entries: list[bytes], until: int) -> None:
        self._reached = max(self._reached, until)
        self.standing.entries += len(entries)

    def _judge_batch(self, row: SealRow, entries: list[bytes]) -> None:
        """Which of list and entries is what was sealed; and from where the next batch goes on."""
        head, leaves = row.head, leaf_hashes(entries)
        intact = digest_of_list(row.ids, row.leaves) == head.listed
        if grown := _next(self._frontier, leaves, head):
            ends = (id_of(entries[0]), id_of(entries[-1]))
            if not intact and row.listing != [
                (id_of(entry), leaf) for entry, leaf in zip(entries, leaves, strict=True)
            ]:
                self.report.note(Wrong.LIST, head)
        elif intact and row.is_whole and (grown := _next(self._frontier, [leaf for _id, leaf in row.listing], head)):
            listed = row.listing
            ends = (listed[0][0], listed[-1][0])
            self._compare(head, listed, zip(map(id_of, entries), leaves, strict=True))
        else:
            self.report.note(Wrong.BATCH, head)
            self._frontier.extend(leaves)
            self._frontier = _stored(row) or self._frontier
            return
        self._frontier, complete = grown
        if (head.count, head.first_id, head.last_id) != (self._frontier.size, *ends):
            self.report.note(Wrong.COUNT, head)
        if row.frontier != b"".join(self._frontier.roots) or not self._are_kept(complete):
            self.report.note(Wrong.SUBTREES, head)

    def _are_kept(self, complete: list[Subtree]) -> bool:
        """Whether the roots kept for proofs are those that came out here."""
        by_level: defaultdict[int, list[Subtree]] = defaultdict(list)
        for subtree in complete:
            by_level[subtree.level].append(subtree)
        return all(
            sealed_log.subtrees(self.connection, self.book.table, level, found[0].place, len(found))
            == [subtree.root for subtree in found]
            for level, found in by_level.items()
        )

    def _compare(self, head: Head, listed: list[Leaf], actual: Iterator[Leaf]) -> None:
        sealed, there = dict(listed), defaultdict[int, list[bytes]](list)
        for entry_id, leaf in actual:
            there[entry_id].append(leaf)
        for entry_id in sorted(sealed.keys() | there.keys()):
            found = there.get(entry_id, [])
            if entry_id in sealed and not found:
                self.report.note(Wrong.REMOVED, head, entry_id)
                continue
            if entry_id in sealed and sealed[entry_id] not in found:
                self.report.note(Wrong.CHANGED, head, entry_id)
            for _more in found[entry_id in sealed :]:
                self.report.note(Wrong.INSERTED, head, entry_id)


def _next(before: Frontier, leaves: list[bytes], head: Head) -> tuple[Frontier, list[Subtree]] | None:
    """The log with these hashes added, and the subtrees that this completed; None if it is not what the head says."""
    if not leaves:
        return None
    frontier = before.copy()
    complete = frontier.extend(leaves)
    return (frontier, complete) if frontier.head == head.head else None


def _stored(row: SealRow) -> Frontier | None:
    """The roots that the seal kept, if they give its head: then the next batch can be judged by itself."""
    roots = [row.frontier[place : place + HASH] for place in range(0, len(row.frontier), HASH)]
    try:
        frontier = Frontier(row.head.count, roots)
    except ValueError:
        return None
    return frontier if frontier.head == row.head.head else None
