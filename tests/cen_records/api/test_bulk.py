"""Many records at once: each is taken once, and told of in the file of the run, without a word that was sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from audit.actions.runs import work_on_next
from audit.models import Act, Run
from cen_records.access import nominal_of
from cen_records.models import Batch, Case
from tests.api.calling import Program, kind
from tests.cen_records.documents import short

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.usefixtures("code_lists")


def item(document: dict[str, Any], identity: str = "") -> dict[str, Any]:
    return {"id": identity or str(uuid4()), "document": document}


def test_each_is_taken_once_and_told_of(awa: Program, people: People) -> None:
    good, bad, other = item(short()), item(short(direction="Canari")), item(short())
    other["id"] = good["id"]
    batch = {"id": str(uuid4()), "records": [good, bad, good, other]}
    first, again = awa.post("records/bulk", batch), awa.post("records/bulk", batch)

    assert (first.status_code, again.status_code) == (201, 201), first.content
    assert first.json()["id"] == again.json()["id"]
    assert kind(awa.post("records/bulk", batch | {"records": [good]})) == "conflict"
    work_on_next("long", worker="test 1")
    run = Run.objects.get(pk=first.json()["id"])
    answer = awa.get(f"runs/{run.pk}/result")
    text = b"".join(answer.streaming_content).decode()
    told = [(one["status"], one["code"]) for one in json.loads(text)["items"]]
    assert told == [("accepted", ""), ("refused", "NotReady"), ("same", ""), ("refused", "NotToBeCorrected")]
    assert json.loads(text)["items"][1]["findings"] == [
        {"path": "case.direction", "code": "NO_SUCH_CODE", "level": "BLOCKS"}
    ]
    assert "Canari" not in text
    assert Case.objects.count() == Act.objects.filter(act="record.submitted").count() == 1
    assert not Batch.objects.exists()  # nobody has unlocked it
    with nominal_of(people.awa):
        assert Batch.objects.get().documents == []


@pytest.mark.parametrize("records", [[], [{"id": "x", "document": {}}], [{"id": str(uuid4())}], "many"])
def test_what_is_no_batch(awa: Program, records: Any) -> None:
    assert kind(awa.post("records/bulk", {"id": str(uuid4()), "records": records})) == "invalid"
    assert not Run.objects.exists()
