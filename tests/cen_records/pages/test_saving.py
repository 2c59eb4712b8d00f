"""What scripts save as one types: nothing is lost, and nothing of another window is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cen_records.access import nominal_of
from cen_records.models import Draft
from tests.cen_records.pages.test_short import fill

if TYPE_CHECKING:
    from tests.cen_records.pages.filling import Desk

pytestmark = pytest.mark.usefixtures("code_lists")


def test_the_first_saving_begins_the_draft_and_says_so_in_words(awa: Desk) -> None:
    awa.open()
    told = awa.put(quantity="3,3").json()

    assert told["revision"] == 1
    assert told["url"] == awa.page.action
    assert told["conflicts"] == []
    assert told["changed"] == {}
    assert "soumis" in told["words"]


def test_what_two_windows_change_in_different_fields_comes_together(awa: Desk) -> None:
    awa.open()
    awa.put(quantity="3")
    here = awa.put(1, quantity="3", direction="IMPORT").json()
    there = awa.put(1, quantity="4").json()

    assert (here["revision"], there["revision"]) == (2, 3)
    assert there["conflicts"] == []
    assert there["changed"] == {"case.direction": "IMPORT"}


def test_the_same_field_in_two_windows_wants_a_choice(awa: Desk) -> None:
    awa.open()
    awa.put(quantity="3")
    awa.put(1, quantity="4")
    told = awa.put(1, quantity="5").json()
    (conflict,) = told["conflicts"]

    assert (conflict["theirs"], conflict["mine"]) == ("4", "5")
    assert conflict["path"] == awa.page.named(".quantity")
    kept = awa.put(told["revision"], quantity="5").json()
    assert kept["conflicts"] == []
    with nominal_of(awa.officer):
        assert Draft.objects.get().content["lines"][0]["quantity"] == "5"


def test_an_answer_that_was_lost_is_asked_for_again(awa: Desk) -> None:
    awa.open()
    awa.put(0, quantity="3")
    again = awa.put(0, quantity="34").json()

    assert again["conflicts"] == []
    with nominal_of(awa.officer):
        assert Draft.objects.get().content["lines"][0]["quantity"] == "34"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"pairs": 3}', b'{"pairs": [["a"]], "based_on": 1}', b"\xff", b"x" * 600_000]
)
def test_what_cannot_be_read_is_refused_and_changes_nothing(awa: Desk, body: bytes) -> None:
    awa.open()
    assert awa.client.put(awa.page.action, body, content_type="application/json").status_code == 400
    with nominal_of(awa.officer):
        assert not Draft.objects.exists()


def test_what_was_submitted_leads_to_its_record(awa: Desk) -> None:
    awa.open()
    awa.client.post(f"{awa.page.action}submit/", fill(awa))

    assert awa.put(quantity="4")["Location"].endswith("/receipt/")


def test_signed_out_a_script_is_led_to_the_sign_in(awa: Desk) -> None:
    awa.open()
    awa.client.logout()

    assert awa.put(quantity="4").status_code == 302
