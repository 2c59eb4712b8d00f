"""Pictures and documents of a record, and what of them leaves the country (docs/decisions/0022)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from audit.rules.change_ids import new_change_id
from cen_records.choices import FileFault, Progress, Scan, ShareLevel
from cen_records.models.bases import Scoped, text
from cen_records.querysets.attachments import AttachmentQuerySet, ReleasedAttachmentQuerySet
from reference.models import CodeField


class OpenAttachment(Scoped):
    """What a picture that leaves the country tells of itself.

    `record_id` is the identity of the record, which is the draft's before: a file is attached while one types.
    """

    id = models.UUIDField(primary_key=True, default=new_change_id)
    record_id = models.UUIDField()
    kind = CodeField("attachment_kind", _("Kind of file"), null=False, blank=False)
    caption = text(_("Caption"), 200)
    caption_language = text(_("Language of the caption"), 2)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    picture_path = text(_("Picture"), 200)
    thumbnail_path = text(_("Thumbnail"), 200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.pk}"


class Attachment(OpenAttachment):
    """A picture or document of a record or of a draft. Personal unless somebody who may release has said otherwise.

    It stands under the second lock, as the draft does: a picture may show a face, a plate or a passport. `sha256`
    is of the file as it arrived; `original_sha256` of what the device had before it made the picture smaller.
    `line_id` is a goods line of the document. The original is kept as it came and handed out as a download only;
    what pages show (`picture_path`, `thumbnail_path`) was drawn anew from its points.
    """

    line_id = models.UUIDField(null=True, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", db_index=False)
    file_name = text(_("Name of the file"), 120)
    taken_at = models.DateTimeField(_("Taken"), null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    original_sha256 = text(_("SHA-256 of the original"), 64)
    size = models.PositiveIntegerField(_("Size"))
    received = models.PositiveIntegerField(default=0)  # bytes that are here
    media_type = text(_("Type of file"), 40)
    contains_personal = models.BooleanField(_("May show personal data"), default=True)
    share_level = models.CharField(max_length=8, choices=ShareLevel.choices, default=ShareLevel.NATIONAL)
    progress = models.CharField(max_length=8, choices=Progress.choices, default=Progress.ARRIVING)
    fault = models.CharField(max_length=12, choices=FileFault.choices, blank=True, default="")
    scan = models.CharField(max_length=8, choices=Scan.choices, default=Scan.WAITING)
    path = text(_("Original"), 200)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    begun_at = models.DateTimeField(auto_now_add=True)
    arrived_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("File of a record")
        ordering = ("begun_at", "id")
        constraints = [
            models.CheckConstraint(name="attachment_not_beyond_its_size", condition=Q(received__lte=F("size"))),
            models.CheckConstraint(
                name="attachment_shared_without_personal_data",
                condition=Q(share_level=ShareLevel.NATIONAL) | Q(contains_personal=False),
            ),
        ]
        indexes = [
            models.Index(fields=["record_id", "begun_at"], name="attachment_of_record"),
            models.Index(fields=["progress", "begun_at"], name="attachment_waiting"),
        ]

    @property
    def may_be_served(self) -> bool:
        """Whether anybody may have it: arrived, examined, and not known or feared to be malware."""
        return self.progress == Progress.READY and self.scan in (Scan.CLEAN, Scan.OFF)

    @property
    def is_picture(self) -> bool:
        """Whether there is something to show."""
        return bool(self.picture_path)


class ReleasedAttachment(OpenAttachment):
    """A picture that leaves the country with its record: drawn anew, and marked as free of personal data.

    It has a file of its own, so that nothing leads from here to the original.
    """

    objects = ReleasedAttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Released picture")
        ordering = ("id",)
        indexes = [models.Index(fields=["record_id"], name="released_attachment_of_record")]
