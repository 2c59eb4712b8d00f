"""The archive of a backup: parts in a tar file, then a manifest with the SHA-256 of each, then that of the manifest.

The sums are taken of the very bytes that are written, and checked of the very bytes that are read.
"""

import hashlib
import io
import json
import os
import tarfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from house.terminal import Trouble

FORMAT = 1
DUMP = "database.dump"
FILES = "files/"
MANIFEST, SUM = "manifest.json", "manifest.sha256"
RESTORING, REPLACED = ".restoring", ".replaced"  # folders among the files while a restore exchanges them
CHUNK = 1_048_576


class _Summed(io.RawIOBase):
    """A stream that sums what is read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        found = self._stream.read(size)
        self.sum.update(found)
        return found


@dataclass
class Writing:
    """An archive that is being written."""

    tar: tarfile.TarFile
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, name: str, path: Path) -> None:
        """Add a file as a part of this name."""
        with path.open("rb") as stream:
            state = os.fstat(stream.fileno())
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = state.st_size, int(state.st_mtime), 0o600
            summed = _Summed(stream)
            self.tar.addfile(member, summed)
        self.parts[name] = {"size": member.size, "sha256": summed.sum.hexdigest()}

    def add_text(self, name: str, text: str) -> None:
        """Add a small part; it is not in the manifest."""
        content = text.encode()
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = len(content), int(time.time()), 0o600
        self.tar.addfile(member, io.BytesIO(content))

    def finish(self, about: dict[str, Any]) -> None:
        """Write the manifest and its sum."""
        text = json.dumps({"format": FORMAT, **about, "parts": self.parts}, indent=1, sort_keys=True)
        self.add_text(MANIFEST, text)
        self.add_text(SUM, hashlib.sha256(text.encode()).hexdigest())


@contextmanager
def writing(place: Path) -> Iterator[Writing]:
    """Write an archive that is there whole or not at all, and is on the disk when this ends."""
    half = place.with_name(f"{place.name}.part")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writing(tar)
            file.flush()
            os.fsync(file.fileno())
        half.replace(place)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


def members(place: Path) -> Generator[tuple[str, IO[bytes]], None, None]:
    """Each part with its bytes, in order."""
    with tarfile.open(place, "r:") as tar:
        for member in tar:
            stream = tar.extractfile(member)
            if stream is None:
                raise Trouble(f"{place} is damaged: “{member.name}” is not a file.")
            yield member.name, stream


@contextmanager
def _readable(place: Path) -> Iterator[None]:
    """Raise Trouble where the archive cannot be read on."""
    try:
        yield
    except FileNotFoundError:
        raise Trouble(f"There is no file {place}.") from None
    except (tarfile.TarError, EOFError, ValueError, KeyError) as error:
        raise Trouble(f"{place} is damaged, or no archive of Vigie: {error}.") from None


def verified(place: Path) -> dict[str, Any]:
    """The manifest, when every byte is as it was written. Raises Trouble that names the parts that are not."""
    with _readable(place):
        sums, texts = _sums(place)
    if MANIFEST not in texts or SUM not in texts:
        raise Trouble(f"{place} ends too soon: it has no manifest. Take another copy or an older backup.")
    if texts[SUM].decode(errors="replace") != sums.pop(MANIFEST):
        raise Trouble(f"{place} is damaged: {MANIFEST} is not as it was written. Take another copy.")
    manifest: dict[str, Any] = json.loads(texts[MANIFEST])
    if manifest["format"] != FORMAT:
        raise Trouble(f"{place} was written by another release of Vigie (format {manifest['format']}).")
    del sums[SUM]
    expected = {name: part["sha256"] for name, part in manifest["parts"].items()}
    if wrong := sorted(name for name in expected.keys() | sums.keys() if expected.get(name) != sums.get(name)):
        raise Trouble(f"{place} is damaged: {', '.join(wrong[:5])} is not as it was written. Take another copy.")
    return manifest


def _sums(place: Path) -> tuple[dict[str, str], dict[str, bytes]]:
    """The SHA-256 of each part as it is now, and the manifest and its sum."""
    sums: dict[str, str] = {}
    texts: dict[str, bytes] = {}
    for name, stream in members(place):
        summed = _Summed(stream)
        while chunk := summed.read(CHUNK):
            if name in (MANIFEST, SUM):
                texts[name] = texts.get(name, b"") + chunk
        sums[name] = summed.sum.hexdigest()
    return sums, texts


def files_under(top: Path) -> list[Path]:
    """The uploaded files; not those that an interrupted restore has left."""
    aside = {top / RESTORING, top / REPLACED}
    found = (path for path in top.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in found if aside.isdisjoint(path.parents))
