"""A draft to attach files to, and pictures of every kind of trouble."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import ExifTags, Image

from cen_records.access import nominal_within
from cen_records.actions.attachments import Told, begin_file, receive_piece
from cen_records.actions.examining import examine_file
from cen_records.models import Attachment, Draft
from reference.actions.shipped import load_shipped_lists
from reference.models import Code

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import Settings

    from accounts.models import Officer
    from tests.people import Offices, People

CANARY = "GPS-CANARY-4711"


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), *, telling: bool = False) -> bytes:
    """A picture; one that tells has a place, a comment and a camera."""
    image = Image.effect_noise(size, 60).convert("RGB")
    options: dict[str, Any] = {}
    if telling:
        exif = Image.Exif()
        exif[ExifTags.Base.Make] = CANARY
        exif[ExifTags.Base.Orientation] = 6
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = CANARY
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:11:20 14:05:00"
        options = {"exif": exif, "comment": CANARY.encode()}
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def read(path: str) -> bytes:
    with default_storage.open(path) as file:
        return file.read()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Path:
    """The files of one test, by themselves."""
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": options}
    return tmp_path / "files"


@pytest.fixture
def goods(db: None) -> Code:
    """The kind of file that shows goods."""
    load_shipped_lists(frozenset({"attachment_kind"}))
    return Code.objects.get(code_list="attachment_kind", code="PHOTO_GOODS")


@pytest.fixture
def draft(offices: Offices, people: People) -> Draft:
    """What Awa is typing at the airport."""
    with nominal_within(offices.senegal):
        return Draft.objects.create(
            administration=offices.senegal, office=offices.dakar_airport, entered_by=people.awa, saved_at=timezone.now()
        )


@pytest.fixture
def send(goods: Code) -> Callable[..., Attachment]:
    """Sends a file whole, in pieces."""

    def send_whole(by: Officer, record_id: UUID, content: bytes, piece: int = 100_000, **told: Any) -> Attachment:
        begun = begin_file(
            by=by,
            record_id=record_id,
            identity=uuid4(),
            told=Told(kind=goods, size=len(content), sha256=digest(content), **told),
        )
        for offset in range(0, len(content), piece):
            begun = receive_piece(by=by, identity=begun.pk, offset=offset, content=content[offset : offset + piece])
        return begun

    return send_whole


def examined(attachment: Attachment) -> Attachment:
    """The file after the run that examines it."""
    examine_file(identity=attachment.pk, administration=attachment.administration)
    with nominal_within(attachment.administration):
        return Attachment.objects.select_related("office", "administration").get(pk=attachment.pk)
