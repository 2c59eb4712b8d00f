"""What a check of the seals can find, in words and for machines."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audit.rules.heads import Head

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
    COLUMN_GONE = "column-gone"
    NOT_A_TABLE = "not-a-table"
    INDEX = "index"
    NOT_SEALABLE = "not-sealable"
    UNPROTECTED = "unprotected"
    TRIGGER = "trigger"
    OWNER = "owner"
    ROLE = "role"


WORDS = {
    Wrong.CHANGED: "entry {entry_id} was changed after it was sealed",
    Wrong.REMOVED: "entry {entry_id} was removed after it was sealed",
    Wrong.INSERTED: "entry {entry_id} was slipped in among entries that were sealed before",
    Wrong.BATCH: "entries {first_id} to {last_id}: something was changed, and the list of hashes too; "
    "no more can be said",
    Wrong.LIST: "the list of hashes was changed; the entries {first_id} to {last_id} are as they were sealed",
    Wrong.SEAL_MISSING: "the seal was removed",
    Wrong.SIGNATURE: "the signature does not hold: the seal over entries {first_id} to {last_id} was changed "
    "or made anew",
    Wrong.CHAIN: "the seal does not follow the one before it",
    Wrong.COUNT: "the seal tells another number of entries, or other ids, than it seals",
    Wrong.SUBTREES: "the roots kept for later seals and for proofs were changed",
    Wrong.OTHER_HEAD: "another head left the database: the entries {first_id} to {last_id} were sealed anew",
    Wrong.HEAD_LOST: "its head left the database, and the seal is no longer there",
    Wrong.FORGED_HEAD: "a head that was brought along has no signature that holds",
    Wrong.COLUMN_GONE: "the table has lost a column that was sealed; the entries {first_id} to {last_id} "
    "cannot be compared",
    Wrong.NOT_A_TABLE: "the table is gone, or a view, rule, policy or heir stands before what is written: "
    "its entries cannot be compared",
    Wrong.INDEX: "the table holds other rows than its key finds",
    Wrong.NOT_SEALABLE: "the application may only add to this table, and it is not sealed: its key is no whole number",
    Wrong.UNPROTECTED: "the application's role may do more than add and read: {detail}",
    Wrong.TRIGGER: "a trigger is missing or switched off: {detail}",
    Wrong.OWNER: "the table belongs to another role than the seals, or to the application's: {detail}",
    Wrong.ROLE: "the application's role may go round the protections: {detail}",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: in which book, at which seal, and at which entry where it can be told."""

    wrong: Wrong
    book: str
    seal: int = 0
    entry_id: int | None = None
    first_id: int = 0
    last_id: int = 0
    detail: str = ""

    def __str__(self) -> str:
        where = f"{self.book}, seal {self.seal}" if self.seal else self.book
        return f"{where}: {WORDS[self.wrong].format(**asdict(self))}"


@dataclass
class BookStanding:
    """What was looked at in one book."""

    seals: int = 0
    entries: int = 0
    unsealed: int = 0
    last: Head | None = None

    def as_json(self) -> dict[str, Any]:
        """For a machine to read."""
        counted = {name: getattr(self, name) for name in ("seals", "entries", "unsealed")}
        return counted | {"last": self.last.line if self.last else None}


@dataclass
class Report:
    """What was looked at and what was found."""

    books: dict[str, BookStanding] = field(default_factory=dict)
    outside_heads: int = 0
    found: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Keep one finding."""
        self.found += 1
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)

    def note(self, wrong: Wrong, head: Head, entry_id: int | None = None) -> None:
        """Keep one finding at a seal."""
        self.add(Finding(wrong, head.book, head.number, entry_id, head.first_id, head.last_id))

    @property
    def seals(self) -> int:
        """Seals looked at, of all books."""
        return sum(book.seals for book in self.books.values())

    @property
    def entries(self) -> int:
        """Entries looked at, of all books."""
        return sum(book.entries for book in self.books.values())

    @property
    def unsealed(self) -> int:
        """Entries that are newer than the last seal of their book."""
        return sum(book.unsealed for book in self.books.values())

    def as_json(self) -> dict[str, Any]:
        """For a machine to read."""
        findings = [{**asdict(finding), "says": str(finding)} for finding in self.findings]
        counted = {name: getattr(self, name) for name in ("seals", "entries", "unsealed", "outside_heads", "found")}
        return {**counted, "books": {name: book.as_json() for name, book in self.books.items()}, "findings": findings}
