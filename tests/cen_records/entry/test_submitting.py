"""A draft becomes a record, once, or says at each field why not."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from audit.models import Act
from cen_records.access import nominal_of
from cen_records.actions.drafts import begin_draft, reopen_case, save_draft
from cen_records.actions.errors import NotReady, NotToBeCorrected
from cen_records.actions.submitting import submit_case
from cen_records.choices import Status
from cen_records.models import Case, Draft, PersonIdentity
from cen_records.reports.documents import document_of
from tests.cen_records.documents import short

if TYPE_CHECKING:
    from accounts.models import Officer
    from tests.people import Offices, People

pytestmark = pytest.mark.usefixtures("code_lists")


def submit(by: Officer, office: Any, document: dict[str, Any]) -> Case:
    identity = uuid4()
    begin_draft(by=by, identity=identity, office=office, content=document)
    return submit_case(by=by, identity=identity)


def told(by: Officer, office: Any, document: dict[str, Any]) -> set[tuple[str, str]]:
    """What stands against a document: codes and the ends of their paths."""
    with pytest.raises(NotReady) as refused:
        submit(by, office, document)
    return {(finding.code, finding.path.rpartition(".")[2]) for finding in refused.value.findings}


def test_a_short_form_becomes_a_record(offices: Offices, people: People) -> None:
    case = submit(people.awa, offices.dakar_airport, short())
    line = case.lines.get()

    assert (case.status, case.country_code, case.version) == (Status.SUBMITTED, "SN", 1)
    assert case.reference == f"{offices.dakar_airport.code}-{timezone.now().year}-000001"
    assert (line.quantity, line.unit.code, line.flow.code) == (Decimal("12.5"), "KG", "COCAINE")
    assert [leg.country.code for leg in case.legs.all()] == ["BR", "SN"]
    with nominal_of(people.awa):
        assert not Draft.objects.exists()


def test_submitted_twice_is_one_record(offices: Offices, people: People) -> None:
    case = submit(people.awa, offices.dakar_airport, short())

    assert submit_case(by=people.awa, identity=case.pk) == case
    assert Case.objects.count() == 1
    assert Act.objects.filter(act="record.submitted").count() == 1


def test_references_follow_each_other(offices: Offices, people: People) -> None:
    found = [submit(people.awa, offices.dakar_airport, short()).reference for _time in range(3)]

    assert [reference.rpartition("-")[2] for reference in found] == ["000001", "000002", "000003"]


@pytest.mark.parametrize(
    ("changed", "finding"),
    [
        ({"seized_on": "2202-11-20"}, ("IN_THE_FUTURE", "seized_on")),
        ({"seized_on": "1926-11-20"}, ("BEFORE_FIRST_YEAR", "seized_on")),
        ({"seized_on": "31/02/2026"}, ("NO_SUCH_DAY", "seized_on")),
        ({"seized_on": "20/11/26"}, ("NOT_A_DAY", "seized_on")),
        ({"seized_on": ""}, ("MISSING", "seized_on")),
        ({"direction": "SIDEWAYS"}, ("NO_SUCH_CODE", "direction")),
        ({"direction": {"is": "UNKNOWN"}, "location_type": ""}, ("MISSING", "location_type")),
        ({"office": "XX-NOWHERE"}, ("NO_SUCH_OFFICE", "office")),
    ],
)
def test_what_is_wrong_with_the_case_is_told_at_its_field(
    offices: Offices, people: People, changed: dict[str, Any], finding: tuple[str, str]
) -> None:
    assert told(people.awa, offices.dakar_airport, short(**changed)) == {finding}


@pytest.mark.parametrize(
    ("changed", "finding"),
    [
        ({"quantity": "-5"}, ("QUANTITY_NEGATIVE", "quantity")),
        ({"quantity": "0"}, ("QUANTITY_ZERO", "quantity")),
        ({"quantity": "many"}, ("NOT_A_NUMBER", "quantity")),
        ({"quantity": "999999999999"}, ("QUANTITY_SLIP", "quantity")),
        ({"quantity": "1e400"}, ("NOT_A_NUMBER", "quantity")),
        ({"quantity": ""}, ("MISSING", "quantity")),
        ({"quantity": "12.500"}, ("THOUSANDS_OR_DECIMALS", "quantity")),
        ({"unit": "L"}, ("UNIT_NOT_FOR_COMMODITY", "unit")),
        ({"commodity": ""}, ("MISSING", "commodity")),
    ],
)
def test_what_is_wrong_with_a_line_is_told_at_its_field(
    offices: Offices, people: People, changed: dict[str, Any], finding: tuple[str, str]
) -> None:
    document = short()
    document["lines"][0] |= {"commodity": "CIGARETTES", "unit": "STICK"} | changed

    assert finding in told(people.awa, offices.dakar_airport, document)


def test_nothing_is_lost_and_nothing_half_written_when_it_is_not_ready(offices: Offices, people: People) -> None:
    identity = uuid4()
    begin_draft(by=people.awa, identity=identity, office=offices.dakar_airport, content=short(seized_on="tomorrow"))
    with pytest.raises(NotReady):
        submit_case(by=people.awa, identity=identity)

    assert not Case.objects.exists()
    with nominal_of(people.awa):
        assert Draft.objects.get().content["case"]["seized_on"] == "tomorrow"


def test_a_warning_is_answered_with_a_reason(offices: Offices, people: People) -> None:
    document = short()
    document["lines"][0] |= {"quantity": "12.500"}
    document["answers"] = {f"THOUSANDS_OR_DECIMALS|lines.{document['lines'][0]['id']}.quantity": "Twelve and a half."}

    assert submit(people.awa, offices.dakar_airport, document).lines.get().quantity == Decimal("12.5")


def test_unknown_is_an_answer_and_not_a_number(offices: Offices, people: People) -> None:
    document = short()
    document["lines"][0]["quantity"] = {"is": "UNKNOWN"}

    line = submit(people.awa, offices.dakar_airport, document).lines.get()

    assert line.quantity is None
    assert line.mark("quantity") == "UNKNOWN"


def test_who_was_moved_away_is_told_at_the_office_and_keeps_the_draft(offices: Offices, people: People) -> None:
    identity = uuid4()
    begin_draft(by=people.awa, identity=identity, office=offices.dakar_airport, content=short())
    people.awa.postings.update(office=offices.dakar_port)

    with pytest.raises(NotReady) as refused:
        submit_case(by=people.awa, identity=identity)
    assert [(finding.code, finding.path) for finding in refused.value.findings] == [("NOT_YOUR_OFFICE", "case.office")]
    save_draft(by=people.awa, identity=identity, content=short(offices.dakar_port.code), based_on=1)
    assert submit_case(by=people.awa, identity=identity).office == offices.dakar_port


def test_who_has_no_post_any_more_submits_nothing(offices: Offices, people: People) -> None:
    identity = uuid4()
    begin_draft(by=people.awa, identity=identity, office=offices.dakar_airport, content=short())
    people.awa.postings.update(until_on=timezone.localdate() - timedelta(days=1))

    with pytest.raises(Draft.DoesNotExist):
        submit_case(by=people.awa, identity=identity)
    assert not Case.objects.exists()


def test_a_row_of_another_record_is_not_taken_over(offices: Offices, people: People) -> None:
    first = submit(people.awa, offices.dakar_airport, short())
    document = short()
    document["lines"][0]["id"] = str(first.lines.get().pk)

    assert ("IDENTITY_OF_ANOTHER", document["lines"][0]["id"]) in {
        (code, end) for code, end in told(people.awa, offices.dakar_airport, document)
    }
    assert first.lines.get().quantity == Decimal("12.5")


def test_names_stand_apart_and_are_read_back(offices: Offices, people: People) -> None:
    document, person = short(), str(uuid4())
    document["persons"] = [
        {"id": person, "role": "COURIER", "identity": {"family_name": "Canari", "phones": ["+221 77 000 00 00"]}}
    ]
    case = submit(people.awa, offices.dakar_airport, document)

    assert PersonIdentity.objects.count() == 0
    assert "identity" not in document_of(case, nominal=True)["persons"][0]
    with nominal_of(people.awa):
        assert document_of(case, nominal=True)["persons"][0]["identity"] == document["persons"][0]["identity"]


def test_a_record_reads_back_as_it_was_typed(offices: Offices, people: People) -> None:
    document = short(detection_aids=["DOG", "XRAY_SCANNER"], ecommerce="NO")
    document["lines"][0]["quantity"] = "12.5"
    case = submit(people.awa, offices.dakar_airport, document)

    again = document_of(case, nominal=False)
    for part in ("lines", "conveyances", "legs", "concealments"):
        assert again[part] == document[part]
    assert again["case"] == document["case"] | {"office": offices.dakar_airport.code}


def test_a_returned_record_is_put_right_as_its_next_version(offices: Offices, people: People) -> None:
    case = submit(people.awa, offices.dakar_airport, short())
    line = case.lines.get()
    Case.objects.filter(pk=case.pk).update(status=Status.RETURNED)
    draft = reopen_case(by=people.awa, case=case)
    assert reopen_case(by=people.awa, case=case) == draft
    content = draft.content | {"lines": [draft.content["lines"][0] | {"quantity": "13"}]}
    save_draft(by=people.awa, identity=case.pk, content=content, based_on=1)

    again = submit_case(by=people.awa, identity=case.pk)

    assert (again.pk, again.version, again.status, again.reference) == (case.pk, 2, Status.SUBMITTED, case.reference)
    assert (again.lines.get().pk, again.lines.get().quantity) == (line.pk, Decimal(13))
    assert [step.to_status for step in again.steps.all()] == [Status.SUBMITTED, Status.SUBMITTED]


def test_a_submitted_record_is_not_opened_again(offices: Offices, people: People) -> None:
    with pytest.raises(NotToBeCorrected):
        reopen_case(by=people.awa, case=submit(people.awa, offices.dakar_airport, short()))


def test_rows_that_are_left_out_go(offices: Offices, people: People) -> None:
    document = short()
    document["lines"].append({"id": str(uuid4()), "commodity": "HEROIN", "quantity": "1", "unit": "KG"})
    case = submit(people.awa, offices.dakar_airport, document)
    Case.objects.filter(pk=case.pk).update(status=Status.RETURNED)
    draft = reopen_case(by=people.awa, case=case)
    save_draft(
        by=people.awa, identity=case.pk, content=draft.content | {"lines": draft.content["lines"][1:]}, based_on=1
    )
    submit_case(by=people.awa, identity=UUID(str(case.pk)))

    assert [(line.number, line.commodity.code) for line in case.lines.all()] == [(1, "HEROIN")]
