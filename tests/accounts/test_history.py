"""The history of a record: who, when, by virtue of what, why, and field by field in the reader's words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actions.officers import correct_officer, suspend_officer
from accounts.actions.postings import end_posting, grant_posting
from accounts.actions.preferences import change_preferences
from accounts.models import Office, Officer, Posting
from accounts.reports import history as histories
from accounts.reports.history import labels_for, of_office, of_officer
from accounts.roles import Auditor, EntryOfficer, UnitHead
from audit.choices import Operation
from audit.models import Act
from tests.accounts.pages.conftest import signed_in
from tests.people import person, post

if TYPE_CHECKING:
    from accounts.reports.history import History
    from tests.accounts.pages.conftest import SignIn
    from tests.people import Offices, People

__all__ = ["signed_in"]


@pytest.fixture
def auditor(offices: Offices, people: People) -> Officer:
    """Audits Senegal."""
    officer = person("aissatou", "Aïssatou", "Lô", language="en")
    post(officer, offices.senegal, Auditor)
    return officer


def told(history: History | None) -> list[tuple[str, str, str, str]]:
    """What happened, and each field that changed."""
    assert history
    return [
        (line.what, change.name, change.before, change.after)
        for line in history.lines
        for row in line.rows
        if row.label == "update"
        for change in row.fields
    ]


def test_a_change_is_told_field_by_field_in_words(people: People) -> None:
    suspend_officer(by=people.moussa, officer=people.awa, reason="Lost badge")
    with translation.override("en"):
        history = of_officer(people.awa, people.moussa, before="")
        assert history
        line = history.lines[0]

        what = "The account of Awa Diop was suspended."
        changes = {name: (before, after) for said, name, before, after in told(history) if said == what}
    assert (line.what, line.who, line.reason) == (what, "Moussa Sarr", "Lost badge")
    assert (str(line.role), line.office) == ("National contact point", "Douanes sénégalaises")
    assert changes["Account open"] == ("Yes", "No")
    assert changes["Why blocked"] == ("–", "Suspended")
    assert "Blocked since" in changes
    assert not any("assword" in name for name in changes)


@pytest.mark.parametrize(
    ("language", "name", "dark"), [("en", "Colours", "Dark"), ("fr", "Couleurs", "Sombres"), ("pt", "Cores", "Escuras")]
)
def test_names_and_choices_are_in_the_reader_s_language(people: People, language: str, name: str, dark: str) -> None:
    change_preferences(by=people.awa, theme="dark")
    with translation.override(language):
        found = [(field, after) for _what, field, _before, after in told(of_officer(people.awa, people.awa, before=""))]

    assert found == [(name, dark)]


def test_postings_are_part_of_it_where_the_reader_sees_them(people: People, offices: Offices) -> None:
    today = timezone.localdate()
    posting = grant_posting(
        by=people.moussa,
        posting_id=uuid4(),
        officer=people.awa,
        office=offices.dakar_port,
        role_code=UnitHead.code,
        from_on=today,
    )
    end_posting(by=people.moussa, posting=posting, until_on=today + timedelta(days=3), reason="Moved")
    Posting.objects.create(officer=people.awa, office=offices.douala_port, role_code=EntryOfficer.code, from_on=today)
    with translation.override("en"):
        own, seen = (of_officer(people.awa, reader, before="") for reader in (people.awa, people.moussa))

    assert seen
    assert own
    fields = [(change.name, change.after) for line in seen.lines for row in line.rows for change in row.fields]
    assert ("Office", "Port de Dakar") in fields
    assert ("Role", "Unit head") in fields
    assert not any("Douala" in after for _name, after in fields)
    ended = next(line for line in seen.lines if line.reason == "Moved")
    assert [(change.name, change.before) for change in ended.rows[0].fields] == [("Until", "–")]
    added = [change.after for line in own.lines for row in line.rows for change in row.fields]
    assert "Port de Douala" in added
    assert labels_for(people.moussa)(Office, {offices.douala_port.pk}) == {}


def test_who_may_read_none_of_it_gets_none(people: People, offices: Offices) -> None:
    change_preferences(by=people.awa, theme="dark")

    assert of_officer(people.awa, people.babacar, before="") is None
    assert of_office(offices.dakar_airport, people.awa, before="") is None
    assert of_office(offices.dakar_airport, people.jean, before="") is None


def test_what_came_of_no_act_is_told_too(people: People, offices: Offices) -> None:
    Office.objects.filter(pk=offices.dakar_port.pk).update(name="Port autonome")
    with translation.override("en"):
        history = of_office(offices.dakar_port, people.moussa, before="")

    assert history
    assert history.lines[0].what == ""
    assert ("", "Name", "Port de Dakar", "Port autonome") in told(history)


def test_removals_are_told(people: People) -> None:
    number = people.nadia.pk
    Officer.objects.filter(pk=number).delete()
    people.nadia.pk = number
    history = histories.of_officer(people.nadia, people.nadia, before="")

    assert history
    row = history.lines[0].rows[0]
    assert (row.label, {change.after for change in row.fields}) == ("delete", {"–"})
    assert "Cissé" in {change.before for change in row.fields}


def test_looks_are_no_part_of_it(signed_in: SignIn, people: People) -> None:
    browser = signed_in(people.moussa)
    address = reverse("accounts:officer", args=[people.awa.pk])
    browser.get(address)
    page = browser.get(address)

    assert Act.objects.filter(operation=Operation.CONSULTATION).exists()
    assert not [line for line in page.context["history"].lines if line.what]


def test_pages_go_on_where_the_last_one_ended(
    signed_in: SignIn, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(histories, "PAGE", 3)
    for number in range(8):
        correct_officer(by=people.moussa, officer=people.awa, family_name=f"Diop {number}", given_names="Awa")
    browser, query = signed_in(people.moussa), {"history": ""}
    seen: list[str] = []
    while True:
        page = browser.get(reverse("accounts:officer", args=[people.awa.pk]), query)
        history = page.context["history"]
        seen += [after for said, name, _before, after in told(history) if said and after.startswith("Diop ")]
        if not history.older:
            break
        query = {"history": history.older}

    assert seen == [f"Diop {number}" for number in reversed(range(8))]
    assert browser.get(reverse("accounts:officer", args=[people.awa.pk]), {"history": "x\0"}).status_code == 200


@pytest.mark.parametrize("who", ["me", "officer", "office"])
def test_the_pages_show_it(signed_in: SignIn, people: People, offices: Offices, who: str) -> None:
    correct_officer(by=people.moussa, officer=people.awa, family_name="<b>Diop</b>", given_names="Awa")
    Office.objects.filter(pk=offices.dakar_port.pk).update(name="<b>Diop</b>")
    reader = people.awa if who == "me" else people.moussa
    address = {
        "me": reverse("accounts:me"),
        "officer": reverse("accounts:officer", args=[people.awa.pk]),
        "office": reverse("accounts:office", args=[offices.dakar_port.code]),
    }[who]
    text = signed_in(reader).get(address).content.decode()

    assert 'id="history"' in text
    assert "→ &lt;b&gt;Diop&lt;/b&gt;" in text


def test_an_act_leads_to_the_fields_it_changed(signed_in: SignIn, people: People, auditor: Officer) -> None:
    suspend_officer(by=people.moussa, officer=people.awa, reason="Lost badge")
    act = Act.objects.get()
    browser = signed_in(auditor)
    address = reverse("accounts:act", args=[act.pk])

    assert f'href="{address}"' in browser.get(reverse("accounts:act-list")).content.decode()
    page = browser.get(address)
    text = page.content.decode()
    assert [(row.thing, row.label) for row in page.context["rows"]] == [("Officer", "update")]
    assert "Lost badge" in text
    assert "Yes → No" in text
    assert Act.objects.filter(act="acts.searched", details={"filters": {"number": str(act.pk)}}).count() == 1


def test_an_act_elsewhere_stays_hidden(signed_in: SignIn, people: People) -> None:
    suspend_officer(by=people.moussa, officer=people.awa, reason="Lost badge")
    address = reverse("accounts:act", args=[Act.objects.get().pk])

    assert signed_in(people.kofi).get(address).status_code == 404
    assert signed_in(people.moussa).get(address).status_code == 403


def test_an_act_that_changed_no_row_says_so(signed_in: SignIn, people: People, auditor: Officer) -> None:
    browser = signed_in(auditor)
    browser.get(reverse("accounts:act-export"))
    page = browser.get(reverse("accounts:act", args=[Act.objects.get(act="acts.exported").pk]))

    assert page.context["rows"] == []
    assert "This act changed no field" in page.content.decode()
