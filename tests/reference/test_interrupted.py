"""Loading an edition while somebody else does, or while the machine dies: the list is always one thing or the other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from house.places import ROOT
from reference.actions.editions import apply_edition
from reference.actions.errors import ListNotChanged
from reference.actions.shipped import load_shipped_lists
from reference.choices import EditionState
from reference.models import Code, CodeList, Edition, EditionContent
from tests.house import databases
from tests.reference.test_editions import ANSWERS, HEAD, codes, hand_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.people import People

pytestmark = pytest.mark.django_db(transaction=True)
MAYBE = HEAD + ANSWERS + "MAYBE,Peut-être,Maybe,Talvez\n"
NEVER = HEAD + ANSWERS + "NEVER,Jamais,Never,Nunca\n"
APPLY = """
import django; django.setup()
from accounts.models import Officer
from reference.actions.editions import apply_edition
from reference.models import Edition
apply_edition(by=Officer.objects.get(pk={officer}), edition=Edition.objects.get(pk={edition}))
"""


@pytest.fixture(autouse=True)
def answers(db: None) -> None:
    load_shipped_lists({"answer"})


def at_once(*doings: Callable[[], object]) -> Sequence[object]:
    """Do all at the same moment, each on a connection of its own; what each gave, or the refusal that it met."""
    barrier = Barrier(len(doings))

    def run(doing: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=20)
            return doing()
        except ListNotChanged as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as threads:
        return list(threads.map(run, doings))


def test_two_administrators_hand_in_at_once(people: People) -> None:
    received = at_once(lambda: hand_in(people.viktor, MAYBE), lambda: hand_in(people.ines, NEVER))

    assert sorted(edition.number for edition in received if isinstance(edition, Edition)) == [2, 3]
    assert codes() == ["YES", "NO", "UNKNOWN"]


def test_two_administrators_put_theirs_in_force_at_once(people: People) -> None:
    """One wins; the other is told that the preview does not hold any more."""
    first, second = hand_in(people.viktor, MAYBE), hand_in(people.ines, NEVER)

    results = at_once(
        lambda: apply_edition(by=people.viktor, edition=first), lambda: apply_edition(by=people.ines, edition=second)
    )

    assert sorted(type(result).__name__ for result in results) == ["Edition", "ListHasChanged"]
    assert len(codes()) == 4


def test_a_double_click_applies_once(people: People) -> None:
    edition = hand_in(people.viktor, MAYBE)

    results = at_once(*[lambda: apply_edition(by=people.viktor, edition=edition)] * 3)

    assert sorted(type(result).__name__ for result in results) == ["Edition", "EditionDecided", "EditionDecided"]
    assert Edition.objects.filter(code_list="answer", state=EditionState.APPLIED).count() == 2


def waiting_for_a_row() -> int:
    """How many sessions of this database stand before a row that somebody else holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def test_a_process_killed_while_it_applies_leaves_nothing_behind(people: People) -> None:
    """It is killed when all codes are written and only the last step is missing."""
    edition = hand_in(people.viktor, MAYBE)
    url = databases.url_of(connection.settings_dict["NAME"])
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    script = APPLY.format(officer=people.viktor.pk, edition=edition.pk)
    with transaction.atomic():
        EditionContent.objects.select_for_update().get(pk=edition.pk)
        with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=environment) as worker:
            deadline = time.monotonic() + 30
            while not waiting_for_a_row():
                assert worker.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.05)
            worker.send_signal(signal.SIGKILL)

    edition.refresh_from_db()
    assert (edition.state, codes()) == (EditionState.PROPOSED, ["YES", "NO", "UNKNOWN"])
    assert not Code.objects.filter(code="MAYBE").exists()

    apply_edition(by=people.viktor, edition=edition)

    assert "MAYBE" in codes()
    assert CodeList.objects.get(pk="answer").edition == edition
