"""Drafts: begun, saved as often as one types, thrown away; and records opened again to be put right.

A draft is nobody's record yet. That it was begun, submitted or thrown away is told; each saving is not.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from accounts import authority
from accounts.permissions import Permission
from audit.acts import act, already_done, record
from cen_records import acts
from cen_records.access import nominal_of
from cen_records.actions.errors import ChangedMeanwhile, IdentityTaken, NotToBeCorrected, SubmittedBefore
from cen_records.choices import Door, Space, Status
from cen_records.models import Case, Draft
from cen_records.reports.documents import document_of
from cen_records.rules.document.merging import KEPT_CHANGES, Conflict, as_of, changes_between, merge
from cen_records.rules.document.paths import Document, empty, flat, unflat
from cen_records.rules.document.tidying import tidy

if TYPE_CHECKING:
    from accounts.models import Office, Officer
    from cen_records.rules.findings import Finding

TO_BE_CORRECTED = (Status.RETURNED, Status.RELEASED, Status.QUERIED, Status.VALIDATED)


@dataclass(frozen=True)
class Saved:
    """What became of a saving: the draft as it stands now, what two people wrote at the same field, what was odd."""

    draft: Draft
    conflicts: list[Conflict]
    findings: list[Finding]


@act
def begin_draft(
    *,
    by: Officer,
    identity: UUID,
    office: Office,
    content: object = None,
    door: Door = Door.BROWSER,
    space: Space = Space.REAL,
) -> Draft:
    """Begin a record at an office. `identity` is made by the form: sent twice, it is one draft.

    Raises Refused, IdentityTaken, SubmittedBefore.
    """
    posting = authority.require(by, Permission.RECORD_ENTER, office)
    with nominal_of(by):
        if Case.objects.filter(pk=identity).exists():
            raise SubmittedBefore if Case.objects.filter(pk=identity, entered_by=by).exists() else IdentityTaken
        draft, made = _begun(identity, office, by, content=content, door=door, space=space)
        if draft.entered_by_id != by.pk:
            raise IdentityTaken
        if made:
            record(acts.DRAFT_BEGUN, by=by, subject=draft, office_code=office.code, **authority.mandate(posting))
        else:
            already_done()
        return draft


def _begun(
    identity: UUID, office: Office, by: Officer, *, content: object, door: Door, space: Space
) -> tuple[Draft, bool]:
    """The draft and whether it is new. Raises IdentityTaken for one of another administration, which is not seen."""
    document, _findings = tidy(content or empty())
    told = {
        "administration": office.administration or office,  # records are entered within one
        "space": space,
        "office": office,
        "entered_by": by,
        "door": door,
        "content": document,
        "content_sha256": digest_of(document),
        "saved_at": timezone.now(),
    }
    try:
        return Draft.objects.get_or_create(pk=identity, defaults=told)
    except IntegrityError as taken:
        raise IdentityTaken from taken


@act
def save_draft(*, by: Officer, identity: UUID, content: object, based_on: int, device: str = "") -> Saved:
    """Keep what was typed, whatever it says. `based_on` is the revision that the work began from.

    If somebody else saved meanwhile, what only one of the two changed is taken from each, and for the rest what is
    there stays and the conflict is told. Raises Draft.DoesNotExist for what is not (or no longer) a draft of theirs.
    """
    mine, findings = tidy(content)
    with nominal_of(by):
        draft = Draft.objects.visible_to(by).select_for_update(of=("self",)).get(pk=identity)
        current = flat(draft.content)
        base = as_of(current, draft.changes, based_on) if based_on <= draft.revision else None
        merged, conflicts = merge(base, current, flat(mine))
        changed = changes_between(current, merged, draft.revision + 1)
        if changed:
            draft.content = unflat(merged)
            draft.content_sha256 = digest_of(draft.content)
            draft.revision += 1
            draft.changes = [*draft.changes, *changed][-KEPT_CHANGES:]
        draft.saved_at = timezone.now()
        draft.device = device[:80]
        draft.save()
    already_done()
    return Saved(draft, conflicts, findings)


@act
def discard_draft(*, by: Officer, draft: Draft) -> None:
    """Throw a draft away. A record that it was to put right stays as it was. Twice is once."""
    with nominal_of(by):
        found = Draft.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=draft.pk).first()
        if found is None:
            already_done()
            return
        details = {"sha256": found.content_sha256}
        record(acts.DRAFT_DISCARDED, by=by, subject=found, office_code=found.office.code, details=details)
        found.delete()


@act
def reopen_case(*, by: Officer, case: Case) -> Draft:
    """Open a record that was returned, or that is wrong after its release, as a draft. Twice is the same draft.

    Raises Refused, NotToBeCorrected.
    """
    posting = authority.require(by, Permission.RECORD_ENTER, case.office)
    with nominal_of(by):
        current = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        if found := Draft.objects.filter(case=current).first():
            already_done()
            return found
        if current.status not in TO_BE_CORRECTED:
            raise NotToBeCorrected
        document = document_of(current, nominal=True)
        draft = Draft.objects.create(
            pk=current.pk,
            case=current,
            base_version=current.version,
            administration_id=current.administration_id,
            space=current.space,
            office=current.office,
            entered_by=by,
            content=document,
            content_sha256=digest_of(document),
            saved_at=timezone.now(),
        )
        record(acts.REOPENED, by=by, subject=current, office_code=current.office.code, **authority.mandate(posting))
        return draft


def digest_of(document: Document) -> str:
    """SHA-256 of a document: the same content is the same, in whatever order it was sent."""
    spelt = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(spelt.encode()).hexdigest()


def unchanged(draft: Draft, case: Case) -> None:
    """That nobody changed the record since the draft was made from it. Raises ChangedMeanwhile."""
    if draft.base_version != case.version:
        raise ChangedMeanwhile
