"""The long form: sections that know how they stand, rows that come and go, fields that apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cen_records.access import nominal_of
from cen_records.choices import RemarkKind, Status
from cen_records.models import Case, Draft, Remark
from tests.cen_records.pages.test_short import content, fill

if TYPE_CHECKING:
    from tests.cen_records.pages.filling import Desk, Inputs
    from tests.people import People

pytestmark = pytest.mark.usefixtures("code_lists")


@pytest.fixture
def long(awa: Desk) -> Desk:
    """Awa with a long form open, filled as a short one."""
    awa.open()
    awa.client.post(awa.page.action, fill(awa) | {"profile": ["LONG"]})
    return awa


def section(desk: Desk, code: str) -> Inputs:
    with nominal_of(desk.officer):
        identity = Draft.objects.get(entered_by=desk.officer).pk
    return desk.open(f"/records/drafts/{identity}/{code}/")


def test_sections_say_how_they_stand(long: Desk) -> None:
    section(long, "goods")
    identity = long.page.action.split("/")[3]
    text = long.client.get(f"/records/drafts/{identity}/").content.decode()

    assert text.count(f"/records/drafts/{identity}/") >= 8
    assert "/goods/" in text
    assert "Pas commencée" in text
    assert "sur 8" in text


def test_only_fields_that_apply_are_asked(long: Desk) -> None:
    page = section(long, "goods")
    assert any(name.endswith(".purity_percent") for name in page.names)
    assert not any(name.endswith((".taxon", ".calibre")) for name in page.names)
    page = section(long, "transport")
    assert any(name.endswith(".flight_number") for name in page.names)
    assert not any(name.endswith(".vessel_name") for name in page.names)


def test_what_no_longer_applies_is_not_lost(long: Desk) -> None:
    section(long, "transport")
    long.save(flight_number="SN204")
    section(long, "transport")
    long.save(mode="VESSEL")
    page = section(long, "transport")

    assert page.held[page.named(".flight_number")] == ["SN204"]
    assert any(name.endswith(".vessel_name") for name in page.names)


def test_rows_are_added_and_removed_by_buttons(long: Desk) -> None:
    section(long, "people")
    answer = long.save(add="persons")
    assert "#row-" in answer["Location"]
    section(long, "people")
    long.save(family_name="Sarr", phones="771234567\n781234567")
    row = content(long)["persons"][0]
    assert row["identity"]["family_name"] == "Sarr"
    assert row["identity"]["phones"] in ("771234567\n781234567", "771234567\r\n781234567")

    section(long, "people")
    long.save(remove=f"persons.{row['id']}")
    assert content(long)["persons"] == []


def test_one_section_leaves_the_others_as_they_are(long: Desk) -> None:
    before = content(long)
    section(long, "facts")
    long.save(narrative="Deux valises.")
    after = content(long)

    assert after["case"].pop("narrative") == "Deux valises."
    assert after == before


def test_several_aids_are_ticked_and_unticked(long: Desk) -> None:
    section(long, "detection")
    long.client.post(long.page.action, long.sent() | {"case.detection_aids": ["DOG", "XRAY_SCANNER"]})
    page = section(long, "detection")
    assert sorted(page.held["case.detection_aids"]) == ["DOG", "XRAY_SCANNER"]

    sent = long.sent()
    del sent["case.detection_aids"]
    long.client.post(page.action, sent)
    assert "detection_aids" not in content(long)["case"]


def test_submitting_tells_what_is_missing_with_the_way_to_it(long: Desk) -> None:
    section(long, "goods")
    base = long.page.action.removesuffix("goods/")
    answer = long.client.post(f"{base}submit/", {"based_on": ["1"]})
    text = answer.content.decode()

    assert answer.status_code == 422
    assert "data-error-summary" in text
    assert "/circumstances/?checked=1#id_case.place" in text
    shown = long.client.get(f"{base}circumstances/?checked=1").content.decode()
    assert 'aria-invalid="true"' in shown


def test_a_returned_record_is_opened_with_the_remarks_at_their_fields(long: Desk, people: People) -> None:
    section(long, "goods")
    base = long.page.action.removesuffix("goods/")
    long.client.post(base, {"based_on": ["1"], "profile": ["SHORT"]})
    long.open(base)
    long.client.post(f"{base}submit/", long.sent())
    case = Case.objects.get()
    Case.objects.update(status=Status.RETURNED)
    Remark.objects.create(
        case=case, kind=RemarkKind.RETURN, field="case.direction", words="Transit, selon la déclaration.", version=1,
        by=people.babacar, office=long.office,
    )  # fmt: skip
    assert case.reference in long.client.get("/records/").content.decode()

    opened = long.client.post(f"/records/{case.pk}/correct/")
    long.open(opened["Location"])
    assert "Transit, selon la déclaration." in long.text
    long.submit(direction="TRANSIT")
    case.refresh_from_db()
    assert (case.version, case.direction.code) == (2, "TRANSIT")
