"""Kinds of acts: declared in each room, found without a list, and held to what they owe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, transaction

from audit.acts import record
from audit.choices import Operation
from audit.errors import ReasonOwed, RecipientsOwed
from audit.kinds import Kind, kinds
from audit.models import Act
from audit.presenters import kinds_in_words, sentence
from tests.trials.acts import EFFECT

if TYPE_CHECKING:
    from tests.people import People

CLOSED = Kind("case.closed", "%(subject)s, %(grade)s, %(office)s", Operation.ALTERATION, reason_owed=True)
SENT = Kind("case.sent", "Sent", Operation.DISCLOSURE)


def test_each_room_s_kinds_are_found() -> None:
    found = kinds()

    assert found["trial.effect"] is EFFECT
    assert {"officer.suspended", "code_list.edition_applied", "run.started"} <= set(found)
    assert kinds_in_words()["trial.effect"] == "An effect of …."


def test_names_are_unique_and_fit_the_column() -> None:
    declared = [
        kind
        for room in apps.get_app_configs()
        if (acts := getattr(__import__(room.name, fromlist=["acts"]), "acts", None))
        for kind in vars(acts).values()
        if isinstance(kind, Kind)
    ]

    assert len(declared) == len(kinds())
    assert all(len(name) <= 60 for name in kinds())


def test_an_entry_tells_its_operation(people: People) -> None:
    assert record(EFFECT, by=None, subject=people.awa).operation == Operation.ALTERATION


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_that_is_owed_is_asked_for_at_its_field(people: People, reason: str) -> None:
    with pytest.raises(ReasonOwed) as refused:
        record(CLOSED, by=people.moussa, subject=people.awa, reason=reason)

    assert refused.value.field == "reason"
    assert refused.value.messages == [str(ReasonOwed.sentence)]
    assert not Act.objects.exists()


@pytest.mark.parametrize("recipients", [[], ["", " "]])
def test_a_disclosure_names_its_recipients(people: People, recipients: list[str]) -> None:
    with pytest.raises(RecipientsOwed) as refused:
        record(SENT, by=people.moussa, subject=people.awa, recipients=recipients)

    assert refused.value.field == "recipients"
    entry = record(SENT, by=people.moussa, subject=people.awa, recipients=[" Ghana Revenue Authority, GH "])
    assert entry.recipients == ["Ghana Revenue Authority, GH"]


@pytest.mark.parametrize(
    ("operation", "recipients", "refusal"),
    [
        ("DISCLOSURE", [], IntegrityError),
        ("DISCLOSURE", {"to": "GH"}, (IntegrityError, DataError)),
        ("ALTERATION", "GH", IntegrityError),
        ("GOSSIP", [], IntegrityError),
        ("", [], IntegrityError),
    ],
)
def test_the_database_refuses_it_too(
    people: People, operation: str, recipients: object, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal), transaction.atomic():
        Act.objects.create(act="case.sent", operation=operation, recipients=recipients, subject_id="1")

    connection.check_constraints()


def test_an_entry_of_long_ago_may_know_less(people: People) -> None:
    act = Act(act=CLOSED.name, subject_label="A 1", details={"grade": None})

    assert CLOSED.told(act) == "A 1, –, –"
    assert sentence(act) == "case.closed"
