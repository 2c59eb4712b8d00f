"""Result files. Each attempt writes beside the others; only the file that the row names counts."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.text import get_valid_filename

IN_MEMORY = 1_000_000  # bytes; more goes to the disk


@dataclass(frozen=True)
class ResultFile:
    """A stored file, with what shows later that it is still the same."""

    name: str
    path: str
    content_type: str
    size: int
    sha256: str


class Writing(io.RawIOBase):
    """A file under way, which counts and hashes what goes through it."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self.size = 0
        self.kept: ResultFile | None = None

    def writable(self) -> bool:
        """It is for writing and nothing else."""
        return True

    def write(self, content: bytes, /) -> int:  # type: ignore[override]
        """Take some more."""
        self._digest.update(content)
        self.size += len(content)
        return self._target.write(content)

    @property
    def sha256(self) -> str:
        """The hash of all that was written."""
        return self._digest.hexdigest()


@contextmanager
def writing(run_id: UUID, attempt: int, name: str, content_type: str) -> Iterator[Writing]:
    """Write a file; it is put into the store, whole, when nothing went wrong."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as target:
        stream = Writing(target)
        yield stream
        target.seek(0)
        path = default_storage.save(f"{_folder(run_id)}/{attempt}-{get_valid_filename(name)}", File(target))
        stream.kept = ResultFile(name, path, content_type, stream.size, stream.sha256)


def remove_others(run_id: UUID, keep: str = "") -> None:
    """Remove what dead attempts have left; with nothing to keep, everything."""
    folder = _folder(run_id)
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in names:
        if f"{folder}/{name}" != keep:
            default_storage.delete(f"{folder}/{name}")


def _folder(run_id: UUID) -> str:
    return f"runs/{run_id}"
