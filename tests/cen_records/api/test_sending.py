"""A program sends a record: once or twice it is one; otherwise it is told what stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from accounts.actions.tokens import scopes_of
from audit.models import Act
from cen_records.access import nominal_of
from cen_records.actions.drafts import begin_draft
from cen_records.choices import Door, Status
from cen_records.models import Case, Draft, PersonIdentity
from tests.api.calling import Program, kind
from tests.cen_records.documents import short

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import Offices, People

pytestmark = pytest.mark.usefixtures("code_lists")


def with_person(name: str = "Sall", **case: Any) -> dict[str, Any]:
    person = {"id": str(uuid4()), "role": "DRIVER", "identity": {"family_name": name}}
    return short(**case) | {"persons": [person]}


def returned(identity: str) -> None:
    Case.objects.filter(pk=identity).update(status=Status.RETURNED)


def test_sent_once_and_again(awa: Program) -> None:
    identity, document = uuid4(), short("SN-DSS")
    first = awa.send("PUT", f"records/{identity}", document)
    again = awa.send("PUT", f"records/{identity}", document)

    assert (first.status_code, again.status_code) == (201, 200), first.content
    assert first["Location"] == f"/api/v1/records/{identity}"
    assert first.json() == again.json()
    assert first["ETag"] == again["ETag"] == awa.get(f"records/{identity}")["ETag"]
    case = Case.objects.get()
    assert (case.door, case.status, case.reference) == (Door.API, Status.SUBMITTED, first.json()["reference"])
    assert Act.objects.filter(act="record.submitted").count() == 1


def test_what_is_read_can_be_sent_back(awa: Program) -> None:
    first = awa.send("PUT", f"records/{uuid4()}", with_person())
    document = first.json()["document"]
    second = awa.send(
        "PUT", f"records/{uuid4()}", document | {"lines": short()["lines"], "conveyances": [], "legs": []}
    )

    assert document["case"]["seized_on"] == "2026-11-20"
    assert document["lines"][0]["quantity"] == "12.5"
    assert {finding["path"] for finding in second.json()["findings"]} >= {"conveyances"}


def test_office_is_the_one_where_they_work(awa: Program) -> None:
    assert awa.send("PUT", f"records/{uuid4()}", short()).json()["office"] == "SN-DSS"


def test_another_document_is_refused_where_nothing_is_to_correct(awa: Program) -> None:
    address = f"records/{uuid4()}"
    awa.send("PUT", address, short())
    other = awa.send("PUT", address, short(direction="EXPORT"))

    assert (other.status_code, kind(other)) == (409, "conflict")
    assert Case.objects.get().version == 1


def test_correction_needs_the_version_and_makes_the_next(awa: Program) -> None:
    identity, document = str(uuid4()), short()
    address = f"records/{identity}"
    old = awa.send("PUT", address, document)["ETag"]
    returned(identity)
    better = document | {"case": document["case"] | {"direction": "EXPORT"}}

    assert kind(awa.send("PUT", address, better)) == "if-match-needed"
    assert kind(awa.send("PUT", address, better, version=old)) == "changed-meanwhile"
    done = awa.send("PUT", address, better, version=awa.get(address)["ETag"])
    assert (done.status_code, done.json()["version"], done.json()["status"]) == (200, 2, "SUBMITTED"), done.content
    assert done.json()["document"]["case"]["direction"] == "EXPORT"
    for known in (document, better):  # a request whose answer was lost overwrites nothing
        again = awa.send("PUT", address, known)
        assert (again.status_code, again.json()) == (200, done.json())


def test_correction_keeps_names_unless_they_are_emptied(awa: Program, people: People) -> None:
    identity, document = str(uuid4()), with_person()
    address = f"records/{identity}"
    awa.send("PUT", address, document)
    for direction, change, names in (("EXPORT", {}, ["Sall"]), ("TRANSIT", {"identity": {}}, [])):
        returned(identity)
        read = awa.get(address)
        body = read.json()["document"]
        body["case"]["direction"] = direction
        body["persons"][0] |= change
        assert awa.send("PUT", address, body, version=read["ETag"]).status_code == 200
        with nominal_of(people.awa):
            assert [found.family_name for found in PersonIdentity.objects.all()] == names


@pytest.mark.parametrize("language", ["en", "fr", "pt"])
def test_findings_are_told_and_nothing_is_kept(awa: Program, people: People, language: str) -> None:
    awa.language = language
    wrong = short(seized_on="2202-11-20")
    wrong["lines"][0] |= {"quantity": "-3", "colour": "blue"}
    answer = awa.send("PUT", f"records/{uuid4()}", wrong)
    found = {(one["code"], one["path"].rpartition(".")[2], one["level"]) for one in answer.json()["findings"]}

    assert (answer.status_code, kind(answer)) == (422, "invalid")
    assert found >= {("IN_THE_FUTURE", "seized_on", "BLOCKS"), ("UNKNOWN_FIELD", "colour", "BLOCKS")}
    assert any(path == "quantity" for _code, path, _level in found)
    [future] = [one for one in answer.json()["findings"] if one["code"] == "IN_THE_FUTURE"]
    assert future["message"].split()[0] == {"en": "The", "fr": "La", "pt": "A"}[language]
    assert not Case.objects.exists()
    assert not Act.objects.filter(act__startswith="draft").exists()
    with nominal_of(people.awa):
        assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("office", "code"), [("SN-DKR", "NOT_YOUR_OFFICE"), ("CM-DLA", "NO_SUCH_OFFICE"), ("NOWHERE", "NO_SUCH_OFFICE")]
)
def test_other_offices(awa: Program, office: str, code: str) -> None:
    answer = awa.send("PUT", f"records/{uuid4()}", short(office))

    assert [one["code"] for one in answer.json()["findings"]] == [code]


@pytest.mark.parametrize(
    "body", [{}, {"case": {}}, {"lines": [{"id": "x"}]}, {"case": {"office": ["a"]}}, {"schema": 2}]
)
def test_documents_that_are_none(awa: Program, body: dict[str, Any]) -> None:
    assert kind(awa.send("PUT", f"records/{uuid4()}", body)) == "invalid"


def test_unknown_part_is_named(awa: Program) -> None:
    answer = awa.send("PUT", f"records/{uuid4()}", short() | {"person": []})

    assert answer.json()["errors"][0]["field"] == "person"


def test_identity_of_somebody_else(
    awa: Program, program: Callable[..., Program], people: People, offices: Offices
) -> None:
    """Another administration’s, another post’s, a draft that nobody sees: all answer alike, and stay as they were."""
    of_cameroon, of_port, draft = uuid4(), uuid4(), uuid4()
    program(people.rose).send("PUT", f"records/{of_cameroon}", short())
    program(people.moussa).send("PUT", f"records/{of_port}", short("SN-DKR"))
    begin_draft(by=people.rose, identity=draft, office=offices.douala_port, content=short())
    before = list(Case.objects.order_by("pk").values("pk", "updated_at"))
    answers = [awa.send("PUT", f"records/{pk}", short()) for pk in (of_cameroon, of_port, draft)]

    assert {answer.status_code for answer in answers} == {409}
    bodies = [{**answer.json(), "request_id": ""} for answer in answers]
    assert bodies[0] == bodies[1] == bodies[2]
    assert [awa.get(f"records/{pk}").status_code for pk in (of_cameroon, of_port, uuid4())] == [404, 404, 404]
    assert list(Case.objects.order_by("pk").values("pk", "updated_at")) == before


def test_own_draft_is_not_overwritten(awa: Program, people: People, offices: Offices) -> None:
    draft = begin_draft(by=people.awa, identity=uuid4(), office=offices.dakar_airport, content=short())
    answer = awa.send("PUT", f"records/{draft.pk}", short())

    assert (answer.status_code, kind(answer)) == (409, "conflict")
    with nominal_of(people.awa):
        assert Draft.objects.get(pk=draft.pk).revision == 1


def test_who_may_not_enter(program: Callable[..., Program], people: People) -> None:
    for officer in (people.fatou, people.aminata):
        assert "records.write" not in scopes_of(officer)
    narrow = program(people.awa, "records.read")
    assert kind(narrow.send("PUT", f"records/{uuid4()}", short())) == "scope-missing"


def test_row_of_another_record(awa: Program) -> None:
    document = short()
    awa.send("PUT", f"records/{uuid4()}", document)
    answer = awa.send("PUT", f"records/{uuid4()}", document)

    assert {one["code"] for one in answer.json()["findings"]} == {"IDENTITY_OF_ANOTHER"}
    assert Case.objects.count() == 1
