"""Printing a slip, a new code, withdrawing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.errors import InvitationUnknown
from accounts.actions.invitations import invite_officer
from accounts.actions.joining import resolve_invitation
from accounts.roles import Administrator, EntryOfficer
from audit.models import Act

if TYPE_CHECKING:
    from accounts.models import Invitation
    from tests.accounts.pages.conftest import SignIn
    from tests.people import Offices, People


@pytest.fixture
def invitation(people: People, offices: Offices) -> Invitation:
    return invite_officer(
        by=people.moussa,
        invitation_id=uuid4(),
        office=offices.dakar_port,
        role_code=EntryOfficer.code,
        family_name="<b>Faye</b>",
        given_names="Coumba",
        language="pt",
    )


def page_of(route: str, invitation: Invitation) -> str:
    return reverse(f"accounts:{route}", args=[invitation.pk])


def code_on(text: str) -> str:
    found = re.search(r'class="slip-code">([0-9A-Z-]{19})<', text)
    assert found
    return found[1]


def test_it_works_and_leaves_an_act(signed_in: SignIn, people: People, invitation: Invitation) -> None:
    text = signed_in(people.moussa).get(page_of("invitation-slip", invitation)).content.decode()
    assert resolve_invitation(code_on(text)) == invitation
    assert '<article class="slip" lang="pt">' in text
    assert "<svg" in text
    assert "style=" not in text
    assert "<b>Faye" not in text
    assert Act.objects.get(act="invitation.slip_shown").by_id == people.moussa.pk


def test_printing_again_is_the_same_code(signed_in: SignIn, people: People, invitation: Invitation) -> None:
    browser = signed_in(people.moussa)
    texts = [browser.get(page_of("invitation-slip", invitation)).content.decode() for _time in range(2)]
    assert code_on(texts[0]) == code_on(texts[1])


def test_a_new_code_kills_the_old_one_and_twice_is_once(
    signed_in: SignIn, people: People, invitation: Invitation
) -> None:
    browser = signed_in(people.moussa)
    old = code_on(browser.get(page_of("invitation-slip", invitation)).content.decode())
    for _time in range(2):
        answer = browser.post(page_of("invitation-renew", invitation), {"serial": invitation.serial})
        assert answer.url == page_of("invitation-slip", invitation)  # type: ignore[attr-defined]
    invitation.refresh_from_db()
    assert invitation.serial == 2
    with pytest.raises(InvitationUnknown):
        resolve_invitation(old)


def test_withdrawing(signed_in: SignIn, people: People, invitation: Invitation) -> None:
    browser = signed_in(people.moussa)
    for _time in range(2):
        assert browser.post(page_of("invitation-cancel", invitation)).status_code == 302
    invitation.refresh_from_db()
    assert invitation.cancelled_at
    assert browser.get(page_of("invitation-slip", invitation)).url == page_of("invitation", invitation)  # type: ignore[attr-defined]
    assert browser.post(page_of("invitation-renew", invitation), {"serial": 1}).status_code == 422


def test_the_slip_of_an_expired_invitation(signed_in: SignIn, people: People, invitation: Invitation) -> None:
    invitation.expires_at = timezone.now()
    invitation.save()
    answer = signed_in(people.moussa).get(page_of("invitation-slip", invitation), follow=True)
    assert answer.request["PATH_INFO"] == page_of("invitation", invitation)
    assert answer.context["is_expired"]


@pytest.mark.parametrize("route", ["invitation-slip", "invitation-renew", "invitation-cancel"])
class TestRefusals:
    def test_another_country(self, signed_in: SignIn, people: People, invitation: Invitation, route: str) -> None:
        assert signed_in(people.jean).get(page_of(route, invitation)).status_code == 404

    def test_a_unit_head(self, signed_in: SignIn, people: People, invitation: Invitation, route: str) -> None:
        assert signed_in(people.babacar).post(page_of(route, invitation), {"serial": 1}).status_code in (404, 405)

    def test_who_could_not_grant_the_role(
        self, signed_in: SignIn, people: People, offices: Offices, route: str
    ) -> None:
        higher = invite_officer(
            by=people.ines,
            invitation_id=uuid4(),
            office=offices.senegal,
            role_code=Administrator.code,
            family_name="Kane",
            given_names="Oumar",
            language="fr",
        )
        browser = signed_in(people.moussa)
        answer = browser.post(page_of(route, higher), {"serial": 1}) if route != "invitation-slip" else None
        answer = answer or browser.get(page_of(route, higher))
        assert answer.status_code == 403


def test_a_mere_look_at_the_headers_is_not_a_look_at_the_slip(
    signed_in: SignIn, people: People, invitation: Invitation
) -> None:
    assert signed_in(people.moussa).head(page_of("invitation-slip", invitation)).status_code == 405
    assert not Act.objects.filter(act="invitation.slip_shown").exists()


def test_a_damaged_serial(signed_in: SignIn, people: People, invitation: Invitation) -> None:
    people.moussa.language = "en"
    people.moussa.save()
    answer = signed_in(people.moussa).post(page_of("invitation-renew", invitation), {"serial": "one"})
    assert answer.context["form"].errors == {"__all__": ["This form is damaged. Open it again."]}
