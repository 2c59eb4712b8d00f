"""The proof of one act, for whoever may read that act."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from accounts.actions.officers import suspend_officer
from audit.actions.seal_keys import public_keys_file
from audit.models import Act
from audit.reports.proofs import holds
from audit.rules.heads import read_keys
from audit.tasks import seal_books
from tests.audit.attacks import tamper

if TYPE_CHECKING:
    from accounts.models import Officer
    from tests.accounts.pages.conftest import SignIn
    from tests.people import People

PROOF = reverse("accounts:seal-proof")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seal_folder", "alone_at_last")]


@pytest.fixture
def act(people: People, auditor: Officer) -> Act:
    """An act in Senegal, sealed."""
    suspend_officer(by=people.moussa, officer=people.awa, reason="Lost badge")
    seal_books()
    return Act.objects.get(act="officer.suspended")


def test_the_file_proves_the_act(signed_in: SignIn, auditor: Officer, act: Act) -> None:
    answer = signed_in(auditor).get(PROOF, {"act": act.pk})
    proof = json.loads(answer.content)

    assert answer["Content-Disposition"] == f'attachment; filename="proof-{act.pk}.json"'
    assert holds(proof, read_keys(public_keys_file().read_text().splitlines()))
    assert "Lost badge" in proof["entry"]


def test_an_act_elsewhere_is_hidden(signed_in: SignIn, people: People, act: Act) -> None:
    """Kofi audits Ghana."""
    for number in (act.pk, 987_654):
        assert signed_in(people.kofi).get(PROOF, {"act": number}).status_code == 404


def test_only_whoever_may_view_acts(signed_in: SignIn, people: People, act: Act) -> None:
    assert signed_in(people.moussa).get(PROOF, {"act": act.pk}).status_code == 403


def test_what_is_not_sealed_or_no_longer_so_is_told(signed_in: SignIn, auditor: Officer, act: Act) -> None:
    tamper("UPDATE audit_act SET reason = 'Found badge' WHERE id = {id}", id=act.pk)
    answer = signed_in(auditor).get(PROOF, {"act": act.pk})
    assert (answer.status_code, "no longer what was sealed" in answer.content.decode()) == (422, True)

    tamper("DELETE FROM audit_sealdelivery; DELETE FROM audit_seal")
    assert signed_in(auditor).get(PROOF, {"act": act.pk}).status_code == 422


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "\0"])
def test_what_is_no_number_is_told(signed_in: SignIn, auditor: Officer, number: str) -> None:
    assert signed_in(auditor).get(PROOF, {"act": number}).status_code == 422
