"""Drafts by a program: saved whatever they say, merged, never overwritten, submitted once, seen by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from cen_records.access import nominal_of
from cen_records.actions.drafts import begin_draft
from cen_records.models import Case, Draft
from tests.api.calling import Program, kind
from tests.cen_records.documents import short

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import Offices, People

pytestmark = pytest.mark.usefixtures("code_lists")
ODD = {"case": {"seized_on": "yesterday", "direction": "UP"}}


def saved(program: Program, address: str, content: dict[str, Any], version: str = "") -> Any:
    return program.send("PUT", address, {"content": content}, version=version)


def test_anything_is_kept(awa: Program) -> None:
    address = f"drafts/{uuid4()}"
    first = saved(awa, address, ODD)

    assert (first.status_code, first["ETag"], first["Location"]) == (201, '"1"', f"/api/v1/{address}")
    assert awa.get(address).json()["content"]["case"] == ODD["case"]
    assert saved(awa, address, ODD).status_code == 200  # the same once more: its answer was lost
    assert kind(saved(awa, address, short())) == "if-match-needed"
    assert kind(saved(awa, address, short(), '"7"')) == "changed-meanwhile"
    assert kind(saved(awa, address, short(), "soon")) == "changed-meanwhile"
    assert saved(awa, address, short(), '"1"')["ETag"] == '"2"'


def test_two_who_write(awa: Program, people: People) -> None:
    identity, document = uuid4(), short()
    address = f"drafts/{identity}"
    saved(awa, address, document)

    def said(**case: str) -> dict[str, Any]:
        return document | {"case": document["case"] | case}

    saved(awa, address, said(direction="EXPORT"), '"1"')
    merged = saved(awa, address, said(location_type="AIRPORT"), '"1"').json()["content"]["case"]
    clash = saved(awa, address, said(direction="TRANSIT", operation="Lost?"), '"1"')

    assert (merged["direction"], merged["location_type"]) == ("EXPORT", "AIRPORT")
    assert (clash.status_code, clash["ETag"]) == (409, '"3"')
    [conflict] = clash.json()["conflicts"]
    assert conflict == {"path": "case.direction", "base": "IMPORT", "theirs": "EXPORT", "mine": "TRANSIT"}
    with nominal_of(people.awa):
        assert "operation" not in Draft.objects.get(pk=identity).content["case"]  # nothing of it was saved


def test_submitted_once(awa: Program) -> None:
    identity = uuid4()
    saved(awa, f"drafts/{identity}", ODD)
    refused = awa.post(f"drafts/{identity}/submit", version='"1"')
    assert {one["code"] for one in refused.json()["findings"]} >= {"NOT_A_DAY", "NO_SUCH_CODE"}
    saved(awa, f"drafts/{identity}", short(), '"1"')
    assert kind(awa.post(f"drafts/{identity}/submit", version='"1"')) == "changed-meanwhile"
    first = awa.post(f"drafts/{identity}/submit", version='"2"')
    again = awa.post(f"drafts/{identity}/submit", version='"2"')

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["reference"] == again.json()["reference"] == Case.objects.get().reference
    assert awa.get(f"drafts/{identity}").status_code == 404


def test_thrown_away(awa: Program, people: People) -> None:
    address = f"drafts/{uuid4()}"
    saved(awa, address, ODD)

    assert kind(awa.send("DELETE", address)) == "if-match-needed"
    assert awa.send("DELETE", address, version='"1"').status_code == 204
    assert awa.send("DELETE", address, version='"1"').status_code == 404
    with nominal_of(people.awa):
        assert not Draft.objects.exists()


def test_of_others_nobody_finds_anything(
    awa: Program, program: Callable[..., Program], people: People, offices: Offices
) -> None:
    drafts = [
        begin_draft(by=officer, identity=uuid4(), office=office, content=short())
        for officer, office in ((people.rose, offices.douala_port), (people.moussa, offices.senegal))
    ]
    for address in [f"drafts/{draft.pk}" for draft in drafts]:
        assert awa.get(address).status_code == 404
        assert awa.send("DELETE", address, version='"1"').status_code == 404
        assert awa.post(f"{address}/submit", version='"1"').status_code == 404
        assert kind(saved(awa, address, ODD, '"1"')) == "conflict"
    assert saved(program(people.moussa), f"drafts/{uuid4()}", ODD).json()["office"] == "SN"


def test_names_stay_in_and_come_out_only_for_who_may(
    awa: Program, program: Callable[..., Program], people: People
) -> None:
    identity, person = uuid4(), str(uuid4())
    address = f"drafts/{identity}"
    named = {"persons": [{"id": person, "identity": {"family_name": "Canari"}}]}
    first = saved(awa, address, named)
    read = awa.get(address)
    second = saved(awa, address, read.json()["content"] | {"case": {"direction": "EXPORT"}}, '"1"')

    assert "Canari" not in (first.content + read.content + second.content).decode()
    assert kind(awa.get(f"{address}?names=true")) == "scope-missing"  # an entry officer cannot give the scope
    with nominal_of(people.awa):
        assert Draft.objects.get().content["persons"][0]["identity"] == {"family_name": "Canari"}
    head = program(people.moussa, "records.read", "records.names", "records.write")
    own = f"drafts/{uuid4()}"
    saved(head, own, named | {"case": {"office": "SN"}})
    assert "Canari" in head.get(f"{own}?names=true").content.decode()
