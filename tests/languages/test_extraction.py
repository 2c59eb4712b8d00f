"""`script/messages` finds every way of marking a text, and merges without losing or guessing a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib
import pytest

from catalogues import catalogue, faults
from catalogues.message import Message, Messages
from catalogues.sources import in_python, in_template

if TYPE_CHECKING:
    from pathlib import Path

# What a template says, and the messages (text, plural, context) that it holds.
TEMPLATES = [
    ('{% translate "Save" %}', [("Save", "", "")]),
    ("{% translate 'Say “yes”' %}", [("Say “yes”", "", "")]),
    ('{% translate "Open" context "state" %}', [("Open", "", "state")]),
    ('{% translate "Save" as label %}', [("Save", "", "")]),
    ('{% trans "Save" %}', [("Save", "", "")]),
    ('{{ _("Save") }}', [("Save", "", "")]),
    ('{{ name|default:_("nobody") }}', [("nobody", "", "")]),
    ('{{ name|default:_("this | that") }}', [("this | that", "", "")]),
    ('{% include "x.html" with a=_("One") b=_("Two") only %}', [("One", "", ""), ("Two", "", "")]),
    ('{% translate "100 %" %}', [("100 %%", "", "")]),
    ("{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}", [("Hello %(name)s", "", "")]),
    ("{% blocktranslate trimmed %}\n  Two\n  lines\n{% endblocktranslate %}", [("Two lines", "", "")]),
    ("{% blocktranslate context 'state' %}Open{% endblocktranslate %}", [("Open", "", "state")]),
    (
        "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
        [("%(n)s day", "%(n)s days", "")],
    ),
    (
        '{% blocktranslate count n=n context "left" %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}',
        [("%(n)s day", "%(n)s days", "left")],
    ),
    ('{% comment %}{% translate "No" %}{% endcomment %}{# {% translate "No" %} #}', []),
    ('<p class="x">gettext("no")</p>', []),
]
MODULES = [
    ('_("Save")', [("Save", "", "")]),
    ('gettext_lazy("One " "sentence")', [("One sentence", "", "")]),
    ('pgettext_lazy("state", "Open")', [("Open", "", "state")]),
    ('ngettext("%(n)s day", "%(n)s days", n)', [("%(n)s day", "%(n)s days", "")]),
    ('npgettext_lazy("left", "%(n)s day", "%(n)s days", "n")', [("%(n)s day", "%(n)s days", "left")]),
    ('gettext_noop("Later")', [("Later", "", "")]),
    ('print("Save")', []),
]


@pytest.mark.parametrize(("source", "expected"), TEMPLATES)
def test_template(source: str, expected: list[tuple[str, str, str]]) -> None:
    assert {message.key for message in in_template(source, "x.html")} == set(expected)


@pytest.mark.parametrize(("source", "expected"), MODULES)
def test_module(source: str, expected: list[tuple[str, str, str]]) -> None:
    assert [message.key for message in in_python(source.encode(), "x.py")] == expected


def test_note_to_the_translator_is_kept() -> None:
    (message,) = in_python(b'# Translators: on a button\n_("Open")', "x.py")

    assert message.notes == {"Translators: on a button"}


@pytest.fixture
def two_messages(monkeypatch: pytest.MonkeyPatch) -> Messages:
    """A source that says two things, and borrows nothing."""
    said = Messages()
    said.add(Message("%(n)s day", "%(n)s days", files={"b.py"}))
    said.add(Message("Save", files={"a.py"}))
    monkeypatch.setattr(catalogue, "wanted", lambda *_: said)
    monkeypatch.setattr(catalogue, "borrowed_messages", Messages)
    monkeypatch.setattr(faults, "wanted", lambda *_: said)
    monkeypatch.setattr(faults, "borrowed_messages", Messages)
    return said


def translated(language: str, root: Path, **texts: str) -> None:
    found = catalogue.merged(language, root)
    for entry in found:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: "%(n)s jour", 1: "%(n)s jours"}
        else:
            entry.msgstr = texts[entry.msgid]
    catalogue.write(language, found, root)


@pytest.mark.usefixtures("two_messages")
def test_new_messages_are_missing_until_they_are_translated(tmp_path: Path) -> None:
    assert faults.faults("fr", tmp_path) == ["fr: no catalogue"]

    catalogue.write("fr", catalogue.merged("fr", tmp_path), tmp_path)
    assert faults.faults("fr", tmp_path) == ["fr: untranslated: '%(n)s day'", "fr: untranslated: 'Save'"]

    translated("fr", tmp_path, Save="Enregistrer")
    assert faults.faults("fr", tmp_path) == []


@pytest.mark.usefixtures("two_messages")
def test_merging_again_changes_nothing(tmp_path: Path) -> None:
    translated("fr", tmp_path, Save="Enregistrer")
    before = catalogue.path_of("fr", tmp_path).read_bytes()

    catalogue.write("fr", catalogue.merged("fr", tmp_path), tmp_path)

    assert catalogue.path_of("fr", tmp_path).read_bytes() == before


def test_reworded_message_keeps_its_old_translation_as_obsolete(tmp_path: Path, two_messages: Messages) -> None:
    translated("fr", tmp_path, Save="Enregistrer")
    del two_messages["Save", "", ""]
    two_messages.add(Message("Keep", files={"a.py"}))
    assert faults.faults("fr", tmp_path) == ["fr: missing: 'Keep' (a.py)", "fr: no longer in the source: 'Save'"]

    catalogue.write("fr", catalogue.merged("fr", tmp_path), tmp_path)

    assert faults.faults("fr", tmp_path) == ["fr: obsolete: 'Save'", "fr: untranslated: 'Keep'"]
    assert [entry.msgstr for entry in catalogue.read("fr", tmp_path).obsolete_entries()] == ["Enregistrer"]


def test_message_that_comes_back_takes_its_translation_back(tmp_path: Path, two_messages: Messages) -> None:
    translated("fr", tmp_path, Save="Enregistrer")
    gone = two_messages.pop(("Save", "", ""))
    catalogue.write("fr", catalogue.merged("fr", tmp_path), tmp_path)
    two_messages.add(gone)

    catalogue.write("fr", catalogue.merged("fr", tmp_path), tmp_path)

    assert faults.faults("fr", tmp_path) == []


@pytest.mark.usefixtures("two_messages")
def test_fuzzy_entry_and_changed_placeholder_are_told(tmp_path: Path) -> None:
    translated("fr", tmp_path, Save="Enregistrer %(file)s")
    found = catalogue.read("fr", tmp_path)
    found[0].flags.append("fuzzy")
    catalogue.write("fr", found, tmp_path)

    assert faults.faults("fr", tmp_path) == ["fr: fuzzy: '%(n)s day'", "fr: other placeholders: 'Save'"]


def test_plural_may_leave_out_its_number_in_the_singular(tmp_path: Path, two_messages: Messages) -> None:
    two_messages.add(Message("One day", "%(count)s days", files={"b.py"}))
    translated("fr", tmp_path, Save="Enregistrer")
    found = catalogue.read("fr", tmp_path)
    entry = found.find("One day")
    assert entry is not None
    entry.msgstr_plural = {0: "Un jour", 1: "%(count)s jours"}
    catalogue.write("fr", found, tmp_path)

    assert faults.faults("fr", tmp_path) == []


def test_catalogue_can_be_compiled(tmp_path: Path, two_messages: Messages) -> None:
    translated("fr", tmp_path, Save="Enregistrer")
    compiled = tmp_path / "django.mo"
    catalogue.read("fr", tmp_path).save_as_mofile(str(compiled))

    assert len(polib.mofile(str(compiled))) == len(two_messages)
