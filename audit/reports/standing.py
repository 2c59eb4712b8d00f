"""How sealing stands: for each book its newest head, when that left the database, and what waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from psycopg2 import sql

from audit.models import Act, Seal, SealDelivery
from audit.reports.books import Book, books

if TYPE_CHECKING:
    from datetime import datetime

WRITTEN_AT = ("at", "pgh_created_at")  # the column that tells when an entry was written
WAITING = sql.SQL(
    "SELECT count(*), min(written) FROM (SELECT {written} AS written FROM public.{table}"
    " WHERE {key} > {after} ORDER BY {key} LIMIT {most}) AS waiting"
)
MOST = 10_000


@dataclass(frozen=True)
class BookStanding:
    """One book for its readers. `waiting` counts up to `MOST`."""

    table: str
    newest: Seal | None
    waiting: int = 0
    waiting_since: datetime | None = None
    sent: dict[str, datetime] = field(default_factory=dict)  # by way


def standings() -> list[BookStanding]:
    """All books, acts first."""
    with connection.cursor() as cursor:
        found = books(cursor, settings.DATABASE_APPLICATION_ROLE)
    newest = {seal.book: seal for seal in Seal.objects.newest_of_each()}
    sent: dict[int, dict[str, datetime]] = {}
    for delivery in SealDelivery.objects.filter(seal__in=newest.values()):
        sent.setdefault(delivery.seal_id, {})[delivery.way] = delivery.sent_at
    made = [_standing(book, newest.get(book.table), sent) for book in found]
    return sorted(made, key=lambda standing: (standing.table != Act._meta.db_table, standing.table))


def _standing(book: Book, seal: Seal | None, sent: dict[int, dict[str, datetime]]) -> BookStanding:
    waiting, since = _waiting(book, seal.last_id if seal else -(2**63)) if book.key and book.plain else (0, None)
    return BookStanding(book.table, seal, waiting, since, sent.get(seal.pk, {}) if seal else {})


def _waiting(book: Book, after: int) -> tuple[int, datetime | None]:
    written = next((name for name in WRITTEN_AT if name in book.columns), None)
    question = WAITING.format(
        table=sql.Identifier(book.table),
        key=sql.Identifier(book.key),
        written=sql.Identifier(written) if written else sql.SQL("NULL::timestamptz"),
        after=sql.Literal(after),
        most=sql.Literal(MOST),
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        number, since = cursor.fetchone()
    return number, since
