"""Two programs that send the same record at the same moment."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import connections

from audit.models import Act
from cen_records.models import Case
from reference.actions.shipped import load_shipped_lists
from tests.api.calling import Program
from tests.cen_records.conftest import LISTS
from tests.cen_records.documents import short
from tests.people import settle_offices, settle_people

if TYPE_CHECKING:
    from pytest_django import Settings


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_is_one_record(settings: Settings) -> None:
    settings.DEMO = True
    load_shipped_lists(LISTS)
    people = settle_people(settle_offices())
    callers = [Program.of(people.awa), Program.of(people.awa)]
    same, other = f"records/{uuid4()}", f"records/{uuid4()}"
    document, start, found = short(), threading.Barrier(2), dict[str, list[int]]()

    def send(caller: Program, direction: str) -> None:
        start.wait()
        found.setdefault("same", []).append(caller.send("PUT", same, document).status_code)
        start.wait()
        answer = caller.send("PUT", other, short(direction=direction))
        found.setdefault("other", []).append(answer.status_code)
        connections.close_all()

    threads = [threading.Thread(target=send, args=pair) for pair in zip(callers, ("IMPORT", "EXPORT"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found["same"]) == [200, 201]
    assert sorted(found["other"]) == [201, 409]
    assert Case.objects.count() == 2
    assert Act.objects.filter(act="record.submitted").count() == 2
