"""Files of a record: begun, sent in pieces that may be cut off and go on, looked at, removed.

A file is attached to the identity of a record, which its draft has before it. It is complete when the whole of it has
the SHA-256 that was told at the beginning, and then a background run examines it (`examining`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import authority
from accounts.permissions import Permission
from audit.actions.runs import start_run
from audit.acts import act, already_done, record
from cen_records import acts
from cen_records.access import nominal_of
from cen_records.actions import file_places as places
from cen_records.actions.file_errors import (
    AttachedBefore,
    FileEmpty,
    FileIdentityTaken,
    FileTooLarge,
    RecordEnded,
    TooManyFiles,
    WrongPlace,
)
from cen_records.choices import Progress, Status
from cen_records.models import Attachment, Case, Draft, ReleasedAttachment
from cen_records.reports.places import draft_or_case
from cen_records.rules.pictures import HEAD, MOST_BYTES, fault_of, media_type

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import Officer
    from audit.kinds import Kind
    from reference.models import Code

MOST_FILES = 20  # of one record
ENDED = (Status.WITHDRAWN, Status.REJECTED, Status.DUPLICATE)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told of a file before it comes. `original_sha256` is of what the device had before it made it smaller."""

    kind: Code
    size: int = 0
    sha256: str = ""
    original_sha256: str = ""
    file_name: str = ""
    caption: str = ""
    line_id: UUID | None = None
    taken_at: datetime | None = None


@act
def begin_file(*, by: Officer, record_id: UUID, identity: UUID, told: Told) -> Attachment:
    """Say which file comes. `identity` is made by the form: sent twice, it is one file, and says how much is here.

    The same file of the same officer that was cut off before, under whatever identity, goes on.

    Raises Case.DoesNotExist for a record that the officer may not see, Refused, FileTooLarge, FileEmpty,
    TooManyFiles, AttachedBefore, FileIdentityTaken, RecordEnded.
    """
    with nominal_of(by):
        of = draft_or_case(by, record_id, lock=True)
        authority.require(by, Permission.RECORD_ENTER, of.office)
        already_done()  # that it arrived is told, and not that it was begun
        there = Attachment.objects.filter(pk=identity).first()
        if there is not None:
            same = (there.entered_by_id, there.record_id, there.sha256, there.size)
            if same != (by.pk, record_id, told.sha256, told.size):
                raise FileIdentityTaken
            return there
        if cut := _cut_off(by, of, told):
            return cut
        _refuse(of, told)
        return _new(by, of, identity, told)


@act
def receive_piece(*, by: Officer, identity: UUID, offset: int, content: bytes) -> Attachment:
    """Take the piece that begins at this byte. The file that comes back says how much is here (`received`).

    A piece that came before changes nothing. Where the whole does not have its SHA-256, nothing is here any more.
    Raises Attachment.DoesNotExist for what is not the officer's own, Refused, WrongPlace, OSError (a full disk).
    """
    with nominal_of(by):
        found = Attachment.objects.select_for_update(of=("self",)).get(pk=identity, entered_by=by)
        authority.require(by, Permission.RECORD_ENTER, found.office)
        already_done()
        if found.progress != Progress.ARRIVING or offset < found.received:
            return found
        if offset > found.received or not 0 < len(content) <= found.size - offset:
            raise WrongPlace
        if offset == 0 and len(content) >= HEAD and (fault := fault_of(content[:HEAD])):
            return _turn_away(by, found, fault)
        places.put(places.piece_path(found.pk, offset), content)
        found.received += len(content)
        found.save(update_fields=["received"])
        return found if found.received < found.size else _put_together(by, found)


@act
def attach_whole(*, by: Officer, record_id: UUID, identity: UUID, told: Told, content: IO[bytes]) -> Attachment:
    """Attach a file that a plain form sent at once. Raises what `begin_file` and `receive_piece` raise."""
    size, digest = 0, hashlib.sha256()
    while piece := content.read(1_000_000):
        size += len(piece)
        digest.update(piece)
        if size > MOST_BYTES:
            raise FileTooLarge
    known = replace(told, size=size, sha256=digest.hexdigest())
    begun = begin_file(by=by, record_id=record_id, identity=identity, told=known)
    if begun.progress != Progress.ARRIVING:
        return begun
    with nominal_of(by):
        found = Attachment.objects.select_for_update(of=("self",)).get(pk=begun.pk)
        return _keep(by, found, content)


