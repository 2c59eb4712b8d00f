"""Reads and writes `locale/<language>/LC_MESSAGES/django.po` so that only a changed message changes a line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polib
from babel.messages.catalog import Message as BabelMessage

from catalogues.borrowed import borrowed_messages, ours_to_translate
from catalogues.sources import ROOT, our_messages

if TYPE_CHECKING:
    from catalogues.message import Key, Message, Messages

PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "pt": "nplurals=2; plural=(n != 1);"}


def path_of(language: str, root: Path = ROOT) -> Path:
    """Where the catalogue of a language is kept."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str, root: Path = ROOT) -> polib.POFile:
    """The catalogue as it stands; an empty one where there is none yet."""
    path = path_of(language, root)
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def key_of(entry: polib.POEntry) -> Key:
    """The key of the message that an entry translates."""
    return (entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def wanted(language: str, root: Path = ROOT) -> Messages:
    """What the catalogue of a language must translate."""
    borrowed = borrowed_messages()
    found = our_messages(root)
    for key in ours_to_translate(language):
        found.add(borrowed[key])
    return found


def merged(language: str, root: Path = ROOT) -> polib.POFile:
    """The catalogue brought up to date.

    Translations are kept by exact text only, nothing is guessed. What the source no longer says is
    kept as obsolete, so that a reworded message can be translated from its old wording. A borrowed
    message that somebody translated although its package does too stays.
    """
    old = {key_of(entry): entry for entry in read(language, root)}
    messages = wanted(language, root)
    for key, message in borrowed_messages().items():
        if key in old and not old[key].obsolete:
            messages.setdefault(key, message)
    new = polib.POFile(wrapwidth=110)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    new.extend(_entry(messages[key], old.get(key)) for key in sorted(messages))
    new.extend(_obsolete(entry) for key, entry in sorted(old.items()) if key not in messages and entry.translated())
    return new


def write(language: str, catalogue: polib.POFile, root: Path = ROOT) -> None:
    """Save a catalogue in its place."""
    path = path_of(language, root)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{catalogue}\n", "utf-8")


def _entry(message: Message, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.text,
        msgctxt=message.context or None,
        comment="\n".join(sorted(message.notes)),
        tcomment=old.tcomment if old else "",
        occurrences=[(name, "") for name in sorted(message.files)],
        flags=["python-format"] if BabelMessage(message.text).python_format else [],
    )
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = dict(old.msgstr_plural) if old else {0: "", 1: ""}
    else:
        entry.msgstr = old.msgstr if old else ""
    if old and old.fuzzy:
        entry.flags.append("fuzzy")
    return entry


def _obsolete(entry: polib.POEntry) -> polib.POEntry:
    entry.obsolete = True
    entry.occurrences = []
    entry.flags = []
    return entry
