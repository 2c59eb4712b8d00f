"""Attacks by chance, by somebody who owns the database: none is missed, and honest work is never accused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from audit import merkle
from audit.actions import sealing
from tests.audit.campaign import ADD, GAPS, KINDS, Campaign

if TYPE_CHECKING:
    from collections.abc import Iterator

ATTACKS, ROUNDS = 300, 40  # ten thousand of each: benchmarks/attacks.py
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seal_folder", "alone_at_last")]


@pytest.fixture
def campaign(monkeypatch: pytest.MonkeyPatch, seal_folder: object) -> Iterator[Campaign]:
    monkeypatch.setattr(sealing, "BATCH", sealing.BATCH)  # put back after
    monkeypatch.setattr(merkle, "STRIDE", merkle.STRIDE)
    made = Campaign(seed=2026)
    yield made
    made.close()


def test_no_attack_is_missed(campaign: Campaign) -> None:
    assert campaign.check().found == 0
    outcomes = [campaign.attack() for _ in range(ATTACKS)]

    assert [outcome for outcome in outcomes if not outcome.found] == []
    assert [outcome for outcome in outcomes if not outcome.named] == []
    assert {outcome.kind for outcome in outcomes} == set(KINDS)
    assert campaign.check().found == 0


def test_honest_work_is_not_accused(campaign: Campaign) -> None:
    for _ in range(ROUNDS):
        campaign.run(ADD, number=campaign.chance.randint(0, 9))
        campaign.run(GAPS)
        sealing.BATCH = campaign.chance.randint(1, 9)
        sealing.seal_books()
        assert campaign.check().findings == []
