"""A draft becomes a record, or the next version of one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts import authority
from accounts.models import Office
from accounts.permissions import Permission
from audit.acts import act, already_done, record
from cen_records import acts
from cen_records.access import nominal_of
from cen_records.actions.drafts import TO_BE_CORRECTED, unchanged
from cen_records.actions.errors import IdentityTaken, NotReady, NotToBeCorrected
from cen_records.actions.writing import columns, write_rows
from cen_records.choices import Level, Status
from cen_records.models import Case, Draft, ReferenceCounter, Step
from cen_records.reports.codes import codes_named_in, units_in_use
from cen_records.reports.shapes import shapes
from cen_records.rules.document.judging import judge, unanswered
from cen_records.rules.document.reading import Reading, read
from cen_records.rules.document.tidying import tidy
from cen_records.rules.findings import Finding, finding_at
from cen_records.rules.workflow import due_at, entry_due

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import Officer, Posting
    from cen_records.rules.document.paths import Document


def examine(document: Document, *, office: Office) -> tuple[Reading, list[Finding]]:
    """Read a document and judge it, as submitting would. Changes nothing."""
    reading = read(document, shapes=shapes(), codes=codes_named_in(document))
    return reading, judge(reading, today=datetime.now(ZoneInfo(office.time_zone)).date(), units=units_in_use())


@act
def submit_case(*, by: Officer, identity: UUID) -> Case:
    """Hand a draft in. Submitted twice, it is one record.

    Raises NotReady (what is wrong at which field; the draft is as it was), ChangedMeanwhile, IdentityTaken,
    Draft.DoesNotExist.
    """
    with nominal_of(by):
        draft = Draft.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=identity).first()
        if draft is None:
            already_done()
            return _submitted_before(by, identity)
        document, findings = tidy(draft.content)
        office = _office_of(document, draft)
        posting = authority.posting_that_allows(by, Permission.RECORD_ENTER, office)
        if posting is None:  # moved since the draft was begun: the officer may name an office of today
            raise NotReady([finding_at("NOT_YOUR_OFFICE", "case.office", office=office.code)])
        document["case"]["office"] = office.code
        reading, found = examine(document, office=office)
        if standing := unanswered([*findings, *found], document["answers"]):
            raise NotReady(standing)
        return _written(by, posting, draft, office, reading)


def _submitted_before(by: Officer, identity: UUID) -> Case:
    """What a draft that is gone has become. Raises Draft.DoesNotExist where the officer may not know."""
    found = Case.objects.visible_to(by).filter(pk=identity).first()
    if found is None:
        raise Draft.DoesNotExist
    return found


def _office_of(document: Document, draft: Draft) -> Office:
    """The office that the document names, within the administration that the draft was begun for. Raises NotReady."""
    code = str(document["case"].get("office") or "").strip().upper()
    if not code or code == draft.office.code:
        return draft.office
    named = Office.objects.filter(code=code, administration_id=draft.administration_id).first()
    if named is None:
        raise NotReady([finding_at("NO_SUCH_OFFICE", "case.office", typed=code[:60])])
    return named


def _written(by: Officer, posting: Posting, draft: Draft, office: Office, reading: Reading) -> Case:
    case, before, due = _case(by, draft, office, reading)
    write_rows(case, reading)
    Step.objects.create(
        case=case,
        from_status=before,
        to_status=case.status,
        version=case.version,
        by=by,
        by_name=str(by),
        office=office,
        due_at=due,
    )
    kind = acts.RESUBMITTED if before else acts.SUBMITTED
    details = {"version": case.version}
    record(kind, by=by, subject=case, office_code=office.code, details=details, **authority.mandate(posting))
    draft.delete()
    return case


def _case(by: Officer, draft: Draft, office: Office, reading: Reading) -> tuple[Case, str, datetime | None]:
    """The row of the case, new or in its next version, the status that it had, and when this step was due."""
    now = timezone.now()
    stated: dict[str, Any] = {**columns("case", reading.case), "marks": dict(reading.case.marks), "office": office}
    if draft.case_id is None:
        case = Case(
            pk=draft.pk,
            administration_id=draft.administration_id,
            space=draft.space,
            country_code=office.country_code,
            reference=next_reference(office, now.year),
            entered_by=by,
            entered_at=draft.begun_at,
            submitted_at=now,
            door=draft.door,
        )
        if Case.objects.filter(pk=draft.pk).exists():
            raise IdentityTaken
        before = ""
    else:
        case = Case.objects.select_for_update(of=("self",)).get(pk=draft.case_id)
        unchanged(draft, case)
        if case.status not in TO_BE_CORRECTED:
            raise NotToBeCorrected
        before = case.status
        case.version += 1
    for name, value in stated.items():
        setattr(case, name, value)
    case.status, case.level, case.submitted_at = Status.SUBMITTED, Level.SUBMITTED, now
    zone = ZoneInfo(office.time_zone)
    due = case.due_at if before else entry_due(case.seized_on, case.seized_time, zone)
    case.due_at = due_at(Status.SUBMITTED, now, zone)
    case.checked_by = case.released_by = None
    case.checked_at = case.released_at = case.validated_at = None
    case.save()
    return case, before, due


def next_reference(office: Office, year: int) -> str:
    """The next national reference of an office: `SN-AIBD-2026-000123`. No two are alike, whoever asks at once."""
    counter, _made = ReferenceCounter.objects.get_or_create(office=office, year=year)
    counter = ReferenceCounter.objects.select_for_update().get(pk=counter.pk)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{office.code}-{year}-{counter.last:06}"
