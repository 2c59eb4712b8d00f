"""What a reader sees of a page, and which of it is in another language."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from catalogues import catalogue
from catalogues.faults import PLACEHOLDER, translations

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polib

UNSEEN = {"script", "style", "template", "code"}
SHOWN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "label"}


class Page(HTMLParser):
    """The language and the texts of a page; what stands in another language by its `lang` is left out."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.language = ""
        self.in_order: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        unseen = tag in UNSEEN or (tag != "html" and bool(given.get("lang")))
        if tag not in {"br", "hr", "img", "input", "link", "meta", "path", "circle", "rect", "use", "line"}:
            self._open.append((tag, unseen))
        if not self._is_unseen() and not unseen:
            self.in_order += [_plain(value) for name, value in attrs if name in SHOWN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        while self._open and any(name == tag for name, _ in self._open):
            name, _ = self._open.pop()
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._is_unseen():
            self.in_order.append(_plain(data))

    @property
    def texts(self) -> set[str]:
        """Each text once."""
        return set(self.in_order)

    def _is_unseen(self) -> bool:
        return any(unseen for _, unseen in self._open)


def _plain(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", html.unescape(text)).strip()


def foreign_texts(language: str) -> set[str]:
    """Sentences that a page in this language must not show: English in a translation, and French in English."""
    source, target = set(), set()
    for entry in _plain_entries("fr" if language == "en" else language):
        source |= {_plain(entry.msgid), _plain(entry.msgid_plural or entry.msgid)}
        target |= {_plain(text) for text in translations(entry)}
    return (target - source) if language == "en" else (source - target)


def _plain_entries(language: str) -> Iterator[polib.POEntry]:
    for entry in catalogue.read(language):
        if not entry.obsolete and entry.translated() and not PLACEHOLDER.search(entry.msgid):
            yield entry
