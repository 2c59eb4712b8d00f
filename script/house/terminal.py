"""What a person reads while things start: one line a step, one line for each trouble."""

import errno
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

_voice: list[TextIO] = [sys.stdout]


class Trouble(Exception):
    """Something that a person can mend. Its text is one clear line; it is printed without a trace."""


def speak_aside() -> None:
    """From now on talk on standard error: standard output belongs to the program that is run."""
    _voice[0] = sys.stderr


def say(line: str = "") -> None:
    """Print one line at once, also into a file or a pipe."""
    with suppress(OSError):  # a closed terminal is no reason not to go on, least of all with stopping
        print(line, file=_voice[0], flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Announce a step of work and say how many seconds it took."""
    screen = _voice[0]
    shown = screen.isatty()
    if shown:
        print(f"          {name} …", end="", file=screen, flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        if shown:
            say()
        raise
    took = f"{time.monotonic() - began:6.1f} s  {name}"
    say(f"\r\033[K{took}" if shown else took)


def told(error: OSError) -> Trouble:
    """A full or read-only disk, or a folder that is closed to us, in one line."""
    place = error.filename or "the disk"
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Trouble(f"The disk is full: nothing more could be written to {place}. Make room, then start again.")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Trouble(
            f"{place} cannot be written to. Give VIGIE_VAR a folder that can, for example VIGIE_VAR=/tmp/vigie."
        )
    return Trouble(f"The machine refused something: {error}.")


def last_lines(log: Path, count: int = 12) -> str:
    """The end of a log, indented, for the moment when its program has died."""
    try:
        lines = log.read_text(errors="replace").splitlines()[-count:]
    except OSError:
        return ""
    return "".join(f"\n    {line}" for line in lines)
