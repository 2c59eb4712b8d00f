"""The pages of background runs, as each reader finds them."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from audit.actions.runs import cancel_run, note_beat, start_run, work_on_next
from audit.actions.runs.bell import ring
from audit.actions.runs.working import claim_next
from audit.choices import RunState
from audit.models import Act, Run
from tests.trials.workshop import ringing_at

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import Officer
    from tests.accounts.pages.conftest import SignIn
    from tests.people import People

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_bells_left")]


@pytest.fixture
def aminata(people: People, signed_in: SignIn) -> Client:
    people.aminata.language = "en"
    people.aminata.save()
    return signed_in(people.aminata)


def run_of(officer: Officer, kind: str = "trials.count", office_code: str = "SN", **parameters: object) -> Run:
    return start_run(by=officer, kind=kind, parameters=parameters, office_code=office_code)


def work(run: Run) -> Run:
    work_on_next(run.queue, worker="this test")
    run.refresh_from_db()
    return run


def page(client: Client, route: str, *values: object) -> str:
    answer = client.get(reverse(f"accounts:{route}", args=values))
    assert answer.status_code == 200
    return answer.content.decode()


def test_my_runs(people: People, aminata: Client) -> None:
    assert "Nothing runs for you" in page(aminata, "run-list")
    run_of(people.aminata, "audit.rehearse", steps=1)
    run_of(people.awa)
    text = page(aminata, "run-list")

    assert "Rehearsal" in text
    assert "Waiting" in text
    assert "Count" not in text, "of somebody else"
    assert 'hx-trigger="every 5s"' in text


def test_list_of_what_is_over_does_not_ask_again(people: People, aminata: Client) -> None:
    work(run_of(people.aminata))

    assert "hx-trigger" not in page(aminata, "run-list")


def test_run_that_waits(people: People, aminata: Client) -> None:
    text = page(aminata, "run", run_of(people.aminata).pk)

    assert "Waiting for a worker" in text
    assert 'hx-trigger="every 2s"' in text
    assert "Refresh" in text, "for browsers without scripts"
    assert "Stop" in text
    assert "Try again" not in text


def test_run_under_way_shows_how_far_it_is(people: People, aminata: Client) -> None:
    run = run_of(people.aminata, "audit.rehearse", steps=40)
    claimed = claim_next("long", worker="w")
    assert claimed
    with claimed.checkpoint(10, 40, "Step %(number)s of %(steps)s", number=10, steps=40):
        claimed.log("Step %(number)s is done.", number=10)
    text = page(aminata, "run", run.pk)

    assert re.search(r'<progress[^>]* value="10" max="40"', text)
    assert "Step 10 of 40" in text
    assert "Step 10 is done." in text
    cancel_run(run)
    text = page(aminata, "run", run.pk)
    assert "Being stopped" in text
    assert 'id="run-cancel"' not in text


def test_run_that_failed_says_why_and_names_a_reference(people: People, aminata: Client) -> None:
    run = run_of(people.aminata, "trials.fail")
    for _ in range(3):
        Run.objects.filter(pk=run.pk).update(due_at=Now())
        work(run)
    text = page(aminata, "run", run.pk)

    assert "did not expect" in text
    assert run.reference in text
    assert "ValueError" not in text
    assert "on purpose" not in text
    assert "hx-trigger" not in text
    assert run.reference in page(aminata, "system")


def test_run_of_others_is_hidden(people: People, signed_in: SignIn) -> None:
    run = run_of(people.awa)
    client = signed_in(people.omar)
    for route in ("run", "run-result"):
        assert client.get(reverse(f"accounts:{route}", args=[run.pk])).status_code == 404
    for route in ("run-cancel", "run-retry"):
        assert client.post(reverse(f"accounts:{route}", args=[run.pk])).status_code == 404
    run.refresh_from_db()

    assert run.state == RunState.QUEUED


def test_stop_and_try_again(people: People, aminata: Client) -> None:
    run = run_of(people.aminata)
    address = reverse("accounts:run", args=[run.pk])
    assert aminata.get(reverse("accounts:run-retry", args=[run.pk])).status_code == 405
    answer = aminata.post(reverse("accounts:run-cancel", args=[run.pk]), follow=True)
    assert answer.redirect_chain == [(address, 303)]
    assert "Cancelled" in answer.content.decode()
    assert "already over" in aminata.post(reverse("accounts:run-cancel", args=[run.pk]), follow=True).content.decode()
    answer = aminata.post(reverse("accounts:run-retry", args=[run.pk]), follow=True)
    assert "waits for a worker again" in answer.content.decode()

    assert work(run).state == RunState.DONE


def test_stop_asks_once_more_only_where_work_is_lost(people: People, aminata: Client) -> None:
    whole, stepwise = run_of(people.aminata), run_of(people.aminata, "audit.rehearse", steps=3)
    for run in (whole, stepwise):
        assert 'id="run-cancel"' in page(aminata, "run", run.pk), "while it waits, nothing is lost"
        claim_next(run.queue, worker="w 1")
    assert 'id="run-cancel"' not in page(aminata, "run", whole.pk)
    assert 'id="run-cancel"' in page(aminata, "run", stepwise.pk)

    assert "Nothing of what it has done so far is kept" in page(aminata, "run-cancel", whole.pk)
    assert "goes on from there" in page(aminata, "run-cancel", stepwise.pk)
    aminata.post(reverse("accounts:run-cancel", args=[whole.pk]))
    whole.refresh_from_db()
    assert whole.is_being_cancelled


def test_run_that_waits_in_vain_says_so(people: People, aminata: Client) -> None:
    run = run_of(people.aminata)
    assert "Nobody takes this work" in page(aminata, "run", run.pk)
    note_beat("quick", worker="quick@here")

    assert "Nobody takes this work" not in page(aminata, "run", run.pk)


def test_run_names_the_request_that_asked_for_it(people: People, aminata: Client) -> None:
    form = {"run_id": uuid4(), "queue": "quick", "steps": "1", "seconds": "0", "trouble": "none"}
    aminata.post(reverse("accounts:system-rehearse"), form)
    run = work(Run.objects.get(kind="audit.rehearse"))

    assert run.request_id == Act.objects.get(act="run.started").request_id
    assert run.request_id in page(aminata, "run", run.pk)


def test_download(people: People, aminata: Client) -> None:
    run = run_of(people.aminata, "trials.whisper")
    assert aminata.get(reverse("accounts:run-result", args=[run.pk])).status_code == 404, "not done yet"
    work(run)
    assert "Download the file (4" in page(aminata, "run", run.pk)
    answer = aminata.get(reverse("accounts:run-result", args=[run.pk]))

    assert b"".join(answer.streaming_content) == b"psst"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="secret.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert Act.objects.filter(act="run.result_taken").count() == 1


def test_confidential_file_is_not_offered_to_others(people: People, aminata: Client) -> None:
    run = work(run_of(people.awa, "trials.whisper"))

    assert "Download" not in page(aminata, "run", run.pk)
    assert aminata.get(reverse("accounts:run-result", args=[run.pk])).status_code == 403


def test_file_that_is_gone(people: People, aminata: Client) -> None:
    run = work(run_of(people.aminata, "trials.whisper"))
    default_storage.delete(run.file_path)
    text = page(aminata, "run", run.pk)
    assert "The file is gone" in text
    assert "Download" not in text
    answer = aminata.get(reverse("accounts:run-result", args=[run.pk]))

    assert answer.status_code == 410
    assert "The file is gone" in answer.content.decode()
    assert not Act.objects.filter(act="run.result_taken").exists()


def test_file_is_removed_when_its_time_is_over(people: People, aminata: Client) -> None:
    old, other = (work(run_of(people.aminata, "trials.whisper")) for _ in range(2))
    assert "File kept until" in page(aminata, "run", old.pk)
    Run.objects.filter(pk=old.pk).update(finished_at=Now() - timedelta(days=31))
    for _ in range(2):
        nightly = start_run(by=None, kind="accounts.remove_old_files")
        assert work(nightly).state == RunState.DONE
    old.refresh_from_db()

    assert not default_storage.exists(old.file_path)
    assert default_storage.exists(other.file_path)
    act = Act.objects.of(old).get(act="run.file_removed")
    assert (act.by_id, act.operation, act.details["sha256"]) == (None, "ERASURE", old.file_sha256)
    text = page(aminata, "run", old.pk)
    assert f"This one was removed on {date_format(timezone.localdate(), 'DATE_FORMAT')}" in text
    assert "File kept until" not in text
    assert "Download" not in text
    assert aminata.get(reverse("accounts:run-result", args=[old.pk])).status_code == 410


def test_file_that_cannot_be_removed_is_tried_again(people: People) -> None:
    run = work(run_of(people.aminata, "trials.whisper"))
    Run.objects.filter(pk=run.pk).update(finished_at=Now() - timedelta(days=31))
    folder = Path(default_storage.path(run.file_path)).parent
    away = folder.rename(folder.with_suffix(".away"))
    folder.write_text("a file stands where the folder was")
    nightly = work(start_run(by=None, kind="accounts.remove_old_files"))
    run.refresh_from_db()
    assert (nightly.state, nightly.failures, run.file_removed_at) == (RunState.QUEUED, 1, None)
    assert not Act.objects.of(run).filter(act="run.file_removed").exists()
    folder.unlink()
    away.rename(folder)
    Run.objects.filter(pk=nightly.pk).update(due_at=Now())

    assert work(nightly).outcome_values == {"number": 1}
    assert not default_storage.exists(run.file_path)


def test_confidential_file_that_is_gone_is_still_not_for_others(people: People, aminata: Client) -> None:
    run = work(run_of(people.awa, "trials.whisper"))
    default_storage.delete(run.file_path)

    assert aminata.get(reverse("accounts:run-result", args=[run.pk])).status_code == 403


def test_system_shows_queues_workers_and_failures(people: People, aminata: Client) -> None:
    note_beat("quick", worker="quick@here")
    run_of(people.awa)
    failed = work(run_of(people.awa, "trials.refuse"))
    while failed.state == RunState.QUEUED:
        work(failed)
    text = page(aminata, "system")

    assert "The clock has stopped" in text, "for long work"
    assert "Restart the clock" in text
    assert "At work" in text
    assert "quick@here" in text
    assert "The file a.csv has no heading." in text


def test_system_says_what_is_wrong_and_what_to_do(aminata: Client) -> None:
    ring("long")
    text = page(aminata, "system")
    assert "Restart the worker of this queue" in text
    assert "Restart the clock" in text, "for quick work"
    with ringing_at("redis://127.0.0.1:1/0"):
        assert page(aminata, "system").count("See that Redis runs") == 2


def test_system_is_for_administrators(people: People, signed_in: SignIn) -> None:
    for officer in (people.awa, people.moussa, people.fatou, people.kofi):
        client = signed_in(officer)
        for route in ("system", "system-rehearse"):
            assert client.get(reverse(f"accounts:{route}")).status_code == 403


def test_administrator_does_not_see_what_failed_elsewhere(people: People, aminata: Client) -> None:
    work(run_of(people.rose, "trials.refuse", "CM-DLA-SEA"))

    assert "a.csv" not in page(aminata, "system")


def test_rehearse(people: People, aminata: Client) -> None:
    form = {"run_id": uuid4(), "queue": "quick", "steps": "3", "seconds": "0", "trouble": "once"}
    assert "Start the rehearsal" in page(aminata, "system-rehearse")
    first, second = (aminata.post(reverse("accounts:system-rehearse"), form) for _ in range(2))
    assert first["Location"] == second["Location"]
    run = Run.objects.get(kind="audit.rehearse")
    assert work(run).state == RunState.QUEUED, "the first attempt fails"
    Run.objects.update(due_at=Now())

    assert (work(run).state, run.attempt, run.outcome_sentence) == (RunState.DONE, 2, "Counted to 3.")


@pytest.mark.parametrize(
    ("field", "value"),
    [("steps", "0"), ("steps", "501"), ("seconds", "6"), ("queue", "watch"), ("trouble", "x"), ("run_id", "x")],
)
def test_rehearse_refuses(aminata: Client, field: str, value: str) -> None:
    form = {"run_id": uuid4(), "queue": "quick", "steps": "3", "seconds": "0", "trouble": "once", field: value}

    assert aminata.post(reverse("accounts:system-rehearse"), form).status_code == 422
    assert not Run.objects.exists()


def test_page_that_refreshes_itself_does_not_keep_the_session(aminata: Client) -> None:
    address = reverse("accounts:run-list")
    aminata.get(address)
    session = aminata.session
    session["session_seen_at"] = seen = session["session_seen_at"] - 600
    session.save()
    aminata.get(address, headers={"X-Poll": "1"})
    assert aminata.session["session_seen_at"] == seen
    aminata.get(address)

    assert aminata.session["session_seen_at"] > seen
