"""A record with something in each part, and words that must never leave."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder

from accounts.roles import NationalAnalyst, NationalContactPoint
from audit.models import Act
from audit.presenters import sentence
from cen_records import models
from cen_records.access import nominal_within
from cen_records.actions.checking import check_case
from cen_records.actions.releasing import release_case
from cen_records.choices import RemarkKind
from cen_records.reports.projection import project
from reference.models import Code
from tests.people import person, post

if TYPE_CHECKING:
    from collections.abc import Collection

    from accounts.models import Officer
    from cen_records.models import Case, ReleasedCase
    from tests.people import Offices

NAMES = ("Canari", "Hirondelle", "Rossignol", "771234567", "DK4321B", "Alouette")  # nominal
WORDS = ("moineau", "pinson", "corbeau", "mésange", "hibou", "chouette")  # national
NARRATIVE = "Le conducteur CANARI, tél. 77 123 45 67, est parti vers le sud."


@dataclass(frozen=True)
class Neighbours:
    """Who reads in Ghana, which shares the RILO with Senegal."""

    ama: Officer  # contact point
    yaw: Officer  # national analyst


def settle_neighbours(offices: Offices) -> Neighbours:
    """Save them."""
    neighbours = Neighbours(person("ama", "Ama", "Boateng"), person("yaw", "Yaw", "Owusu"))
    post(neighbours.ama, offices.ghana, NationalContactPoint)
    post(neighbours.yaw, offices.ghana, NationalAnalyst)
    return neighbours


def code(code_list: str, name: str) -> Code:
    """A code of a list."""
    return Code.objects.get(code_list_id=code_list, code=name)


def fill(case: Case, by: Officer) -> Case:
    """Give a bare record something in each part. The narrative holds a name and a number that it knows."""
    case.narrative, case.narrative_language, case.operation = NARRATIVE, "fr", "Opération Crête"
    case.risk_profile_reference, case.declaration_number = "moineau", "pinson"
    case.direction, case.location_type = code("direction", "IMPORT"), code("location_type", "AIRPORT")
    case.marks = {"ecommerce": "UNKNOWN", "outcome": "UNKNOWN"}
    case.save()
    _goods(case)
    _transport(case)
    _people(case)
    models.Remark.objects.create(
        case=case, kind=RemarkKind.RETURN, words="chouette", version=1, by=by, office=case.office
    )
    return models.Case.objects.get(pk=case.pk)


def _goods(case: Case) -> None:
    cocaine = code("commodity", "COCAINE")
    models.GoodsLine.objects.create(
        case=case, administration=case.administration, number=1, commodity=cocaine, flow=cocaine, quantity="12.5000",
        unit=code("unit", "KG"), description="corbeau", serial_number="mésange",
    )  # fmt: skip


def _transport(case: Case) -> None:
    vehicle = models.Conveyance.objects.create(
        case=case, mode=code("conveyance", "VEHICLE"), make="Toyota", carrier="Transports Rossignol"
    )
    models.RouteLeg.objects.create(
        case=case, number=1, role=code("route_role", "DEPARTURE"), country=code("country", "BR"), place_name="Santos"
    )
    models.Container.objects.create(case=case, number="CSQU3054383", seals=["AB12"])
    models.Concealment.objects.create(case=case, where=code("concealment", "IN_FREIGHT"), description="hibou")
    with nominal_within(case.administration):
        models.VehicleIdentity.objects.create(
            conveyance=vehicle, administration=case.administration, plate="DK-4321-B", keep_until_on=date(2031, 1, 1)
        )


def _people(case: Case) -> None:
    driver = models.Person.objects.create(
        case=case, role=code("person_role", "DRIVER"), nationality=code("country", "ML"),
        age_band=Code.objects.filter(code_list_id="age_band").first(),
        gender=Code.objects.filter(code_list_id="gender").first(),
    )  # fmt: skip
    company = models.Company.objects.create(case=case, country=code("country", "SN"))
    with nominal_within(case.administration):
        models.PersonIdentity.objects.create(
            person=driver, administration=case.administration, family_name="Canari", given_names="Hirondelle",
            phones=["771234567"], associates="Alouette", keep_until_on=date(2031, 1, 1),
        )  # fmt: skip
        models.CompanyIdentity.objects.create(
            company=company, administration=case.administration, name="Transports Rossignol",
            keep_until_on=date(2031, 1, 1),
        )  # fmt: skip


def release(case: Case, *, checked_by: Officer, by: Officer, masked: Collection[str] | None = None) -> ReleasedCase:
    """Check and release a record as it stands; every marked word is left out unless told."""
    check_case(by=checked_by, case=case, version=case.version)
    chosen = project(case).held if masked is None else masked
    expected = project(case, masked=chosen).sha256
    return release_case(by=by, case=case, version=case.version, expected_sha256=expected, masked=chosen)


def all_that_left(case: Case) -> str:
    """Everything that stands abroad of a record, with all its versions, and what was told of it."""
    tables: list[Any] = [
        models.ReleasedLine, models.ReleasedConveyance, models.ReleasedContainer, models.ReleasedLeg,
        models.ReleasedConcealment, models.ReleasedPerson, models.ReleasedCompany,
    ]  # fmt: skip
    rows = [*models.ReleasedCase.objects.filter(pk=case.pk).values()]
    for table in tables:
        rows += table.objects.filter(case=case.pk).values()
    for table in (models.ReleasedCase, *tables):
        rows += table.pgh_event_models["insert"].objects.values()
    releases = models.Release.objects.filter(case=case).values("content", "recipients", "coarsened")
    told = [(str(act), sentence(act), act.details, act.recipients) for act in Act.objects.all()]
    notices = [str(notice) for notice in models.ReleaseNotice.objects.all()]
    return json.dumps([rows, [*releases], told, notices], cls=DjangoJSONEncoder, ensure_ascii=False)
