"""A record with a picture, which also left the country, for the addresses of files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.utils import timezone

from cen_records.access import nominal_within
from cen_records.actions.file_places import put
from cen_records.choices import Progress, Scan, ShareLevel
from cen_records.models import Attachment, Case, ReleasedAttachment, ReleasedCase
from reference.actions.shipped import load_shipped_lists
from reference.models import Code

if TYPE_CHECKING:
    from accounts.models import Office, Officer

OF_A_RECORD = {"cen_records:file-list", "cen_records:released-file-list"}


def file_for(route: str, officer: Officer, office: Office) -> UUID:
    """What an address of files stands for: the record, or the picture that its officer attached."""
    load_shipped_lists(frozenset({"attachment_kind"}))
    assert office.administration is not None
    case = _records(officer, office)
    picture = put(f"records/files/{case.pk}.jpg", b"\xff\xd8\xff")
    shown: dict[str, Any] = {
        "record_id": case.pk,
        "administration": office.administration,
        "kind": Code.objects.get(code_list="attachment_kind", code="PHOTO_GOODS"),
        "picture_path": picture,
        "thumbnail_path": picture,
    }
    with nominal_within(office.administration):
        file = Attachment.objects.create(
            **shown, office=office, entered_by=officer, sha256="0" * 64, size=3, received=3, path=picture,
            media_type="image/jpeg", progress=Progress.READY, scan=Scan.CLEAN, contains_personal=False,
            share_level=ShareLevel.REGIONAL,
        )  # fmt: skip
    ReleasedAttachment.objects.create(pk=file.pk, **shown)
    return case.pk if route in OF_A_RECORD else file.pk


def _records(officer: Officer, office: Office) -> Case:
    now = timezone.now()
    told: dict[str, Any] = {
        "administration": office.administration,
        "office": office,
        "country_code": office.country_code,
        "reference": f"{office.code}-{uuid4()}"[:40],
        "seized_on": date(2026, 11, 20),
    }
    case = Case.objects.create(**told, entered_by=officer, entered_at=now, submitted_at=now)
    ReleasedCase.objects.create(pk=case.pk, **told, released_at=now)
    return case
