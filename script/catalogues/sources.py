"""Finds the messages of our own Python and templates, and those of other packages that our pages show."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import extract
from django.template.base import Lexer, TokenType
from django.utils.translation.template import constant_re, templatize

from catalogues.message import Message, Messages

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("accounts", "audit", "cen_records", "config", "face", "intelligence", "reference", "risk", "training")
NOTE_TAGS = ("Translators",)
KEYWORDS: dict[str, tuple[Any, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
# What `templatize` leaves of a template: calls among blanked-out text.
CALL = re.compile(rf"(?<![\w.])(_|n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)


def our_messages(root: Path = ROOT) -> Messages:
    """Every message in the rooms' Python and in the templates."""
    found = Messages()
    for path in python_files(root):
        for message in in_python(path.read_bytes(), path.relative_to(root).as_posix()):
            found.add(message)
    for path in template_files(root):
        for message in in_template(path.read_text("utf-8"), path.relative_to(root).as_posix()):
            found.add(message)
    return found


def python_files(root: Path = ROOT) -> list[Path]:
    """The rooms' modules, without migrations: these keep the wording of their day."""
    return [path for room in ROOMS for path in sorted((root / room).rglob("*.py")) if "migrations" not in path.parts]


def template_files(root: Path = ROOT) -> list[Path]:
    """All templates: pages, mails and slips."""
    return sorted(path for path in (root / "templates").rglob("*") if path.suffix in {".html", ".txt", ".svg"})


def in_python(source: bytes, name: str) -> Iterator[Message]:
    """The messages of one module. Raises SyntaxError where it is not Python."""
    ast.parse(source, name)
    for _line, found, notes, context in extract("python", BytesIO(source), KEYWORDS, NOTE_TAGS):
        texts = (found, "") if isinstance(found, str) else (*found, "")
        if texts[0]:
            yield Message(str(texts[0]), str(texts[1]), context or "", set(notes), {name})


def in_template(source: str, name: str) -> Iterator[Message]:
    """The messages of one template. Raises SyntaxError when a translated block holds another tag."""
    for call, arguments in CALL.findall(templatize(source, name)):
        texts = [ast.literal_eval(literal) for literal in re.findall(LITERAL, arguments)]
        context = texts.pop(0) if "p" in call.removesuffix("gettext") else ""
        yield Message(texts[0], texts[1] if len(texts) > 1 else "", context, set(), {name})
    for token in Lexer(source).tokenize():
        if token.token_type in {TokenType.VAR, TokenType.BLOCK}:
            # `templatize` loses a constant that holds a "|" or stands beside a translated one.
            for literal in constant_re.findall(token.contents):
                yield Message(ast.literal_eval(literal).replace("%", "%%"), files={name})
