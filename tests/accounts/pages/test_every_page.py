"""Every page opens, in each language, for somebody who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.actions.invitations import invite_officer, issue_recovery_slip
from accounts.roles import EntryOfficer

if TYPE_CHECKING:
    from accounts.models import Invitation
    from tests.accounts.pages.conftest import SignIn
    from tests.people import Offices, People

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def invitation(people: People, offices: Offices) -> Invitation:
    return invite_officer(
        by=people.moussa,
        invitation_id=uuid4(),
        office=offices.dakar_port,
        role_code=EntryOfficer.code,
        family_name="Faye",
        given_names="Coumba",
        language="fr",
    )


@pytest.fixture
def addresses(people: People, offices: Offices, invitation: Invitation) -> list[str]:
    """Each page that Moussa may open."""
    posting = people.awa.postings.get()
    recovery = issue_recovery_slip(by=people.moussa, officer=people.awa, invitation_id=uuid4())
    ways = ["officer", "officer-correct", "officer-suspend", "officer-unlock", "officer-reinstate"]
    ways += ["second-factors-remove", "recovery-slip-issue", "posting-grant"]
    found = [reverse(f"accounts:{way}", args=[people.awa.pk]) for way in ways]
    found += [reverse("accounts:posting-end", args=[people.awa.pk, posting.pk])]
    found += [reverse("accounts:officer", args=[person.pk]) for person in (people.samba, people.paul, people.moussa)]
    for one in (invitation, recovery):
        ways = ["invitation", "invitation-renew", "invitation-cancel", "invitation-slip"]
        found += [reverse(f"accounts:{way}", args=[one.pk]) for way in ways]
    found += [
        reverse(f"accounts:{way}") for way in ("officer-list", "officer-invite", "invitation-list", "office-list")
    ]
    found += [reverse("accounts:office", args=[code]) for code in ("SN", "SN-DSS", "SN-DKR")]
    return [*found, reverse("accounts:office-list") + "?view=list"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_opens(signed_in: SignIn, people: People, addresses: list[str], language: str) -> None:
    people.moussa.language = language
    people.moussa.save()
    browser = signed_in(people.moussa)
    for address in addresses:
        page = browser.get(address)
        text = page.content.decode()
        assert page.status_code == 200, address
        assert f'<html lang="{language}"' in text, address
        assert "style=" not in text, address
        assert "<script>" not in text, address


def test_other_methods_are_not_served(signed_in: SignIn, people: People, addresses: list[str]) -> None:
    browser = signed_in(people.moussa)
    for address in [*addresses, reverse("accounts:officer-export")]:
        assert browser.options(address).status_code == 405, address
        assert browser.trace(address).status_code == 405, address
    assert browser.head(reverse("accounts:officer-export")).status_code == 405
