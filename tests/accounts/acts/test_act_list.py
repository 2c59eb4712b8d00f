"""The auditor's search in the record of acts, and its export."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import acts
from accounts.actions.consultations import look_at_particulars
from accounts.actions.officers import suspend_officer
from accounts.actions.preferences import change_preferences
from audit.acts import record
from audit.choices import Operation
from audit.kinds import Kind
from audit.models import Act

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import DjangoAssertNumQueries

    from accounts.models import Officer
    from tests.accounts.pages.conftest import SignIn
    from tests.people import People

OF_LONG_AGO = Kind("case.opened", "Not known any more", Operation.ALTERATION)
LIST, EXPORT = reverse("accounts:act-list"), reverse("accounts:act-export")


def sentences(page: Answer) -> list[str]:
    return [row.what for row in page.context["rows"]]


def exported(page: Answer) -> list[list[str]]:
    text = b"".join(page).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def suspended(people: People) -> None:
    suspend_officer(by=people.moussa, officer=people.awa, reason="Lost <b>badge</b>")


def test_an_act_tells_who_what_why_and_by_virtue_of_what(signed_in: SignIn, people: People, auditor: Officer) -> None:
    suspended(people)
    page = signed_in(auditor).get(LIST)
    text = page.content.decode()

    assert sentences(page) == ["The account of Awa Diop was suspended."]
    assert "Reason: Lost &lt;b&gt;badge&lt;/b&gt;" in text
    assert "National contact point, Douanes sénégalaises" in text
    assert f'href="{reverse("accounts:officer", args=[people.awa.pk])}"' in text


def test_only_whoever_may_view_acts(signed_in: SignIn, people: People) -> None:
    for officer in (people.awa, people.moussa, people.ines):
        for address in (LIST, EXPORT, reverse("accounts:seal-list")):
            assert signed_in(officer).get(address).status_code == 403


def test_acts_elsewhere_stay_hidden(signed_in: SignIn, people: People) -> None:
    """Kofi audits Ghana."""
    suspended(people)

    assert sentences(signed_in(people.kofi).get(LIST)) == []
    assert sentences(signed_in(people.kofi).get(LIST, {"who": "Moussa"})) == []
    assert len(exported(signed_in(people.kofi).get(EXPORT))) == 1


def test_what_may_be_seen_of_the_act_is_not_linked_where_the_subject_may_not(
    signed_in: SignIn, people: People, auditor: Officer
) -> None:
    record(acts.CORRECTED, by=people.jean, subject=people.rose, office_code="SN")
    page = signed_in(auditor).get(LIST)

    assert [row.url for row in page.context["rows"]] == [""]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"who": "moussa"}, 1),
        ({"who": "SARR Moussa"}, 1),
        ({"who": "vigie"}, 1),
        ({"who": "nobody"}, 0),
        ({"subject": "diop"}, 1),
        ({"subject": "Öm fall"}, 1),
        ({"act": "officer.suspended"}, 1),
        ({"office": "SN-DSS"}, 2),
        ({"office": "SN-DSS-F"}, 1),
        ({"office": "SN", "who": "vigie"}, 1),
        ({"from_on": "2026-01-01", "until_on": "2100-01-01"}, 2),
        ({"until_on": "2020-01-01"}, 0),
        ({"from_on": "2100-01-01"}, 0),
    ],
)
def test_filters(signed_in: SignIn, people: People, auditor: Officer, query: dict[str, str], number: int) -> None:
    record(acts.SUSPENDED, by=people.moussa, subject=people.awa, office_code="SN-DSS", reason="Badge")
    record(acts.WARNED_OF_DORMANCY, by=None, subject=people.omar, office_code="SN-DSS-F")
    browser = signed_in(auditor)

    assert len(sentences(browser.get(LIST, query))) == number
    assert len(exported(browser.get(EXPORT, query))) == number + 1


@pytest.mark.parametrize(
    "query",
    [
        {"from_on": "2026-01-02", "until_on": "2026-01-01"},
        {"from_on": "yesterday"},
        {"office": "CM"},
        {"act": "x"},
        {"who": "\0"},
    ],
)
def test_a_filter_that_fits_nothing_is_told_and_nothing_is_taken_out(
    signed_in: SignIn, people: People, auditor: Officer, query: dict[str, str]
) -> None:
    suspended(people)
    browser = signed_in(auditor)

    assert sentences(browser.get(LIST, query)) == []
    assert browser.get(EXPORT, query).status_code == 302
    assert not Act.objects.filter(act="acts.exported").exists()


def test_the_last_day_is_included(signed_in: SignIn, people: People, auditor: Officer) -> None:
    suspended(people)
    today = timezone.localdate()

    assert len(sentences(signed_in(auditor).get(LIST, {"from_on": f"{today}", "until_on": f"{today}"}))) == 1
    assert not sentences(signed_in(auditor).get(LIST, {"from_on": f"{today + timedelta(days=1)}"}))


def test_the_export_is_an_act_and_guarded(signed_in: SignIn, people: People, auditor: Officer) -> None:
    people.awa.family_name = "=1+1"
    people.awa.given_names = ""
    suspended(people)
    act = Act.objects.get()
    _head, row = exported(signed_in(auditor).get(EXPORT, {"act": "officer.suspended"}))

    assert row[0] == str(act.pk)
    assert row[1] == act.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    assert row[4:9] == ["Alteration", "Moussa Sarr", "National contact point", "SN", "SN-DSS"]
    assert not row[9].startswith("=")
    left = Act.objects.get(act="acts.exported")
    assert (left.by_id, left.details) == (auditor.pk, {"count": 1, "filters": {"act": "officer.suspended"}})
    assert (left.operation, left.recipients) == (Operation.DISCLOSURE, ["Aïssatou Lô, SN"])
    assert "Aïssatou Lô took out a list of acts." in sentences(signed_in(auditor).get(LIST))


def test_pages_go_on_where_the_last_one_ended(signed_in: SignIn, people: People, auditor: Officer) -> None:
    for number in range(120):
        record(acts.CORRECTED, by=people.moussa, subject=people.awa, office_code="SN", reason=str(number))
    browser, seen, address = signed_in(auditor), [], LIST
    while address:
        page = browser.get(address)
        seen += [row.act.reason for row in page.context["rows"]]
        address = LIST + page.context["page"].next_url if page.context["page"].next_url else ""

    assert seen == [str(number) for number in reversed(range(120))]


def test_a_page_asks_as_much_for_fifty_rows_as_for_two(
    signed_in: SignIn, people: People, auditor: Officer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(auditor)

    def happen(number: int) -> None:
        for place in range(number):
            officer = (people.awa, people.omar)[place % 2]
            record(acts.CORRECTED, by=people.moussa, subject=officer, office_code="SN", by_office_code="SN-DSS")

    happen(2)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as few:
        browser.get(LIST)
    happen(60)
    with django_assert_num_queries(len(few)):
        assert len(sentences(browser.get(LIST))) == 50


def test_an_empty_record_says_so(signed_in: SignIn, auditor: Officer) -> None:
    assert "No act here" in signed_in(auditor).get(LIST).content.decode()
    assert "Take one of them away" in signed_in(auditor).get(LIST, {"who": "nobody"}).content.decode()


def test_an_act_of_which_nothing_is_known_any_more(signed_in: SignIn, people: People, auditor: Officer) -> None:
    change_preferences(by=people.awa, theme="dark")
    record(OF_LONG_AGO, by=None, subject=people.awa, office_code="SN", role_code="GONE", by_office_code="X")
    page = signed_in(auditor).get(LIST)

    assert sentences(page)[0] == "case.opened"
    assert datetime.now(UTC) - page.context["rows"][0].at < timedelta(minutes=1)


def test_who_looked_is_there_for_whoever_asks(signed_in: SignIn, people: People, auditor: Officer) -> None:
    suspended(people)
    look_at_particulars(by=people.moussa, officer=people.awa)
    browser = signed_in(auditor)

    assert len(sentences(browser.get(LIST))) == 1
    seen = "The particulars of Awa Diop were looked at."
    assert sentences(browser.get(LIST, {"act": "officer.particulars_seen"})) == [seen]
    assert seen in sentences(browser.get(LIST, {"operation": "CONSULTATION"}))
    assert sentences(browser.get(LIST, {"operation": "all"}))[-2:] == [seen, "The account of Awa Diop was suspended."]
    assert not sentences(browser.get(LIST, {"operation": "ERASURE"}))
    assert not sentences(browser.get(LIST, {"operation": "GOSSIP"}))


def test_the_search_is_on_record_and_its_pages_are_one(signed_in: SignIn, people: People, auditor: Officer) -> None:
    browser = signed_in(auditor)
    for _again in range(2):
        browser.get(LIST, {"who": "moussa"})
    browser.get(LIST, {"act": "x"})

    look = Act.objects.get(act="acts.searched")
    assert (look.by_id, look.by_office_code, look.details) == (auditor.pk, "SN", {"filters": {"who": "moussa"}})


def test_the_list_tells_who_got_it(signed_in: SignIn, auditor: Officer) -> None:
    browser = signed_in(auditor)
    browser.get(EXPORT)

    assert "Went to: Aïssatou Lô, SN" in browser.get(LIST).content.decode()
