"""Who may read which part of the record, and how it reads."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from accounts.actions.officers import suspend_officer
from accounts.actions.postings import end_posting, grant_posting
from accounts.actions.preferences import change_preferences
from accounts.querysets.acts import acts_visible_to
from accounts.roles import Auditor, UnitHead
from audit.acts import record
from audit.choices import Operation
from audit.kinds import Kind, kinds
from audit.models import Act
from audit.presenters import sentence
from tests.accounts.test_invitations import invite
from tests.people import post, suspend

if TYPE_CHECKING:
    from tests.people import Offices, People

OPENED = Kind("case.opened", "A case was opened.", Operation.COLLECTION)
STARTED = Kind("system.started", "Vigie was started.", Operation.ALTERATION)


def test_everybody_reads_what_they_did_and_what_was_done_with_their_account(people: People, offices: Offices) -> None:
    own = change_preferences(by=people.awa, theme="dark") and Act.objects.get()
    grant_posting(
        by=people.moussa,
        posting_id=uuid4(),
        officer=people.awa,
        office=offices.dakar_port,
        role_code=UnitHead.code,
        from_on=timezone.localdate(),
    )
    change_preferences(by=people.omar, theme="dark")

    assert [act.act for act in acts_visible_to(people.awa)] == ["posting.granted", "officer.preferences_changed"]
    assert own in acts_visible_to(people.awa)


def test_who_looks_after_accounts_reads_what_was_done_with_them(people: People, offices: Offices) -> None:
    suspend_officer(by=people.ines, officer=people.awa, reason="Under inquiry")
    record(OPENED, by=people.rose, subject=offices.dakar_port, office_code="SN-DSS")

    assert [act.act for act in acts_visible_to(people.moussa)] == ["officer.suspended"]
    assert not acts_visible_to(people.jean).exists()
    assert not acts_visible_to(people.fatou).exists()
    assert {act.act for act in acts_visible_to(people.viktor)} == {"officer.suspended"}


def test_the_auditor_reads_all_that_concerns_the_country(people: People, offices: Offices) -> None:
    ghana = record(OPENED, by=people.rose, subject=offices.dakar_port, office_code="GH")
    senegal = record(OPENED, by=people.rose, subject=offices.dakar_port, office_code="SN")
    nowhere = record(STARTED, by=None, subject=offices.wco)

    assert list(acts_visible_to(people.kofi)) == [ghana]
    post(people.nadia, offices.wco, Auditor)
    assert set(acts_visible_to(people.nadia)) == {ghana, senegal, nowhere}


def test_the_blocked_read_nothing(people: People) -> None:
    change_preferences(by=people.awa, theme="dark")
    suspend(people.awa)

    assert not acts_visible_to(people.awa).exists()


def test_sentences(people: People, offices: Offices) -> None:
    today = timezone.localdate()
    invite(people, offices)
    posting = grant_posting(
        by=people.moussa,
        posting_id=uuid4(),
        officer=people.awa,
        office=offices.dakar_port,
        role_code=UnitHead.code,
        from_on=today,
    )
    end_posting(by=people.moussa, posting=posting, until_on=today + timedelta(days=1), reason="Moved")
    grant_posting(
        by=people.moussa,
        posting_id=uuid4(),
        officer=people.omar,
        office=offices.dakar_port,
        role_code=UnitHead.code,
        from_on=today,
        until_on=today,
    )

    with translation.override("en"):
        until, ended, granted, invited = (sentence(act) for act in Act.objects.all())
    assert invited == "Ali Kane was invited as Entry officer."
    assert granted.startswith("Awa Diop was posted as Unit head to Port de Dakar from ")
    assert " until " in until
    assert ended.startswith("The posting of Awa Diop as Unit head to Port de Dakar ends on ")


@pytest.mark.parametrize("name", [*kinds(), "case.opened"])
@pytest.mark.parametrize("language", ["fr", "en", "pt"])
def test_a_sentence_needs_nothing_but_the_act(people: People, name: str, language: str) -> None:
    """Entries of long ago may know less than those of today."""
    act = Act(act=name, subject_label="100 % Awa", details={"from_on": "not a day"} if name == "x" else {})
    with translation.override(language):
        words = sentence(act)

    assert words
    assert "%(" not in words
    if name in kinds() and "%(subject)s" in str(kinds()[name].sentence):
        assert "100 % Awa" in words
