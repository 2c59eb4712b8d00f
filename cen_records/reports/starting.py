"""What a new record begins with: what the office says, what the officer's last cases were, or one of them again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

from accounts.choices import OfficeKind
from accounts.models import Office
from accounts.permissions import Permission
from cen_records.models import Case, GoodsLine, RouteLeg
from cen_records.reports.documents import document_of
from cen_records.rules.document.paths import Document, empty
from cen_records.rules.fields import LISTS

if TYPE_CHECKING:
    from accounts.models import Officer
    from cen_records.querysets.cases import CaseQuerySet

LAST = 20
OFTEN = 4
# What one case has of its own: never copied into another.
OWN_FIELDS: Mapping[str, frozenset[str]] = {
    "case": frozenset({
        "seized_on", "seized_time", "narrative", "narrative_language", "declaration_number", "estimated_value", "fine",
        "duties_evaded", "outcome", "risk_profile_reference", "intelligence_reference", "form_profile",
    }),
    "lines": frozenset({
        "quantity", "value", "packages", "serial_number", "permit_number", "object_number", "batch", "disposal",
        "disposed_on", "raw_pieces", "raw_kg", "worked_pieces", "worked_kg", "purity_percent", "denominations",
    }),
    "conveyances": frozenset({"air_waybill", "bill_of_lading", "voyage", "wagon_number"}),
    "legs": frozenset({"passed_on"}),
}  # fmt: skip
COPIED = ("lines", "conveyances", "legs", "concealments")


def offices_of_entry(officer: Officer) -> list[Office]:
    """The posts at which an officer enters records, in the order of their codes."""
    reached = Office.objects.reached_by(officer, Permission.RECORD_ENTER).open()
    return list(reached.filter(kind=OfficeKind.POST).order_by("code"))


def usual_office(officer: Officer, offices: list[Office]) -> Office | None:
    """Where a new record is most probably entered: the officer's own post, or that of the last case."""
    if len(offices) == 1:
        return offices[0]
    held = {posting.office_id for posting in officer.postings.granting(Permission.RECORD_ENTER)}
    own = [office for office in offices if office.pk in held]
    if own:
        return own[0]
    last = last_cases(officer).first()
    return next((office for office in offices if last and office.pk == last.office_id), None)


def last_cases(officer: Officer) -> CaseQuerySet:
    """What the officer entered, the newest first, as far as it may still be seen."""
    return Case.objects.visible_to(officer).entered_by(officer).order_by("-submitted_at")


def starting_document(officer: Officer, office: Office | None) -> Document:
    """Today, here, and what hardly changes from one case to the next: direction and means of transport."""
    document = empty()
    document["case"] = {"form_profile": "SHORT", **_here(office)}
    last = last_cases(officer).select_related("direction").first()
    if last is None:
        return document
    if last.direction:
        document["case"]["direction"] = last.direction.code
    conveyance = last.conveyances.select_related("mode").first()
    if conveyance:
        document["conveyances"] = [{"id": str(uuid4()), "mode": conveyance.mode.code}]
    return document


def copied_document(case: Case, office: Office | None) -> Document:
    """A new record like another one, without what that one has of its own, and without anybody's name."""
    earlier, document = document_of(case, nominal=False), empty()
    said = {name: value for name, value in earlier["case"].items() if name not in OWN_FIELDS["case"]}
    document["case"] = said | {"form_profile": "SHORT", **_here(office)}
    for part in COPIED:
        own = OWN_FIELDS.get(part, frozenset())
        document[part] = [
            {name: value for name, value in row.items() if name not in own} | {"id": str(uuid4())}
            for row in earlier[part]
        ]
    return document


def usual_values(officer: Officer) -> dict[str, list[tuple[str, str]]]:
    """What the officer's last cases had most often, as code and label: by field, for legs by their role as well."""
    cases = list(last_cases(officer).values_list("pk", flat=True)[:LAST])
    found: dict[str, Counter[tuple[str, str]]] = {}
    for line in GoodsLine.objects.filter(case__in=cases).select_related("commodity"):
        found.setdefault("lines.commodity", Counter())[line.commodity.code, line.commodity.label()] += 1
    for leg in RouteLeg.objects.filter(case__in=cases, country__isnull=False).select_related("country", "role"):
        found.setdefault(f"legs.country.{leg.role.code}", Counter())[leg.country.code, leg.country.label()] += 1
    return {path: [value for value, _times in counted.most_common(OFTEN)] for path, counted in found.items()}


def is_blank(document: Document) -> bool:
    """Whether nothing was typed beyond what a new form has by itself."""
    rows = chain.from_iterable(document[part] for part in LISTS)
    return not any(set(row) - {"id", "role"} for row in rows)


def _here(office: Office | None) -> dict[str, str]:
    if office is None:
        return {}
    today = datetime.now(ZoneInfo(office.time_zone)).date().isoformat()
    return {"seized_on": today, "office": office.code, **({"location_type": office.setting} if office.setting else {})}
