"""Drafts: kept as typed, shared between windows, lost to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from accounts.permissions import Refused
from audit.models import Act
from cen_records.access import nominal_of
from cen_records.actions.drafts import begin_draft, discard_draft, save_draft
from cen_records.actions.errors import IdentityTaken
from cen_records.models import Draft
from tests.cen_records.documents import short

if TYPE_CHECKING:
    from tests.people import Offices, People


@pytest.fixture
def draft(offices: Offices, people: People) -> Draft:
    return begin_draft(by=people.awa, identity=uuid4(), office=offices.dakar_airport, content=short())


def typed(draft: Draft, people: People) -> dict[str, Any]:
    with nominal_of(people.awa):
        return dict(Draft.objects.get(pk=draft.pk).content)


def test_begun_twice_is_one(offices: Offices, people: People) -> None:
    identity = uuid4()
    for _time in range(2):
        begin_draft(by=people.awa, identity=identity, office=offices.dakar_airport)

    with nominal_of(people.awa):
        assert Draft.objects.count() == 1
    assert Act.objects.filter(act="draft.begun").count() == 1


def test_anothers_identity_is_not_taken_over(draft: Draft, offices: Offices, people: People) -> None:
    with pytest.raises(IdentityTaken):
        begin_draft(by=people.babacar, identity=draft.pk, office=offices.dakar_airport)


def test_nobody_begins_where_they_may_not_enter(offices: Offices, people: People) -> None:
    for officer in (people.jean, people.fatou, people.ines):
        with pytest.raises(Refused):
            begin_draft(by=officer, identity=uuid4(), office=offices.dakar_airport)


@pytest.mark.parametrize("value", ["abc", "-5", "2202-13-45", "<script>alert(1)</script>", "x" * 5_000, "\x00\ud800é"])
def test_whatever_is_typed_is_kept(draft: Draft, people: People, value: str) -> None:
    content = short(seized_on=value)
    save_draft(by=people.awa, identity=draft.pk, content=content, based_on=1)

    kept = value.replace("\x00", "").replace("\ud800", "")
    assert typed(draft, people)["case"]["seized_on"] == kept


@pytest.mark.parametrize("sent", [None, [], "text", {"case": []}, {"lines": [1, {"id": "x"}]}, {"lines": {}}, {"x": 1}])
def test_nonsense_is_taken_without_an_error(draft: Draft, people: People, sent: object) -> None:
    assert save_draft(by=people.awa, identity=draft.pk, content=sent, based_on=1).draft.pk == draft.pk


def test_what_only_one_changed_is_taken_from_each(draft: Draft, people: People) -> None:
    first, second = dict(typed(draft, people)), dict(typed(draft, people))
    first["case"] = first["case"] | {"direction": "EXPORT"}
    second["case"] = second["case"] | {"ecommerce": "YES"}

    save_draft(by=people.awa, identity=draft.pk, content=first, based_on=1)
    saved = save_draft(by=people.awa, identity=draft.pk, content=second, based_on=1)

    assert saved.conflicts == []
    assert typed(draft, people)["case"]["direction"] == "EXPORT"
    assert typed(draft, people)["case"]["ecommerce"] == "YES"


def test_the_same_field_changed_by_two_is_told_and_nothing_is_overwritten(draft: Draft, people: People) -> None:
    begun = typed(draft, people)
    save_draft(
        by=people.awa, identity=draft.pk, content=begun | {"case": begun["case"] | {"direction": "EXPORT"}}, based_on=1
    )
    mine = begun | {"case": begun["case"] | {"direction": "TRANSIT"}}

    saved = save_draft(by=people.awa, identity=draft.pk, content=mine, based_on=1)

    assert [(one.path, one.base, one.theirs, one.mine) for one in saved.conflicts] == [
        ("case.direction", "IMPORT", "EXPORT", "TRANSIT")
    ]
    assert typed(draft, people)["case"]["direction"] == "EXPORT"
    assert save_draft(by=people.awa, identity=draft.pk, content=mine, based_on=saved.draft.revision).conflicts == []
    assert typed(draft, people)["case"]["direction"] == "TRANSIT"


def test_a_row_added_in_another_window_stays(draft: Draft, people: People) -> None:
    begun, line = typed(draft, people), {"id": str(uuid4()), "commodity": "HEROIN"}
    save_draft(by=people.awa, identity=draft.pk, content=begun | {"lines": [*begun["lines"], line]}, based_on=1)
    save_draft(by=people.awa, identity=draft.pk, content=begun, based_on=1)

    assert [row["commodity"] for row in typed(draft, people)["lines"]] == ["COCAINE_HCL", "HEROIN"]


def test_saving_the_same_again_changes_nothing(draft: Draft, people: People) -> None:
    saved = [
        save_draft(by=people.awa, identity=draft.pk, content=typed(draft, people), based_on=1) for _time in range(3)
    ]

    assert {one.draft.revision for one in saved} == {1}


def test_nobody_else_sees_or_saves_it(draft: Draft, people: People) -> None:
    for officer in (people.babacar, people.moussa, people.jean, people.fatou):
        with pytest.raises(Draft.DoesNotExist):
            save_draft(by=officer, identity=draft.pk, content={}, based_on=1)
        with nominal_of(officer):
            assert not Draft.objects.visible_to(officer).exists()


def test_thrown_away_twice_is_once(draft: Draft, people: People) -> None:
    for _time in range(2):
        discard_draft(by=people.awa, draft=draft)

    with nominal_of(people.awa):
        assert not Draft.objects.exists()
    assert Act.objects.filter(act="draft.discarded").count() == 1


def test_the_record_of_acts_holds_nothing_of_what_was_typed(draft: Draft, people: People) -> None:
    named = short() | {"persons": [{"id": str(uuid4()), "identity": {"family_name": "Canari"}}]}
    save_draft(by=people.awa, identity=draft.pk, content=named, based_on=1)
    discard_draft(by=people.awa, draft=draft)

    assert "Canari" not in str(list(Act.objects.values()))
