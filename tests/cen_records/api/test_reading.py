"""Programs read records: narrowed, bit by bit, without names unless they may; and what was released, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.roles import NationalAnalyst
from audit.models import Act
from cen_records.rules.fields import FIELDS
from tests.api.calling import Program, kind
from tests.cen_records.documents import short
from tests.cen_records.stories import NAMES, WORDS, fill, release, settle_neighbours
from tests.people import person, post

if TYPE_CHECKING:
    from collections.abc import Callable

    from cen_records.models import Case
    from tests.people import Offices, People

    Makes = Callable[..., Program]

pytestmark = pytest.mark.usefixtures("code_lists")


@pytest.fixture
def story(make_case: Callable[..., Case], offices: Offices, people: People) -> Case:
    """A record of the airport with something in each part."""
    return fill(make_case(offices.dakar_airport, people.awa), people.awa)


def references(answer: Any) -> list[str]:
    return [item["reference"] for item in answer.json()["items"]]


def test_lists_are_narrowed(program: Makes, story: Case, make_case: Any, offices: Offices, people: People) -> None:
    port = make_case(offices.dakar_port, people.omar)
    make_case(offices.douala_port, people.rose)
    moussa = program(people.moussa)

    assert set(references(moussa.get("records"))) == {story.reference, port.reference}
    for query, found in {
        "office=SN-DSS": story, "office=SN-DKR": port, "commodity=COCAINE": story, "direction=IMPORT": story,
    }.items():  # fmt: skip
        assert references(moussa.get(f"records?{query}")) == [found.reference], query
    for query in ("status=RELEASED", "seized_from=2026-11-21", "seized_until=2026-11-19", "office=CM", "commodity=X"):
        assert references(moussa.get(f"records?{query}")) == [], query
    for query in ("status=ANY", "narrative=a", "entered_by=1", "order=narrative", "space=PRACTICE"):
        assert kind(moussa.get(f"records?{query}")) == "bad-parameter", query
    assert moussa.get("records?office=SN-DSS").json()["items"][0]["commodities"] == ["COCAINE"]
    assert references(program(people.awa).get("records")) == [story.reference]


def test_pages_and_pulls(program: Makes, make_case: Any, offices: Offices, people: People) -> None:
    made = [make_case(offices.dakar_airport, people.awa) for _number in range(5)]
    awa = program(people.awa)
    first = awa.get("records?limit=2&order=reference")
    met, answer = references(first), first
    while answer.json()["next"]:
        answer = awa.get(answer.json()["next"])
        met += references(answer)

    assert met == [case.reference for case in made]
    assert first.json()["watermark"].startswith("w1-")
    before = timezone.now()
    made[3].operation = "Changed"
    made[3].save()
    assert references(awa.get("records", {"updated_since": before.isoformat()})) == [made[3].reference]


def test_etag(program: Makes, story: Case, people: People) -> None:
    awa = program(people.awa)
    mark = awa.get(f"records/{story.pk}")["ETag"]

    assert awa.get(f"records/{story.pk}", If_None_Match=mark).status_code == 304
    story.operation = "Changed"
    story.save()
    assert awa.get(f"records/{story.pk}", If_None_Match=mark).status_code == 200


def test_names_need_scope_permission_and_leave_word(program: Makes, story: Case, people: People) -> None:
    address = f"records/{story.pk}"
    with_scope = program(people.moussa, "records.read", "records.names")
    without = program(people.moussa, "records.read")

    for answer in (with_scope.get(address), without.get(address), program(people.awa).get(address)):
        assert not [
            name for name in ("Canari", "Hirondelle", "771234567", "DK-4321-B") if name in answer.content.decode()
        ]
    assert not Act.objects.filter(act="names.seen").exists()
    assert kind(without.get(f"{address}?names=true")) == "scope-missing"
    told = with_scope.get(f"{address}?names=true").json()["document"]["persons"][0]["identity"]
    assert (told["family_name"], told["phones"]) == ("Canari", ["771234567"])
    with_scope.get(f"{address}?names=true")
    assert Act.objects.filter(act="names.seen", by_id=people.moussa.pk, subject_id=str(story.pk)).count() == 1


def test_what_others_read_holds_nothing_that_stays(
    program: Makes, story: Case, offices: Offices, people: People
) -> None:
    """The canaries, through every answer, for everybody who may not see them."""
    neighbours = settle_neighbours(offices)
    release(story, checked_by=people.babacar, by=people.moussa)
    abdou = person("abdou", "Abdou", "Kane")
    post(abdou, offices.senegal, NationalAnalyst)
    for officer in (people.fatou, neighbours.ama, neighbours.yaw, people.jean, people.rose, people.ines, people.kofi):
        caller = program(officer)
        seen = _everything(caller, story)
        assert not [word for word in (*NAMES, *WORDS) if word.casefold() in seen.casefold()], officer
        for path in (f"records/{story.pk}", f"records/{story.pk}?names=true"):
            assert caller.get(path).status_code in (403, 404)
    for officer in (people.fatou, neighbours.ama, neighbours.yaw):
        assert references(program(officer).get("released")) == [story.reference]
        document = program(officer).get(f"released/{story.pk}").json()["document"]
        assert document["lines"][0]["quantity"] == "12.5"
        assert document["case"]["ecommerce"] == {"is": "UNKNOWN"}
        assert "outcome" not in document["case"]
    assert program(people.jean).get(f"released/{story.pk}").status_code == 404
    assert references(program(people.jean).get("released")) == []


def _everything(caller: Program, story: Case) -> str:
    answers = [
        caller.get(address)
        for address in (
            "records", "records?count=true", f"records/{story.pk}", f"records/{story.pk}?names=true", "released",
            f"released/{story.pk}", f"drafts/{story.pk}", "released?commodity=COCAINE", "records/fields", "acts",
            "released?updated_since=2026-01-01T00:00:00Z", f"records?office={NAMES[0]}",
        )
    ]  # fmt: skip
    answers.append(caller.send("PUT", f"records/{story.pk}", short()))
    answers.append(caller.send("DELETE", f"drafts/{story.pk}", version='"1"'))
    answers.append(caller.post(f"drafts/{story.pk}/submit", version='"1"'))
    asked = "".join(answer.content.decode() for answer in answers)
    return asked.replace(NAMES[0], "") if answers[11].status_code == 400 else asked


def test_what_does_not_exist_answers_like_what_is_hidden(program: Makes, story: Case, people: People) -> None:
    rose = program(people.rose)
    for address in ("records/{}", "drafts/{}", "released/{}"):
        hidden, missing = rose.get(address.format(story.pk)), rose.get(address.format(uuid4()))
        assert (hidden.status_code, missing.status_code) in {(404, 404), (403, 403)}
        assert {**hidden.json(), "request_id": ""} == {**missing.json(), "request_id": ""}


def test_fields_are_told(program: Makes, people: People) -> None:
    items = program(people.awa).get("records/fields").json()["items"]

    assert len(items) == sum(len(fields) for fields in FIELDS.values())
    [day] = [item for item in items if (item["part"], item["name"]) == ("case", "seized_on")]
    assert (day["kind"], day["short"], day["reach"]) == ("DAY", "M", "GLOBAL")
