"""Heads judged without any database: what another office can do with the letters that it was sent."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from audit.reports.findings import BookStanding, Report, Wrong
from audit.reports.verification import gather

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from audit.rules.heads import Head


def judge_heads(heads: Iterable[Head], keys: Mapping[str, bytes]) -> Report:
    """Whether each head is signed, none was signed in two ways, and each follows the one before it in its book.

    Heads that are missing in between are no finding: letters get lost. What was between is proved by
    `verify_audit --prove-growth` where the database is.
    """
    report = Report()
    kept = gather(heads, keys, report)
    for (book, _number), head in sorted(kept.items()):
        standing = report.books.setdefault(book, BookStanding())
        standing.seals, standing.entries, standing.last = standing.seals + 1, head.count, head
    for earlier, later in pairwise(head for _name, head in sorted(kept.items(), key=lambda item: item[0])):
        if earlier.book == later.book:
            if later.number == earlier.number + 1 and later.previous != earlier.digest:
                report.note(Wrong.CHAIN, later)
            if later.count <= earlier.count or later.first_id <= earlier.last_id or later.made_at < earlier.made_at:
                report.note(Wrong.COUNT, later)
    return report
