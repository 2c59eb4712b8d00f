"""Where files of records lie in the store: arriving in pieces, whole, drawn anew, kept apart, and released.

No path says what is in the file or who sent it. Writing to the same path again replaces what lies there: what an
act wrote that was undone is in nobody's way.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO
from uuid import UUID

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

IN_MEMORY = 1_000_000  # bytes; more goes to the disk


def piece_path(pk: UUID, offset: int) -> str:
    """The piece of an arriving file that begins at this byte."""
    return f"records/arriving/{pk}/{offset:010}"


def put(path: str, content: IO[bytes] | bytes) -> str:
    """Write a file where it belongs; returns the path. Raises OSError (a full disk)."""
    remove(path)
    return default_storage.save(path, ContentFile(content) if isinstance(content, bytes) else File(content))


def remove(*paths: str) -> None:
    """Remove files; those that are not there are no error."""
    for path in filter(None, paths):
        with suppress(FileNotFoundError):
            default_storage.delete(path)


def pieces(pk: UUID, received: int) -> Iterator[bytes]:
    """The pieces of an arriving file in their order, up to so many bytes."""
    offset = 0
    while offset < received:
        with default_storage.open(piece_path(pk, offset)) as file:
            content: bytes = file.read()
        if not content:
            return
        yield content
        offset += len(content)


def remove_pieces(pk: UUID) -> None:
    """Remove all pieces of an arriving file."""
    folder = f"records/arriving/{pk}"
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    remove(*(f"{folder}/{name}" for name in names))


@contextmanager
def spooled() -> Iterator[IO[bytes]]:
    """A file for the moment."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        yield file
