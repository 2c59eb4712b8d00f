"""Looks at files, and pictures that may leave the country because somebody who releases says that they show nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts import authority
from accounts.models import RiloMembership
from accounts.permissions import Permission
from audit.acts import act, already_done, record, seen_lately
from cen_records import acts
from cen_records.access import nominal_of
from cen_records.actions import file_places as places
from cen_records.actions.file_errors import NotForSharing
from cen_records.choices import ShareLevel
from cen_records.models import Attachment, Case, ReleasedAttachment

if TYPE_CHECKING:
    from accounts.models import Officer, Posting


@act
def look_at_files(*, by: Officer, case: Case) -> None:
    """Leave word that somebody looks at the files of a record (small, all at once)."""
    if seen_lately(acts.FILES_SEEN, by=by, subject=case):
        return
    told = _by_virtue_of(_posting(by, case))
    record(acts.FILES_SEEN, by=by, subject=case, office_code=case.office.code, **told)


@act
def look_at_file(*, by: Officer, attachment: Attachment) -> None:
    """Leave word that somebody looks at one picture."""
    details = {"record": str(attachment.record_id)}
    if seen_lately(acts.FILE_SEEN, by=by, subject=attachment, details=details):
        return
    told = _by_virtue_of(_posting(by, attachment))
    record(acts.FILE_SEEN, by=by, subject=attachment, office_code=attachment.office.code, details=details, **told)


@act
def take_original(*, by: Officer, attachment: Attachment) -> None:
    """Leave word that somebody takes the original out: each time, because it may go anywhere then."""
    posting = _posting(by, attachment)
    record(
        acts.FILE_TAKEN_OUT,
        by=by,
        subject=attachment,
        office_code=attachment.office.code,
        recipients=[authority.recipient(by, posting)],
        details={"record": str(attachment.record_id), "sha256": attachment.sha256},
        **_by_virtue_of(posting),
    )


@act
def share_picture(*, by: Officer, identity: UUID, caption: str = "") -> ReleasedAttachment:
    """Say that a picture shows nobody and no document: it leaves with its record. Twice is once.

    `caption` is what leaves with it. Raises Refused, NotForSharing, Attachment.DoesNotExist.
    """
    with nominal_of(by):
        found = Attachment.objects.visible_to(by).select_for_update(of=("self",)).get(pk=identity)
        posting = authority.require(by, Permission.RECORD_RELEASE, found.office)
        if there := ReleasedAttachment.objects.filter(pk=found.pk).first():
            already_done()
            return there
        if not (found.may_be_served and found.is_picture):
            raise NotForSharing
        found.contains_personal, found.share_level = False, ShareLevel.REGIONAL
        found.save(update_fields=["contains_personal", "share_level"])
        released = _released(found, caption)
        record(
            acts.FILE_SHARED,
            by=by,
            subject=found,
            office_code=found.office.code,
            recipients=_readers(found),
            details={"record": str(found.record_id)},
            **authority.mandate(posting),
        )
        return released


@act
def keep_picture_back(*, by: Officer, identity: UUID) -> None:
    """Take back that a picture may leave: from now on nobody abroad sees it. Twice is once. Raises as sharing does."""
    with nominal_of(by):
        found = Attachment.objects.visible_to(by).select_for_update(of=("self",)).get(pk=identity)
        posting = authority.require(by, Permission.RECORD_RELEASE, found.office)
        released = ReleasedAttachment.objects.filter(pk=found.pk).first()
        if released is None:
            already_done()
            return
        paths = (released.picture_path, released.thumbnail_path)
        released.delete()
        transaction.on_commit(lambda: places.remove(*paths))
        found.contains_personal, found.share_level = True, ShareLevel.NATIONAL
        found.save(update_fields=["contains_personal", "share_level"])
        details = {"record": str(found.record_id)}
        told = authority.mandate(posting)
        record(acts.FILE_KEPT_BACK, by=by, subject=found, office_code=found.office.code, details=details, **told)


def _released(found: Attachment, caption: str) -> ReleasedAttachment:
    """The picture as it leaves, with files of its own in a folder that says nothing of where they came from."""
    folder = f"records/released/{uuid4()}"
    copies = {}
    for name in ("picture", "thumbnail"):
        with default_storage.open(getattr(found, f"{name}_path")) as drawn:
            copies[f"{name}_path"] = places.put(f"{folder}/{name}.jpg", drawn)
    return ReleasedAttachment.objects.create(
        pk=found.pk,
        record_id=found.record_id,
        administration_id=found.administration_id,
        space=found.space,
        kind_id=found.kind_id,
        caption=caption[:200],
        caption_language=found.caption_language if caption else "",
        width=found.width,
        height=found.height,
        **copies,
    )


def _readers(found: Attachment) -> list[str]:
    """The RILOs that read what this administration releases; where it has none, the administration itself."""
    today = RiloMembership.objects.holding(timezone.localdate()).filter(administration_id=found.administration_id)
    return list(today.values_list("rilo__code", flat=True)) or [found.administration.code]


def _posting(by: Officer, of: Attachment | Case) -> Posting | None:
    """By virtue of what the officer sees files; none for one's own after one has moved."""
    allowing = (
        authority.posting_that_allows(by, permission, of.office)
        for permission in (Permission.NOMINAL_VIEW, Permission.RECORD_ENTER)
    )
    return next(filter(None, allowing), None)


def _by_virtue_of(posting: Posting | None) -> authority.Mandate:
    return authority.mandate(posting) if posting else authority.NO_MANDATE
