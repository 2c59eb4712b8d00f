"""Finds text in a template or a script that a reader would see and that no catalogue can translate."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from django.template.base import Lexer, Token, TokenType

SHOWN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription", "label"}
# The same in every language.
NAMES = frozenset(
    (
        "Vigie",
        "PDF",
        "CSV",
        "QR",
        "TOTP",
        "UN",
        "LOCODE",
        "UTC",
        "Ctrl",
        "Esc",
        "TLP",
        "RED",
        "AMBER",
        "STRICT",
        "GREEN",
        "CLEAR",
    )
)
# Whom and what the living page shows.
SAMPLES = {"Aminata Sow", "Ibrahima Fall", "Dakar", "Dakar AIBD", "SN-AIBD-2026-000412"}
TRANSLATING = re.compile(r"^(?:translate|trans|blocktranslate|blocktrans|load|extends|static|url|comment|csrf_token)\b")
NO_TEXT = {"wide"}  # blocks that fill an attribute nobody reads
QUOTED = re.compile(r"""(?<!_\()(?:"([^"]*)"|'([^']*)')""")
SENTENCE = re.compile(r"^[A-ZÀ-Ý][a-zà-ÿ’]+(?:[ .…?]|$)|’")
LETTERS = re.compile(r"[^\W\d_]{2,}")
SCRIPT_TEXT = re.compile(r"""(["'`])([A-Z][a-z]+ [^"'`\n]*)\1""")


def in_template(source: str) -> list[str]:
    """The literal texts of a template's HTML, and of what it hands to other templates and tags."""
    markup, found, inside = "", [], ""
    for token in Lexer(source).tokenize():
        inside = _entered(token, inside)
        if inside:
            continue
        if token.token_type == TokenType.TEXT:
            markup += token.contents
        elif token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            markup += " "
            found += _handed_over(token.contents)
    return found + _shown(markup)


def _entered(token: Token, inside: str) -> str:
    """The translating or commenting block that a token stands in; its end still belongs to it."""
    if token.token_type != TokenType.BLOCK:
        return "" if inside == "end" else inside
    word, *rest = token.contents.split()
    if word in {"blocktranslate", "blocktrans", "comment"} or (word == "block" and NO_TEXT & set(rest)):
        return word
    if inside and word == f"end{inside}":
        return "end"
    return "" if inside == "end" else inside


def _handed_over(contents: str) -> list[str]:
    if TRANSLATING.match(contents):
        return []
    texts = [first or second for first, second in QUOTED.findall(contents)]
    return [text for text in texts if SENTENCE.search(text) and text not in NAMES | SAMPLES]


def _shown(markup: str) -> list[str]:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return [text for text in reader.texts if text not in SAMPLES and set(LETTERS.findall(text)) - NAMES]


class _Reader(HTMLParser):
    """Collects what a browser shows or a screen reader says."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            shown = name in SHOWN_ATTRIBUTES or (name == "value" and ("type", "submit") in attrs)
            if shown and value and value.strip():
                self.texts.append(value.strip())

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(" ".join(data.split()))


def in_script(source: str) -> list[str]:
    """Sentences in a script; it should read them from data attributes of the page. Errors are for developers."""
    code = re.sub(r"/\*.*?\*/|(?<!:)//.*$|Error\([^)]*\)", "", source, flags=re.DOTALL | re.MULTILINE)
    return [match[1] for match in SCRIPT_TEXT.findall(code)]
