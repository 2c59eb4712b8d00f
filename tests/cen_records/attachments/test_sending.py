"""A file arrives in pieces: cut off, gone on with, sent twice, somebody else's, too large, on a full disk."""

from __future__ import annotations

import errno
import io
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage

from accounts.permissions import Refused
from accounts.roles import NationalAnalyst
from audit.models import Run
from cen_records.access import nominal_of
from cen_records.actions.attachments import (
    MOST_FILES,
    Told,
    attach_whole,
    begin_file,
    plain_name,
    receive_piece,
    remove_file,
)
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
from cen_records.models import Attachment, Case, Draft
from tests.cen_records.attachments.conftest import digest, picture, read
from tests.people import post

if TYPE_CHECKING:
    from accounts.models import Officer
    from reference.models import Code
    from tests.people import Offices, People

Send = Callable[..., Attachment]
PHOTO = picture()


@contextmanager
def full_disk() -> Iterator[None]:
    """The kernel refuses the first byte of any file, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def begun(by: Officer, draft: Draft, kind: Code, content: bytes = PHOTO) -> Attachment:
    return begin_file(
        by=by, record_id=draft.pk, identity=uuid4(), told=Told(kind=kind, size=len(content), sha256=digest(content))
    )


def test_a_whole_file_waits_to_be_examined(people: People, draft: Draft, send: Send) -> None:
    sent = send(people.awa, draft.pk, PHOTO)

    assert sent.progress == Progress.WAITING
    assert sent.media_type == "image/jpeg"
    assert read(sent.path) == PHOTO
    assert Run.objects.filter(kind="cen_records.examine_file", parameters__attachment=str(sent.pk)).count() == 1


def test_a_cut_upload_goes_on_where_the_server_says(people: People, draft: Draft, goods: Code) -> None:
    file = begun(people.awa, draft, goods)
    half = len(PHOTO) // 2
    assert receive_piece(by=people.awa, identity=file.pk, offset=0, content=PHOTO[:half]).progress == Progress.ARRIVING

    again = begin_file(
        by=people.awa,
        record_id=draft.pk,
        identity=file.pk,
        told=Told(kind=goods, size=len(PHOTO), sha256=digest(PHOTO)),
    )
    assert again.received == half
    assert receive_piece(by=people.awa, identity=file.pk, offset=0, content=PHOTO[:half]).received == half
    with pytest.raises(WrongPlace):
        receive_piece(by=people.awa, identity=file.pk, offset=half + 1, content=PHOTO[half + 1 :])
    whole = receive_piece(by=people.awa, identity=file.pk, offset=half, content=PHOTO[half:])

    assert whole.progress == Progress.WAITING
    assert read(whole.path) == PHOTO


def test_what_has_another_hash_is_never_complete(people: People, draft: Draft, goods: Code) -> None:
    file = begun(people.awa, draft, goods)
    damaged = PHOTO[:-1] + bytes([PHOTO[-1] ^ 1])

    answer = receive_piece(by=people.awa, identity=file.pk, offset=0, content=damaged)

    assert (answer.progress, answer.received) == (Progress.ARRIVING, 0)
    assert receive_piece(by=people.awa, identity=file.pk, offset=0, content=PHOTO).progress == Progress.WAITING


def test_more_than_was_told_is_not_taken(people: People, draft: Draft, goods: Code) -> None:
    file = begun(people.awa, draft, goods)

    with pytest.raises(WrongPlace):
        receive_piece(by=people.awa, identity=file.pk, offset=0, content=PHOTO + b"!")


def test_the_same_file_twice_is_told(people: People, draft: Draft, goods: Code, send: Send) -> None:
    send(people.awa, draft.pk, PHOTO)

    with pytest.raises(AttachedBefore):
        begun(people.awa, draft, goods)


@pytest.mark.parametrize(("size", "error"), [(200_000_000, FileTooLarge), (0, FileEmpty)])
def test_the_size_is_judged_before_a_byte_comes(
    people: People, draft: Draft, goods: Code, size: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        begin_file(
            by=people.awa, record_id=draft.pk, identity=uuid4(), told=Told(kind=goods, size=size, sha256="0" * 64)
        )


def test_a_record_holds_twenty_files(people: People, draft: Draft, goods: Code) -> None:
    for number in range(MOST_FILES):
        begun(people.awa, draft, goods, PHOTO + bytes([number]))

    with pytest.raises(TooManyFiles):
        begun(people.awa, draft, goods)


def test_an_identity_that_is_taken(people: People, draft: Draft, goods: Code) -> None:
    taken = begun(people.awa, draft, goods)

    with pytest.raises(FileIdentityTaken):
        begin_file(
            by=people.awa, record_id=draft.pk, identity=taken.pk, told=Told(kind=goods, size=9, sha256=digest(b"other"))
        )


def test_an_identity_that_is_taken_abroad(
    people: People, offices: Offices, draft: Draft, goods: Code, make_case: Callable[..., Case]
) -> None:
    taken = begun(people.awa, draft, goods)
    case = make_case(offices.cameroon, people.rose, administration=offices.cameroon)

    with pytest.raises(FileIdentityTaken):
        begin_file(
            by=people.jean,
            record_id=case.pk,
            identity=taken.pk,
            told=Told(kind=goods, size=len(PHOTO), sha256=digest(PHOTO)),
        )


@pytest.mark.parametrize("name", ["babacar", "omar", "jean", "fatou", "viktor"])
def test_a_draft_takes_files_of_its_writer_alone(people: People, draft: Draft, goods: Code, name: str) -> None:
    officer = getattr(people, name)
    file = begun(people.awa, draft, goods)

    with pytest.raises(Case.DoesNotExist):
        begun(officer, draft, goods)
    with pytest.raises(Attachment.DoesNotExist):
        receive_piece(by=officer, identity=file.pk, offset=0, content=PHOTO)
    with pytest.raises(Attachment.DoesNotExist):
        remove_file(by=officer, identity=file.pk)


def test_an_analyst_sees_and_attaches_nothing(
    people: People, offices: Offices, goods: Code, make_case: Callable[..., Case]
) -> None:
    post(people.nadia, offices.senegal, NationalAnalyst)
    case = make_case(offices.dakar_airport, people.awa)

    with pytest.raises(Refused):
        begin_file(
            by=people.nadia, record_id=case.pk, identity=uuid4(), told=Told(kind=goods, size=9, sha256=digest(b"x"))
        )


def test_a_closed_record_takes_none(
    people: People, offices: Offices, goods: Code, make_case: Callable[..., Case]
) -> None:
    case = make_case(offices.dakar_airport, people.awa, status=Status.REJECTED)

    with pytest.raises(RecordEnded):
        begin_file(
            by=people.awa, record_id=case.pk, identity=uuid4(), told=Told(kind=goods, size=9, sha256=digest(b"x"))
        )


def test_a_full_disk_loses_nothing(people: People, draft: Draft, goods: Code) -> None:
    file = begun(people.awa, draft, goods)
    half = len(PHOTO) // 2
    receive_piece(by=people.awa, identity=file.pk, offset=0, content=PHOTO[:half])

    with full_disk(), pytest.raises(OSError, match=r".") as refused:
        receive_piece(by=people.awa, identity=file.pk, offset=half, content=PHOTO[half:])
    whole = receive_piece(by=people.awa, identity=file.pk, offset=half, content=PHOTO[half:])

    assert refused.value.errno in (errno.EFBIG, errno.ENOSPC)
    assert whole.progress == Progress.WAITING


def test_a_form_without_script_sends_it_at_once(people: People, draft: Draft, goods: Code, store: object) -> None:
    identity = uuid4()
    told = Told(
        kind=goods,
        file_name="C:\\photos\\<script>alert(1)</script>\u202ephoto\n.jpg",
        caption="<script>alert(1)</script>",
    )

    first, again = (
        attach_whole(by=people.awa, record_id=draft.pk, identity=identity, told=told, content=io.BytesIO(PHOTO))
        for _ in range(2)
    )

    assert first.progress == again.progress == Progress.WAITING
    assert first.sha256 == digest(PHOTO)
    assert first.file_name == "script>photo.jpg"


def test_names_are_bare() -> None:
    assert plain_name("../../etc/passwd") == "passwd"
    assert plain_name("photo\x00\u202e.jpg") == "photo.jpg"
    assert len(plain_name("x" * 500)) == 120


def test_a_removed_file_is_gone(
    people: People, draft: Draft, send: Send, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        sent = send(people.awa, draft.pk, PHOTO)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        remove_file(by=people.awa, identity=sent.pk)

    assert not default_storage.exists(sent.path)
    with nominal_of(people.awa):
        assert not Attachment.objects.exists()
