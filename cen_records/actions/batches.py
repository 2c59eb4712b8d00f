"""Many records that a program sends at once: kept until a background run has taken each of them, exactly once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_noop

from accounts import authority
from accounts.models import Officer
from accounts.permissions import Permission, Refused
from audit.actions.runs import CannotGoOn, Result, start_run
from audit.acts import act, already_done, record
from audit.errors import NotDone
from cen_records import acts
from cen_records.access import nominal_of
from cen_records.actions.drafts import digest_of
from cen_records.actions.errors import IdentityTaken, NotReady, SentOtherwise
from cen_records.actions.receiving import receive_record
from cen_records.models import Batch

if TYPE_CHECKING:
    from audit.actions.runs import Running
    from audit.models import Run
    from cen_records.models import Case

KIND = "cen_records.receive_records"
AT_ONCE = 20  # records between two checkpoints
DONE = gettext_noop("Records: %(accepted)s accepted, %(same)s sent before, %(refused)s refused.")
GONE = gettext_noop("What was to be taken is not there, or its sender may not send records any more.")


@act
def send_batch(*, by: Officer, batch_id: UUID, documents: list[dict[str, Any]]) -> Run:
    """Have documents taken as records in the background: `{"id": …, "document": {…}}` each.

    `batch_id` is made by the program: sent twice, it is one run. Raises Refused, IdentityTaken.
    """
    posting = authority.posting_granting(by, Permission.RECORD_ENTER)
    administration = posting.office.administration or posting.office
    digest = digest_of({"records": documents})
    with nominal_of(by):
        run = start_run(
            by=by, kind=KIND, parameters={"batch": str(batch_id)}, office_code=posting.office.code,
            key=f"{KIND} {by.pk} {batch_id}",
        )  # fmt: skip
        if run.was_there:
            if not Batch.objects.filter(pk=batch_id, sent_by=by, content_sha256=digest).exists():
                raise IdentityTaken
            already_done()
            return run
        if Batch.objects.filter(pk=batch_id).exists():
            raise IdentityTaken
        Batch.objects.create(
            pk=batch_id, administration=administration, sent_by=by, content_sha256=digest, documents=documents
        )
    details = {"number": len(documents)}
    record(
        acts.BATCH_SENT, by=by, subject=run, office_code=posting.office.code, details=details,
        **authority.mandate(posting),
    )  # fmt: skip
    return run


def work_on_batch(running: Running) -> Result:
    """Take each document of a batch as its sender may today. What was taken stays when the work is broken off."""
    officer = Officer.objects.filter(pk=running.by_id, is_active=True).first()
    if officer is None:
        raise CannotGoOn(GONE)
    with nominal_of(officer):
        batch = Batch.objects.filter(pk=running.parameters["batch"]).first()
    if batch is None:
        raise CannotGoOn(GONE)
    documents, outcomes = batch.documents, batch.outcomes
    total = len(documents) or len(outcomes)
    while len(outcomes) < total:
        piece = documents[len(outcomes) : len(outcomes) + AT_ONCE]
        with running.checkpoint(len(outcomes) + len(piece), total):
            outcomes = outcomes + [_outcome(officer, one) for one in piece]
            left: list[Any] = documents if len(outcomes) < total else []  # names are not kept longer than needed
            with nominal_of(officer):
                Batch.objects.filter(pk=batch.pk).update(outcomes=outcomes, documents=left)
    with running.result_file("records.json", "application/json") as file:
        file.write(json.dumps({"items": outcomes}, ensure_ascii=False).encode())
    states = [outcome["status"] for outcome in outcomes]
    return Result(DONE, {name: states.count(name) for name in ("accepted", "same", "refused")})


def _outcome(officer: Officer, sent: dict[str, Any]) -> dict[str, Any]:
    """What became of one document, in codes and ways to fields: no word that was sent."""
    told: dict[str, Any] = {"id": sent["id"], "status": "refused", "code": "", "findings": []}
    try:
        received = receive_record(by=officer, identity=UUID(sent["id"]), sent=sent["document"], agreed=_not_by_many)
    except NotReady as refused:
        found = [{"path": one.path, "code": one.code, "level": one.level.value} for one in refused.findings]
        return told | {"code": "NotReady", "findings": found}
    except (NotDone, Refused) as refused_as:
        return told | {"code": type(refused_as).__name__}
    return told | {"status": "same" if received.is_same else "accepted", "reference": received.case.reference}


def _not_by_many(_case: Case) -> None:
    """Records are corrected one by one. Raises SentOtherwise."""
    raise SentOtherwise
