"""What is wrong with a catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from catalogues.borrowed import borrowed_messages
from catalogues.catalogue import key_of, path_of, read, wanted
from catalogues.sources import ROOT

if TYPE_CHECKING:
    import polib

PLACEHOLDER = re.compile(r"%\([^)]+\)[sd]|%[sd]|\{\w*\}|%%")
# A plural's singular may say "one" instead of the number.
COUNTERS = {"%(count)s", "%(count)d", "%(counter)s", "%(number)s", "%d", "%(limit_value)d", "%(show_value)d"}


def faults(language: str, root: Path = ROOT) -> list[str]:
    """One line for each message that is missing, outdated, fuzzy or whose placeholders differ."""
    if not path_of(language, root).exists():
        return [f"{language}: no catalogue"]
    entries = read(language, root)
    known = {key_of(entry): entry for entry in entries if not entry.obsolete}
    messages = wanted(language, root)
    lines = [f"missing: {_short(key[0])} ({', '.join(sorted(messages[key].files))})" for key in messages.keys() - known]
    outdated = known.keys() - messages.keys() - set(borrowed_messages())
    lines += [f"no longer in the source: {_short(key[0])}" for key in outdated]
    for entry in entries:
        lines += [f"{fault}: {_short(entry.msgid)}" for fault in _faults_of(entry)]
    return [f"{language}: {line}" for line in sorted(lines)]


def translations(entry: polib.POEntry) -> list[str]:
    """What an entry offers the reader: one text, or one a plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _faults_of(entry: polib.POEntry) -> Iterator[str]:
    if entry.obsolete:
        yield "obsolete"
        return
    if entry.fuzzy:
        yield "fuzzy"
    texts = translations(entry)
    if not all(texts) or (entry.msgid_plural and len(texts) != 2):
        yield "untranslated"
    elif any(_placeholders_differ(entry, text) for text in texts):
        yield "other placeholders"


def _placeholders_differ(entry: polib.POEntry, text: str) -> bool:
    asked = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
    given = set(PLACEHOLDER.findall(text))
    return bool(given - asked or asked - given - (COUNTERS if entry.msgid_plural else set()))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= 90 else f"{line[:89]}…")
