"""Reading files of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.permissions import Permission
from cen_records.choices import Progress, Scan
from cen_records.querysets.scope import national_reach

if TYPE_CHECKING:
    from accounts.models import Officer
    from cen_records.models import Attachment, ReleasedAttachment


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Files, of which nothing is seen outside of `access.nominal_of`."""

    def visible_to(self, officer: Officer) -> Self:
        """The officer's own; and, once the record stands, those of where the officer may see names."""
        case = apps.get_model("cen_records", "Case").objects.filter(pk=OuterRef("record_id"))
        return self.filter(Q(entered_by=officer) | (national_reach(officer, Permission.NOMINAL_VIEW) & Exists(case)))

    def of_record(self, record_id: UUID) -> Self:
        """Those of one record, or of its draft."""
        return self.filter(record_id=record_id)

    def to_be_served(self) -> Self:
        """Those that have arrived and are not known or feared to be malware (`Attachment.may_be_served`)."""
        return self.filter(progress=Progress.READY, scan__in=(Scan.CLEAN, Scan.OFF))


class ReleasedAttachmentQuerySet(models.QuerySet["ReleasedAttachment"]):
    """Pictures that left with their record."""

    def visible_to(self, officer: Officer) -> Self:
        """Those of the released records that the officer may read."""
        released = apps.get_model("cen_records", "ReleasedCase").objects.visible_to(officer)
        return self.filter(Exists(released.filter(pk=OuterRef("record_id"))))

    def of_record(self, record_id: UUID) -> Self:
        """Those of one record."""
        return self.filter(record_id=record_id)
