"""Compiles the message catalogues that changed. Run by the virtual environment's Python, where polib is."""

import os
import sys
from pathlib import Path


def changed(root: Path) -> list[Path]:
    """The .po files whose .mo is missing or older."""
    catalogues = sorted(root.glob("locale/*/LC_MESSAGES/*.po"))
    return [
        po for po in catalogues if not (mo := po.with_suffix(".mo")).exists() or mo.stat().st_mtime < po.stat().st_mtime
    ]


def compile_all(root: Path) -> None:
    """Write each .mo beside its .po, whole or not at all. Raises where a catalogue cannot be read."""
    import polib

    for po in changed(root):
        new = po.with_suffix(f".{os.getpid()}.new")
        polib.pofile(str(po)).save_as_mofile(str(new))
        new.replace(po.with_suffix(".mo"))


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]))
