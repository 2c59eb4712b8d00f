"""What those who had received a record are told when it changes."""

from __future__ import annotations

from django.db import models

from accounts.models import Office
from cen_records.choices import NoticeKind
from cen_records.models.cases import ReleasedCase
from cen_records.querysets.notices import NoticeQuerySet


class ReleaseNotice(models.Model):
    """That a released record was corrected or withdrawn; told to one office. Only added to.

    It says of the record no more than its reference: why something was withdrawn stays in the country.
    """

    released = models.ForeignKey(ReleasedCase, models.CASCADE, related_name="notices")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    version = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["office", "-at"], name="notice_of_office")]

    def __str__(self) -> str:
        return f"{self.released_id} {self.kind}"
