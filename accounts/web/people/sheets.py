"""Lists as CSV files that open in a spreadsheet, row by row."""

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.formats import get_format
from django.utils.functional import Promise

from audit.reports.replica import reports_database

M = TypeVar("M", bound=Model)
BATCH = 500
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Line:
    """A file of which each line is handed back instead of kept."""

    def write(self, text: str) -> str:
        """The line itself."""
        return text


def guarded(cell: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def sheet(
    name: str | Promise, head: Sequence[str | Promise], found: QuerySet[M], as_row: Callable[[M], list[str]]
) -> StreamingHttpResponse:
    """The rows as a CSV file in the reader's language, however many there are; from the replica where there is one."""
    found = found.using(reports_database())
    lines = _lines(head, found, as_row, language=translation.get_language() or "en")
    filename = f"{name}-{timezone.localdate():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def _lines(
    head: Sequence[str | Promise], found: QuerySet[M], as_row: Callable[[M], list[str]], *, language: str
) -> Iterator[str]:
    with translation.override(language):
        comma_is_decimal = get_format("DECIMAL_SEPARATOR") == ","
        writer = csv.writer(Line(), delimiter=";" if comma_is_decimal else ",")
        first = str(writer.writerow([guarded(cell) for cell in head]))
    yield "\ufeff" + first  # by this mark a spreadsheet knows that the file is UTF-8
    for row in found.iterator(chunk_size=BATCH):
        with translation.override(language):
            line = str(writer.writerow([guarded(cell) for cell in as_row(row)]))
        yield line
