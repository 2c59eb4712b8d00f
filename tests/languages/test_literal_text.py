"""No template and no script shows a text that cannot be translated."""

from __future__ import annotations

import pytest

from tests.architecture.tree import ROOT, scripts
from tests.languages.literal_text import in_script, in_template

FOUND = [
    ("<p>Hello</p>", ["Hello"]),
    ('<input placeholder="Search">', ["Search"]),
    ('<button aria-label="Close the menu"></button>', ["Close the menu"]),
    ('<input type="submit" value="Send">', ["Send"]),
    ('{% include "x.html" with title="No offices yet" %}', ["No offices yet"]),
    ("{% blocktranslate %}Fine{% endblocktranslate %}Not fine", ["Not fine"]),
    ('{{ name|default:"Nobody" }}', ["Nobody"]),
]
NOT_FOUND = [
    '{% translate "Hello" %}',
    "{% blocktranslate count n=n %}Hello {{ n }}{% plural %}Hello {{ n }}{% endblocktranslate %} – ·",
    '{% include "x.html" with title=_("No offices yet") class="a b" %}',
    '{% if kind == "POST" %}{% url "desk" %}{% endif %}',
    "{% comment %}Hello{% endcomment %}{# Hello #}<!-- Hello -->",
    '<p class="Hello" data-kind="World">{{ name|date:"j F Y" }}</p>',
    "<title>{{ title }} · Vigie</title>",
    "{% block wide %}wide{% endblock %}",
]


def templates() -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "templates").rglob("*")
        if path.suffix in {".html", ".txt", ".svg"}
    )


def test_templates_hold_no_literal_text() -> None:
    found = {name: in_template((ROOT / name).read_text("utf-8")) for name in templates()}

    assert {name: texts for name, texts in found.items() if texts} == {}


def test_scripts_hold_no_literal_text() -> None:
    found = {path.relative_to(ROOT).as_posix(): in_script(path.read_text("utf-8")) for path in scripts()}

    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize(("source", "texts"), FOUND)
def test_literal_text_is_found(source: str, texts: list[str]) -> None:
    assert in_template(source) == texts


@pytest.mark.parametrize("source", NOT_FOUND)
def test_what_is_translated_passes(source: str) -> None:
    assert in_template(source) == []


def test_sentence_in_a_script_is_found() -> None:
    assert in_script('note.textContent = "Copied to the clipboard"; // "Not this one"') == ["Copied to the clipboard"]
