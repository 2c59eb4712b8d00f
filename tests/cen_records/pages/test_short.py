"""The short form, by buttons alone: everything that was typed is kept, and told where it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.utils import timezone

from cen_records.access import nominal_of
from cen_records.choices import Status
from cen_records.models import Case, Draft
from tests.people import sign_in

if TYPE_CHECKING:
    from typing import Any

    from django.test import Client

    from tests.cen_records.pages.filling import Desk
    from tests.people import People

pytestmark = pytest.mark.usefixtures("code_lists")
FILLED = {
    "direction": "IMPORT", "commodity": "COCAINE_HCL", "quantity": "3,3", "unit": "KG",
    "detection_method": "ROUTINE", "mode": "AIR", "where": "IN_BAGGAGE", "ecommerce": "NO",
}  # fmt: skip


def fill(desk: Desk) -> dict[str, list[str]]:
    """All of a short form."""
    sent = desk.sent(**FILLED)
    for place, country in enumerate(("BR", "SN")):
        sent[desk.page.named(".country", place)] = [country]
    return sent


def content(desk: Desk) -> dict[str, Any]:
    with nominal_of(desk.officer):
        return dict(Draft.objects.get(entered_by=desk.officer).content)


def test_twelve_inputs_and_what_is_known_stands_there(awa: Desk) -> None:
    page = awa.open()
    asked = [
        name
        for name in page.names
        if name.startswith(("case.", "lines.", "conv", "conc", "legs.")) and ":is" not in name
    ]
    silent = [
        name
        for name in asked
        if name in ("case.form_profile", "case.office")
        or (name.count(".") == 1 and name[:4] != "case")
        or name.endswith(".role")
    ]

    assert len(asked) - len(silent) <= 12
    assert page.held["case.seized_on"] == [timezone.localdate().isoformat()]
    assert page.held["case.office"] == [awa.office.code]
    assert page.held["case.location_type"] == ["AIRPORT"]
    assert awa.client.session.get("nothing") is None
    assert not Draft.objects.exists(), "looking at a form begins nothing"


def test_saved_as_typed_whatever_it_says(awa: Desk) -> None:
    awa.open()
    answer = awa.save(quantity="-3 sacs <script>", direction="IMPORT")
    page = awa.open(answer["Location"])

    assert page.held[page.named(".quantity")] == ["-3 sacs <script>"]
    assert "<script>alert" not in awa.text
    assert page.held["case.direction"] == ["IMPORT"]


def test_a_record_is_submitted_once(awa: Desk) -> None:
    awa.open()
    sent, address = fill(awa), f"{awa.page.action}submit/"
    first, again = awa.client.post(address, sent), awa.client.post(address, sent)
    case = Case.objects.get()

    assert first["Location"] == again["Location"] == f"/records/{case.pk}/receipt/"
    assert (case.status, case.lines.get().commodity.code) == (Status.SUBMITTED, "COCAINE_HCL")
    assert case.reference in awa.client.get(first["Location"]).content.decode()
    assert awa.client.get(awa.page.action)["Location"] == first["Location"]
    assert awa.save()["Location"] == first["Location"], "an old window leads to the record too"


def test_what_is_wrong_is_told_at_its_field_and_in_the_summary(awa: Desk) -> None:
    awa.open()
    sent = fill(awa) | {"case.seized_on": ["2202-01-01"], awa.page.named(".quantity"): ["trois"]}
    answer = awa.client.post(f"{awa.page.action}submit/", sent)
    page = awa.see(answer)

    assert answer.status_code == 422
    assert "data-error-summary" in awa.text
    assert f'href="#id_{page.named(".quantity")}"' in awa.text
    assert 'href="#id_case.seized_on"' in awa.text
    assert page.held[page.named(".quantity")] == ["trois"]
    assert not Case.objects.exists()


def test_a_warning_is_answered_in_place(awa: Desk) -> None:
    awa.open()
    sent = fill(awa) | {awa.page.named(".quantity"): ["1.234"]}
    awa.see(awa.client.post(f"{awa.page.action}submit/", sent))
    answers = [name for name in awa.page.names if name.startswith("answers.THOUSANDS")]
    assert len(answers) == 1

    done = awa.client.post(f"{awa.page.action}submit/", awa.sent() | {answers[0]: ["weighed twice"]})

    assert "/receipt/" in done["Location"]


def test_unknown_is_an_answer(awa: Desk) -> None:
    awa.open()
    sent = fill(awa)
    for ending in (".quantity", ".country"):
        name = awa.page.named(ending)
        sent |= {name: [""], f"{name}:is": ["UNKNOWN"]}
    sent[awa.page.named(".unit")] = [""]
    awa.client.post(f"{awa.page.action}submit/", sent)
    line = Case.objects.get().lines.get()

    assert (line.quantity, line.marks["quantity"], line.marks["unit"]) == (None, "UNKNOWN", "UNKNOWN")


def test_words_in_a_picker_become_the_code_that_they_mean(awa: Desk) -> None:
    awa.open()
    name = awa.page.named(".commodity")
    awa.client.post(awa.page.action, fill(awa) | {name: [""], f"{name}-typed": ["kokain"]})
    assert content(awa)["lines"][0]["commodity"] == "kokain", "nothing that is typed is lost"

    awa.open(awa.page.action)
    awa.client.post(awa.page.action, awa.sent() | {f"{name}-typed": ["Cocaína"]})
    assert content(awa)["lines"][0]["commodity"] == "COCAINE"


def test_two_windows_without_scripts(awa: Desk) -> None:
    awa.open()
    awa.open(awa.save(quantity="3")["Location"])
    sent = awa.sent(quantity="5")
    awa.save(quantity="4")
    answer = awa.client.post(awa.page.action, sent)
    page = awa.see(answer)

    assert answer.status_code == 409
    assert page.held[page.named(".quantity")] == ["5"]
    assert "<b>4</b>" in awa.text
    assert content(awa)["lines"][0]["quantity"] == "4", "nothing is overwritten silently"
    awa.save()
    assert content(awa)["lines"][0]["quantity"] == "5", "saved again it is kept"


def test_someone_elses_draft_is_not_there(awa: Desk, client: Client, people: People) -> None:
    awa.open()
    awa.save(quantity="3")
    for stranger in (people.omar, people.rose):
        sign_in(client, stranger)
        assert client.get(awa.page.action).status_code == 404
        assert client.post(awa.page.action, awa.sent(quantity="9")).status_code == 404
        assert awa.put(quantity="9").status_code == 404
    assert content(awa)["lines"][0]["quantity"] == "3"


def test_copied_from_the_last_case_without_what_was_its_own(awa: Desk) -> None:
    awa.open()
    awa.client.post(f"{awa.page.action}submit/", fill(awa))
    page = awa.open("/records/new/?copy=last")

    assert page.held[page.named(".commodity")] == ["COCAINE_HCL"]
    assert page.held.get(page.named(".quantity")) == [""]
    assert page.held[page.named(".country", 0)] == ["BR"]
    assert awa.client.get(f"/records/new/?copy={uuid4()}").status_code == 200


def test_thrown_away_after_asking_once_more(awa: Desk) -> None:
    awa.open()
    awa.save(quantity="3")
    address = f"{awa.page.action}discard/"

    assert awa.client.get(address).status_code == 200
    assert awa.client.post(address)["Location"] == "/records/"
    assert awa.client.get(awa.page.action).status_code == 404


def test_the_slip_tells_the_record_and_who_printed_it(awa: Desk) -> None:
    awa.open()
    awa.client.post(f"{awa.page.action}submit/", fill(awa))
    case = Case.objects.get()
    text = awa.client.get(f"/records/{case.pk}/slip/").content.decode()

    assert case.reference in text
    assert str(awa.officer) in text
    assert '<svg class="qr"' in text
    assert "style=" not in text
