"""Templates hold no inline script or style and ask nothing of other machines."""

from __future__ import annotations

import pytest

from tests.architecture.template_rules import RULES, faults
from tests.architecture.tree import ROOT, scripts, templates

PLANTED = {
    "inline script": "<script>go()</script>",
    "inline style": "<style>p {}</style>",
    "style attribute": '<p class="x" style="color: red">',
    "event attribute": '<a href="/" onclick="go()">',
    "script address": '<a href="javascript:go()">',
    "other origin": '<img src="//example.org/x.png">',
    "unescaped value": "{{ text|safe }}",
    "module mapping": '<script src="x" type="importmap">',
}


def test_templates_hold_nothing_that_the_policy_stops() -> None:
    found = {path.relative_to(ROOT).as_posix(): faults(path.read_text("utf-8")) for path in templates()}

    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("name", RULES)
def test_rule_bites(name: str) -> None:
    assert [line for line in faults(f"<p>\n{PLANTED[name]}\n</p>") if line.startswith(f"2: {name}")]


def test_comments_and_own_addresses_pass() -> None:
    assert faults('{# <script>x</script> #}<script src="{% static "js/a.js" %}" type="module"></script>') == []


FORBIDDEN_IN_SCRIPTS = ["eval(", "new Function", "innerHTML", "document.write", "localStorage", "http://", "https://"]
# Tabs tell each other when somebody was last there: a moment, and no content.
ACCEPTED_IN_SCRIPTS = {("localStorage", "static/face/js/session.js")}


@pytest.mark.parametrize("word", FORBIDDEN_IN_SCRIPTS)
def test_scripts_hold_nothing_that_the_policy_stops(word: str) -> None:
    found = {(word, path.relative_to(ROOT).as_posix()) for path in scripts() if word in path.read_text("utf-8")}

    assert found - ACCEPTED_IN_SCRIPTS == set()
