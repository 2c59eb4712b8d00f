"""What a template may not hold: the content security policy would stop it, or a page would depend on others."""

from __future__ import annotations

import re

RULES = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "inline style": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "other origin": re.compile(r"""(?:src|srcset|href|action|hx-\w+)\s*=\s*["']?\s*(?:https?:)?//""", re.IGNORECASE),
    "unescaped value": re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off"),
    "module mapping": re.compile(r"<script[^>]*type=[\"']importmap", re.IGNORECASE),
}
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|<!--.*?-->", re.DOTALL)


def faults(source: str) -> list[str]:
    """One line for each thing found, with its line number."""
    shown = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source)
    return [
        f"{shown[: match.start()].count(chr(10)) + 1}: {name}: {match[0][:80]}"
        for name, rule in RULES.items()
        for match in rule.finditer(shown)
    ]
