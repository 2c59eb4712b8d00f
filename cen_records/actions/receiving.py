"""What a program sends whole: a new record, the same once more, or the correction of one. Nothing is half-written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q

from accounts import authority
from accounts.models import Office
from accounts.permissions import Permission, Refused
from audit.acts import act, already_done
from cen_records.access import nominal_of
from cen_records.actions.drafts import TO_BE_CORRECTED, begin_draft, digest_of, reopen_case, save_draft
from cen_records.actions.errors import DraftOpen, NotReady, NotToBeCorrected
from cen_records.actions.submitting import submit_case
from cen_records.choices import Door
from cen_records.models import Case, Delivery, Draft
from cen_records.rules.document.names import keeping_names
from cen_records.rules.document.tidying import tidy
from cen_records.rules.findings import finding_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from accounts.models import Officer
    from cen_records.rules.document.paths import Document
    from cen_records.rules.findings import Finding


@dataclass(frozen=True)
class Received:
    """The record as it stands. `is_new`: it was not there; `is_same`: this document had been sent before."""

    case: Case
    is_new: bool = False
    is_same: bool = False


@act
def receive_record(*, by: Officer, identity: UUID, sent: Any, agreed: Callable[[Case], None]) -> Received:
    """Take a document that a program sent as the record of this identity.

    Where there is none, one is begun and submitted. Where the officer sees one: the same document is answered by
    what it became; another one corrects it, if it stands where it can be corrected and `agreed` lets it pass, which
    is asked with the row locked. If anything stands against it nothing is kept, no draft either.

    Raises Refused, NotReady, NotToBeCorrected, DraftOpen, IdentityTaken, and what `agreed` raises.
    """
    if not authority.has_anywhere(by, Permission.RECORD_ENTER):
        raise Refused(Permission.RECORD_ENTER)
    document, odd = tidy(sent)
    digest = digest_of(document)
    _wait_for_others(identity)
    case = Case.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=identity).first()
    if case is None:
        made = _submitted(by, identity, odd, lambda: _begin(by, identity, document))
    elif case.deliveries.filter(content_sha256=digest).exists():
        already_done()
        return Received(case, is_same=True)
    else:
        found = case
        if found.status not in TO_BE_CORRECTED:
            raise NotToBeCorrected
        agreed(found)
        made = _submitted(by, identity, odd, lambda: _reopen(by, found, sent))
    Delivery.objects.create(case=made, content_sha256=digest, version=made.version, by=by)
    return Received(made, is_new=case is None)


def _wait_for_others(identity: UUID) -> None:
    """Of two who send the same identity at once, the second goes on when the first is through."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"record {identity}"])


def _submitted(by: Officer, identity: UUID, odd: list[Finding], draw_up: Callable[[], None]) -> Case:
    """The record that comes of a draft. Raises NotReady with all that stands against it."""
    try:
        draw_up()
        case = submit_case(by=by, identity=identity)
    except NotReady as refused:
        raise NotReady([*odd, *refused.findings]) from None
    if odd:
        raise NotReady(odd)
    return case


def _begin(by: Officer, identity: UUID, document: Document) -> None:
    with nominal_of(by):
        if Draft.objects.visible_to(by).filter(pk=identity).exists():
            raise DraftOpen
    office = office_named(by, document)
    begin_draft(by=by, identity=identity, office=office, content=document, door=Door.API)


def _reopen(by: Officer, case: Case, sent: Any) -> None:
    with nominal_of(by):
        if Draft.objects.filter(case=case).exists():
            raise DraftOpen
        draft = reopen_case(by=by, case=case)
        save_draft(by=by, identity=draft.pk, content=keeping_names(sent, draft.content), based_on=draft.revision)


def office_named(by: Officer, document: Document) -> Office:
    """The office for which a document is sent: the one that it names, or the only one where the officer enters.

    Raises NotReady.
    """
    typed = document["case"].get("office")
    code = typed.strip().upper() if isinstance(typed, str) else ""
    offices = [posting.office for posting in by.postings.granting(Permission.RECORD_ENTER).select_related("office")]
    if not code:
        if len({office.pk for office in offices}) == 1:
            return offices[0]
        raise NotReady([finding_at("MISSING", "case.office")])
    administrations = {office.administration_id or office.pk for office in offices}
    within = Q(administration_id__in=administrations) | Q(pk__in=administrations)
    found = Office.objects.filter(within, code=code).first()
    if found is None:
        raise NotReady([finding_at("NO_SUCH_OFFICE", "case.office", typed=code[:60])])
    if authority.posting_that_allows(by, Permission.RECORD_ENTER, found) is None:
        raise NotReady([finding_at("NOT_YOUR_OFFICE", "case.office", office=found.code)])
    return found
