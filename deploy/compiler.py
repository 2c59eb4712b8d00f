"""Writes the lines of a lock file that pin polib, which compiles the message catalogues while the image is made."""

import re
import sys
from pathlib import Path


def pinned(lock: str, package: str) -> str:
    """The lines of a lock file that name a package and its hashes. Raises AttributeError where it is not there."""
    found = re.search(rf"^{package}==.*?(?=^\S|\Z)", lock, re.MULTILINE | re.DOTALL)
    return found.group()  # type: ignore[union-attr]


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    target.write_text(pinned(source.read_text(), "polib"))
