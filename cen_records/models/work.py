"""What happens to a record: its draft, its steps, what is asked and answered, what was released."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from audit.history import keeps_versions
from audit.rules.change_ids import new_change_id
from cen_records.choices import Door, RemarkKind, Status
from cen_records.models.bases import Scoped, text
from cen_records.models.cases import Case
from cen_records.querysets.drafts import DraftQuerySet
from reference.models import CodeField

OFFICER = settings.AUTH_USER_MODEL


class Draft(Scoped):
    """What an officer has typed and not submitted, exactly as typed, valid or not: nothing is ever lost.

    Its identity becomes the record's. `content` is the document that the form, programs and imports share
    (docs/decisions/0020); it may hold names, so the table has the second lock of the nominal ones. `revision`
    counts the savings: whoever saves says on which one the work was based. A draft on a record that exists
    (returned, or corrected after release) has `case`, and `base_version`, the version that it started from.
    """

    id = models.UUIDField(primary_key=True, default=new_change_id)
    case = models.OneToOneField(Case, models.CASCADE, null=True, related_name="draft")
    base_version = models.PositiveIntegerField(default=0)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(OFFICER, models.PROTECT, related_name="+")
    door = models.CharField(max_length=12, choices=Door.choices, default=Door.BROWSER)
    content = models.JSONField(default=dict)
    content_sha256 = models.CharField(max_length=64, default="", blank=True)
    revision = models.PositiveIntegerField(default=1)
    changes = models.JSONField(default=list)  # what each of the last savings changed: see rules.document.merging
    device = text(_("Device"), 80)
    begun_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("Draft")
        ordering = ("-saved_at",)
        indexes = [models.Index(fields=["entered_by", "-saved_at"], name="draft_of_officer")]

    def __str__(self) -> str:
        return str(self.pk)  # nothing of what was typed: labels go into the record of acts


class Step(models.Model):
    """One step of a record on its way. Only added to."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    at = models.DateTimeField(auto_now_add=True)
    from_status = models.CharField(max_length=12, blank=True, choices=Status.choices)
    to_status = models.CharField(max_length=12, choices=Status.choices)
    version = models.PositiveIntegerField()
    by = models.ForeignKey(OFFICER, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=170)
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)  # when the step that was taken ought to have been
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.from_status} > {self.to_status}"


@keeps_versions()
class Remark(models.Model):
    """What somebody who reads a record asks of those who wrote it, at a field or of the whole; or the answer.

    `field` is the way to it in the document (`lines.<id>.quantity`). What the RILO asks and is answered is seen on
    both sides; what the unit head and the contact point return is national (`kind`).
    """

    id = models.UUIDField(primary_key=True, default=new_change_id)
    case = models.ForeignKey(Case, models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=12, choices=RemarkKind.choices)
    field = text(_("Field"), 120)
    rule = text(_("Rule"), 40)
    words = models.TextField(_("Remark"))
    version = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(OFFICER, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    answers = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="answered_by")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Remark")
        ordering = ("at",)
        constraints = [models.CheckConstraint(name="remark_has_words", condition=~Q(words=""))]

    def __str__(self) -> str:
        return self.words[:80]


@keeps_versions()
class ExternalReference(models.Model):
    """The number of the same case in another system. National."""

    id = models.UUIDField(primary_key=True, default=new_change_id)
    case = models.ForeignKey(Case, models.CASCADE, related_name="external_references")
    administration = models.ForeignKey(Office, models.PROTECT, related_name="+", db_index=False)
    system = CodeField("reference_system", _("System"), null=False, blank=False)
    number = models.CharField(_("Number"), max_length=80)

    class Meta:
        verbose_name = _("Number in another system")
        constraints = [
            models.UniqueConstraint(fields=["administration", "system", "number"], name="external_reference_once")
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.number}"


class Custody(models.Model):
    """Who took what was seized into keeping, under which seal, where and when. Only added to. National."""

    typed_as = models.UUIDField(unique=True, default=new_change_id)  # the form's: twice sent is once entered
    case = models.ForeignKey(Case, models.PROTECT, related_name="custody")
    seal_number = models.CharField(_("Seal or bag"), max_length=40)
    custodian = models.CharField(_("Taken over by"), max_length=120)
    place = models.CharField(_("Place of keeping"), max_length=120)
    taken_at = models.DateTimeField(_("Taken over"))
    note = text(_("Note"), 200)
    entered_by = models.ForeignKey(OFFICER, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Keeping")
        ordering = ("taken_at",)

    def __str__(self) -> str:
        return f"{self.seal_number}: {self.custodian}"


class Release(models.Model):
    """What left the country, when, by whom, for whom: the projection as it was, with its hash. Only added to."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="releases")
    version = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(OFFICER, models.PROTECT, related_name="+")
    recipients = models.JSONField(default=list)  # codes of offices
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    coarsened = models.JSONField(default=list)  # fields that were left out because the group was too small
    withdraws = models.BooleanField(default=False)

    class Meta:
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=["case", "version", "withdraws"], name="release_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.version}"


class ReferenceCounter(models.Model):
    """The last national reference given by an office in a year."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="reference_counter_once")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.year}: {self.last}"
