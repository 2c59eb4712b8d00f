"""The command `script/messages`."""

from __future__ import annotations

import argparse
import sys

from catalogues.catalogue import PLURALS, merged, write
from catalogues.faults import faults
from catalogues.sources import ROOT
from house.catalogues import compile_all


def main() -> int:
    """Bring the catalogues up to date, or say what is wrong with them."""
    parser = argparse.ArgumentParser(prog="script/messages", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail and list what is wrong")
    parser.add_argument("--forget", action="store_true", help="also remove what the source no longer says")
    chosen = parser.parse_args()
    try:
        if not chosen.check:
            update(forget=chosen.forget)
        found = [line for language in PLURALS for line in faults(language)]
    except SyntaxError as broken:
        parser.exit(2, f"{broken.filename or 'A template'}:{broken.lineno or ''} cannot be read: {broken.msg}\n")
    sys.stdout.write("".join(f"{line}\n" for line in found) or "The catalogues are complete.\n")
    return 1 if found and chosen.check else 0


def update(*, forget: bool) -> None:
    """Merge the messages of the source into every catalogue and compile them."""
    for language in PLURALS:
        catalogue = merged(language)
        if forget:
            catalogue[:] = [entry for entry in catalogue if not entry.obsolete]
        write(language, catalogue)
    compile_all(ROOT)


if __name__ == "__main__":
    sys.exit(main())
