"""Who looks at what is written about people is on record: once an hour, and not for everybody to read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import ProgrammingError, connection
from django.urls import reverse
from django.utils import timezone

from accounts.actions import consultations
from accounts.actions.consultations import look_at_particulars, search_acts
from accounts.permissions import Refused
from accounts.querysets.acts import acts_visible_to
from audit import acts as audit_acts
from audit.choices import Operation
from audit.models import Act
from tests.accounts.pages.conftest import signed_in
from tests.house.databases import as_owner

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tests.accounts.pages.conftest import SignIn
    from tests.people import People

__all__ = ["signed_in"]


def looks() -> QuerySet[Act]:
    return Act.objects.filter(operation=Operation.CONSULTATION)


def test_a_look_at_a_colleague_is_recorded_with_the_posting_that_allows_it(people: People) -> None:
    look_at_particulars(by=people.moussa, officer=people.awa)

    look = looks().get()
    assert (look.act, look.by_id, look.subject_id) == ("officer.particulars_seen", people.moussa.pk, str(people.awa.pk))
    assert (look.role_code, look.by_office_code) == ("NATIONAL_CONTACT_POINT", "SN")
    assert look.office_code.startswith("SN-")


def test_one_s_own_particulars_leave_no_word(people: People) -> None:
    look_at_particulars(by=people.awa, officer=people.awa)

    assert not looks().exists()


def test_the_same_look_within_the_hour_is_one(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    for _again in range(3):
        look_at_particulars(by=people.moussa, officer=people.awa)
    look_at_particulars(by=people.moussa, officer=people.omar)
    look_at_particulars(by=people.ines, officer=people.awa)
    assert looks().count() == 3

    monkeypatch.setattr(audit_acts, "ONE_LOOK", timedelta(0))
    look_at_particulars(by=people.moussa, officer=people.awa)
    assert looks().count() == 4


def test_a_search_is_one_with_all_its_pages(people: People) -> None:
    for filters in ({"who": "awa"}, {"who": "awa"}, {"who": "awa", "act": "officer.suspended"}, {}):
        search_acts(by=people.kofi, filters=filters)

    assert [look.details["filters"] for look in looks().order_by("id")] == [
        {"who": "awa"},
        {"who": "awa", "act": "officer.suspended"},
        {},
    ]


def test_whoever_may_not_look_leaves_no_word(people: People) -> None:
    with pytest.raises(Refused):
        search_acts(by=people.awa, filters={})
    with pytest.raises(Refused):
        look_at_particulars(by=people.nadia, officer=people.awa)

    assert not looks().exists()


def test_looks_are_for_the_auditor_and_for_whoever_looked(people: People) -> None:
    look_at_particulars(by=people.ines, officer=people.moussa)

    look = looks().get()
    assert look in acts_visible_to(people.ines)
    assert look not in acts_visible_to(people.moussa)
    assert look not in acts_visible_to(people.viktor)


def test_the_page_of_a_colleague_is_a_look(signed_in: SignIn, people: People) -> None:
    client = signed_in(people.moussa)
    before = timezone.now()
    for _again in range(2):
        assert client.get(reverse("accounts:officer", args=[people.awa.pk])).status_code == 200

    assert [look.at > before for look in looks()] == [True]


def test_when_the_look_cannot_be_recorded_nothing_is_shown(signed_in: SignIn, people: People) -> None:
    client = signed_in(people.moussa)
    client.raise_request_exception = False
    database = str(connection.settings_dict["NAME"])
    as_owner("REVOKE INSERT ON audit_act FROM vigie_app", database)
    try:
        with pytest.raises(ProgrammingError):
            consultations.look_at_particulars(by=people.moussa, officer=people.awa)
        answer = client.get(reverse("accounts:officer", args=[people.awa.pk]))
    finally:
        as_owner("GRANT INSERT ON audit_act TO vigie_app", database)

    assert answer.status_code == 500
    assert "Diop" not in answer.content.decode()