@act
def remove_file(*, by: Officer, identity: UUID) -> None:
    """Remove a file, and what left of it. Twice is once. Raises Refused, and Attachment.DoesNotExist."""
    with nominal_of(by):
        found = Attachment.objects.visible_to(by).select_for_update(of=("self",)).get(pk=identity)
        posting = authority.require(by, Permission.RECORD_ENTER, found.office)
        erase(found)
        record(
            acts.FILE_REMOVED,
            by=by,
            subject=found,
            office_code=found.office.code,
            details={"sha256": found.sha256, "record": str(found.record_id)},
            **authority.mandate(posting),
        )
        Attachment.objects.filter(pk=found.pk).delete()


def erase(found: Attachment) -> None:
    """Have the files of an attachment, and what left of it, removed once the transaction is kept."""
    released = ReleasedAttachment.objects.filter(pk=found.pk).first()
    paths = [found.path, found.picture_path, found.thumbnail_path]
    if released is not None:
        paths += [released.picture_path, released.thumbnail_path]
        released.delete()
    transaction.on_commit(lambda: places.remove(*paths))
    transaction.on_commit(lambda: places.remove_pieces(found.pk))


def plain_name(typed: str) -> str:
    """The last part of a file's name, without what is not printed."""
    last = typed.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip()[-120:]


def _refuse(of: Draft | Case, told: Told) -> None:
    if isinstance(of, Case) and of.status in ENDED:
        raise RecordEnded
    if told.size > MOST_BYTES:
        raise FileTooLarge
    if told.size <= 0:
        raise FileEmpty
    there = Attachment.objects.of_record(of.pk).exclude(progress=Progress.REFUSED)
    if there.filter(sha256=told.sha256).exists():
        raise AttachedBefore
    if there.count() >= MOST_FILES:
        raise TooManyFiles


def _cut_off(by: Officer, of: Draft | Case, told: Told) -> Attachment | None:
    cut = Attachment.objects.of_record(of.pk).filter(entered_by=by, progress=Progress.ARRIVING)
    return cut.filter(sha256=told.sha256, size=told.size).first()


def _new(by: Officer, of: Draft | Case, identity: UUID, told: Told) -> Attachment:
    try:
        with transaction.atomic():
            return Attachment.objects.create(
                pk=identity,
                record_id=of.pk,
                administration_id=of.administration_id,
                space=of.space,
                office=of.office,
                entered_by=by,
                caption_language=by.language if told.caption else "",
                **{**vars(told), "file_name": plain_name(told.file_name)},
            )
    except IntegrityError:  # a row of another administration, which is not seen from here
        raise FileIdentityTaken from None


def _put_together(by: Officer, found: Attachment) -> Attachment:
    with places.spooled() as whole:
        digest = hashlib.sha256()
        for content in places.pieces(found.pk, found.size):
            digest.update(content)
            whole.write(content)
        if whole.tell() != found.size or digest.hexdigest() != found.sha256:
            found.received = 0
            found.save(update_fields=["received"])
            return found
        return _keep(by, found, whole)


def _keep(by: Officer, found: Attachment, whole: IO[bytes]) -> Attachment:
    """The file is whole: keep it, and have it examined."""
    whole.seek(0)
    head = whole.read(HEAD)
    transaction.on_commit(lambda: places.remove_pieces(found.pk))
    if fault := fault_of(head):
        return _turn_away(by, found, fault)
    whole.seek(0)
    found.path = places.put(f"records/files/{found.pk}/original", whole)
    found.media_type = media_type(head)
    found.received, found.progress, found.arrived_at = found.size, Progress.WAITING, timezone.now()
    found.save()
    start_run(by=None, kind="cen_records.examine_file", parameters=_whose(found), key=f"file {found.pk}")
    _tell(acts.FILE_ATTACHED, by, found, {"sha256": found.sha256, "size": found.size})
    return found


def _whose(found: Attachment) -> dict[str, object]:
    return {"attachment": str(found.pk), "administration": found.administration_id}


def _turn_away(by: Officer, found: Attachment, fault: str) -> Attachment:
    found.progress, found.fault = Progress.REFUSED, fault
    found.save(update_fields=["progress", "fault"])
    _tell(acts.FILE_REFUSED, by, found, {"fault": fault})
    return found


def _tell(kind: Kind, by: Officer, found: Attachment, details: dict[str, object]) -> None:
    posting = authority.require(by, Permission.RECORD_ENTER, found.office)
    record(
        kind,
        by=by,
        subject=found,
        office_code=found.office.code,
        details={"record": str(found.record_id), **details},
        **authority.mandate(posting),
    )
