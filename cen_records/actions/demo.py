"""Filling the demo with records, entered and taken further by its own officers through the same acts as anybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid5

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions.demo import DemoRefused
from accounts.models import Officer, RiloMembership
from accounts.roles import NationalContactPoint, RiloAnalyst
from cen_records.access import nominal_of
from cen_records.actions.checking import check_case, return_case
from cen_records.actions.drafts import begin_draft
from cen_records.actions.releasing import release_case
from cen_records.actions.submitting import submit_case
from cen_records.actions.verifying import query_case, validate_case
from cen_records.choices import Status
from cen_records.demo.records import DRAFT, demo_records
from cen_records.models import Case, Draft, ReleasedCase
from cen_records.reports.projection import project

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from cen_records.demo.records import DemoRecord

CHECKED = (Status.CHECKED, Status.RELEASED, Status.QUERIED, Status.VALIDATED)
RELEASED = CHECKED[1:]


def load_demo_records() -> int:
    """Enter the records of the demo that are not there yet; returns how many. Raises DemoRefused outside a demo."""
    if not settings.DEMO:
        raise DemoRefused("This is not a demo: set VIGIE_DEMO=true to load invented records.")
    writers = {officer.sign_in_name: officer for officer in Officer.objects.filter(is_demo=True)}
    entered = 0
    for told in demo_records(timezone.localdate()):
        with transaction.atomic():
            entered += _entered(told, writers[told.by])
    return entered


def _entered(told: DemoRecord, writer: Officer) -> bool:
    posting = writer.postings.select_related("office").first()
    if posting is None or Case.objects.filter(pk=told.identity).exists():
        return False
    with nominal_of(writer):
        if Draft.objects.filter(pk=told.identity).exists():
            return False
    begin_draft(by=writer, identity=told.identity, office=posting.office, content=told.document)
    if told.way != DRAFT:
        _taken_further(submit_case(by=writer, identity=told.identity), Status(told.way))
    return True


def _taken_further(case: Case, way: Status) -> None:
    """From step to step until the record stands where the demo wants it."""
    contact_point = _holder(case, NationalContactPoint.code)
    if way == Status.RETURNED:
        words = "Merci de préciser la quantité : pesée brute ou nette ?"
        line = case.lines.get()
        return_case(by=contact_point, case=case, version=case.version, remarks=[(f"lines.{line.pk}.quantity", words)])
    if way in CHECKED:
        case = check_case(by=contact_point, case=case, version=case.version)
    if way in RELEASED:
        released = release_case(by=contact_point, case=case, version=case.version, expected_sha256=project(case).sha256)
        _abroad.get(way, _left)(case, released)


def _validated(case: Case, released: ReleasedCase) -> None:
    validate_case(by=_holder(case, RiloAnalyst.code), released=released, version=released.version)


def _queried(case: Case, released: ReleasedCase) -> None:
    query_case(
        by=_holder(case, RiloAnalyst.code),
        released=released,
        remark_id=uuid5(case.pk, "question"),
        words="Le scellement du conteneur avait-il été remplacé ?",
    )


def _left(case: Case, released: ReleasedCase) -> None:
    """Released, and nobody has looked at it yet."""


_abroad: dict[Status, Callable[[Case, ReleasedCase], None]] = {Status.VALIDATED: _validated, Status.QUERIED: _queried}


def _holder(case: Case, role_code: str) -> Officer:
    """The first of the demo's people who holds a role for the country of a record."""
    held: QuerySet[Officer] = Officer.objects.filter(is_demo=True, postings__role_code=role_code).order_by("pk")
    if role_code == RiloAnalyst.code:
        members = RiloMembership.objects.filter(administration=case.administration_id)
        return held.filter(postings__office__in=members.values("rilo"))[0]
    return held.filter(postings__office=case.administration_id)[0]
