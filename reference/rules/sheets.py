"""Files of comma-separated values as people's machines make them, read without trusting them."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 4_000
MOST_BYTES = 40_000_000
MOST_ROWS = 250_000
_LONGEST_HEAD = 65_536  # characters of the line that tells the separator
_PIECE = 1_048_576  # bytes that are decoded at a time: text takes up to four times its bytes
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Unreadable(ValueError):
    """The file cannot be read as a sheet at all. `fault` says why: EMPTY, TOO_BIG, WORKBOOK, UTF_16, NOT_TEXT."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Sheet:
    """A file that could be read: its encoding as found, its separator and its head."""

    content: bytes
    encoding: str
    delimiter: str
    head: tuple[str, ...]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that holds something, with the number of the line on which it begins.

        Raises csv.Error at a row that cannot be taken apart (a quote that never ends, a cell beyond all measure).
        """
        with _opened(self.content, self.encoding) as text:
            reader = csv.reader(text, delimiter=self.delimiter)
            _head(reader)
            begins = reader.line_num + 1
            for row in reader:
                if any(cell.strip() for cell in row):
                    yield begins, row
                begins = reader.line_num + 1


def open_sheet(content: bytes) -> Sheet:
    """Read the head of a file; find out how it is written. Raises Unreadable."""
    encoding = encoding_of(content)
    with _opened(content, encoding) as text:
        first = next((line for line in iter(lambda: text.readline(_LONGEST_HEAD), "") if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    try:
        with _opened(content, encoding) as text:
            head = _head(csv.reader(text, delimiter=delimiter))
    except StopIteration:
        raise Unreadable("EMPTY") from None
    except csv.Error:
        raise Unreadable("NOT_TEXT") from None
    return Sheet(content, encoding, delimiter, tuple(cell.strip().lower() for cell in head))


def _opened(content: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding, newline="")


def _head(rows: Iterator[list[str]]) -> list[str]:
    """The first row that holds something. Raises StopIteration."""
    return next(row for row in rows if any(cell.strip() for cell in row))


def encoding_of(content: bytes) -> str:
    """How the file is written: UTF-8, or else what Windows writes. Raises Unreadable."""
    if not content.strip():
        raise Unreadable("EMPTY")
    if len(content) > MOST_BYTES:
        raise Unreadable("TOO_BIG")
    if content.startswith(_WORKBOOKS):
        raise Unreadable("WORKBOOK")
    if content.startswith(_UTF16):
        raise Unreadable("UTF_16")
    if b"\x00" in content:
        raise Unreadable("NOT_TEXT")
    for encoding in ("utf-8-sig", "cp1252"):
        if _can_be_decoded(content, encoding):
            return encoding
    raise Unreadable("NOT_TEXT")


def _can_be_decoded(content: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(content)
    try:
        for begin in range(0, len(content), _PIECE):
            decoder.decode(view[begin : begin + _PIECE], final=begin + _PIECE >= len(content))
    except UnicodeDecodeError:
        return False
    return True


def looks_misread(text: str) -> bool:
    """Whether text was read once in the wrong encoding before it came here ("SÃ©nÃ©gal")."""
    if text.isascii():
        return False
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8") != text
        except UnicodeError:
            continue
    return False


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_meant(cell: str) -> str:
    """A cell as it was before `harmless`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def written(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a file that spreadsheets open as they should: UTF-8 with its mark, and no formulas."""
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(head)
    yield "\ufeff" + line.getvalue()
    for row in rows:
        line.seek(0)
        line.truncate()
        writer.writerow([harmless(cell) for cell in row])
        yield line.getvalue()
