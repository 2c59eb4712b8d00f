"""Two programs on one record; things sent twice; what acts refuse."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import Officer, Posting
from audit.models import Act
from tests.api.calling import Program, kind
from tests.people import settle_offices, settle_people

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import Settings

    from tests.people import People


def test_change_needs_the_version(program: Callable[..., Program], people: People) -> None:
    caller, address = program(people.moussa), f"officers/{people.awa.pk}"

    assert kind(caller.send("PATCH", address, {"given_names": "Ava"})) == "if-match-needed"
    version = caller.get(address)["ETag"]
    first = caller.send("PATCH", address, {"given_names": "Ava"}, version=version)
    assert (first.status_code, first.json()["given_names"]) == (200, "Ava")
    late = caller.send("PATCH", address, {"given_names": "Eva"}, version=version)
    assert (late.status_code, kind(late), late["ETag"]) == (412, "changed-meanwhile", first["ETag"])
    assert Officer.objects.get(pk=people.awa.pk).given_names == "Ava"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_told(settings: Settings) -> None:
    settings.DEMO = True
    people = settle_people(settle_offices())
    callers = [Program.of(people.moussa), Program.of(people.aminata)]
    address = f"officers/{people.awa.pk}"
    version, start, found = callers[0].get(address)["ETag"], threading.Barrier(2), []

    def change(caller: Program, name: str) -> None:
        start.wait()
        found.append(caller.send("PATCH", address, {"given_names": name}, version=version).status_code)
        connections.close_all()

    threads = [threading.Thread(target=change, args=pair) for pair in zip(callers, ("Ava", "Eva"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [200, 412]
    assert Act.objects.filter(act="officer.corrected").count() == 1


def test_posting_sent_twice_is_one(program: Callable[..., Program], people: People) -> None:
    caller, address = program(people.moussa), f"officers/{people.awa.pk}"
    body = {"id": str(uuid4()), "office": "SN-DKR", "role": "UNIT_HEAD", "from_on": timezone.localdate().isoformat()}
    first = caller.post(f"{address}/postings", body, version=caller.get(address)["ETag"])
    again = caller.post(f"{address}/postings", body, version=first["ETag"])

    assert (first.status_code, again.status_code) == (201, 201)
    assert first["Location"] == f"/api/v1/{address}"
    assert Posting.objects.filter(pk=body["id"]).count() == 1
    other = caller.post(f"{address}/postings", body | {"office": "SN-DSS"}, version=again["ETag"])
    assert (other.status_code, kind(other)) == (409, "conflict")


def test_refusal_of_an_act_names_its_field(program: Callable[..., Program], people: People) -> None:
    caller, address = program(people.moussa), f"officers/{people.awa.pk}"
    body = {
        "id": str(uuid4()),
        "office": "SN-DKR",
        "role": "UNIT_HEAD",
        "from_on": (timezone.localdate() - timedelta(days=60)).isoformat(),
    }
    answer = caller.post(f"{address}/postings", body, version=caller.get(address)["ETag"])

    assert (answer.status_code, kind(answer)) == (422, "invalid")
    assert answer.json()["errors"][0]["field"] == "from_on"
    assert answer.json()["errors"][0]["code"] in {"BeginsTooFarBack", "BeginsBeforeAccount"}


def test_nobody_grants_above_by_a_program(program: Callable[..., Program], people: People) -> None:
    caller, address = program(people.moussa), f"officers/{people.awa.pk}"
    body = {"id": str(uuid4()), "office": "SN", "role": "ADMINISTRATOR", "from_on": timezone.localdate().isoformat()}
    answer = caller.post(f"{address}/postings", body, version=caller.get(address)["ETag"])

    assert kind(answer) == "not-allowed"


def test_act_of_a_program_is_on_record_as_its_officer(program: Callable[..., Program], people: People) -> None:
    caller, address = program(people.moussa), f"officers/{people.awa.pk}"
    answer = caller.post(f"{address}/suspend", {"reason": "Test"}, version=caller.get(address)["ETag"])
    entry = Act.objects.get(act="officer.suspended")

    assert (answer.status_code, answer.json()["state"]) == (200, "SUSPENDED")
    assert (entry.by_id, entry.reason, entry.request_id) == (people.moussa.pk, "Test", answer["X-Request-ID"])
