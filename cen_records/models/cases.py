"""The record of one case. What may leave the country stands in `OpenCase`; all else stays (docs/decisions/0020)."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Office
from audit.history import keeps_versions
from cen_records.choices import Door, Level, Status
from cen_records.models.bases import Part, Scoped, amount, not_below_zero, text
from cen_records.querysets.cases import CaseQuerySet, ReleasedCaseQuerySet
from face.changes import Changing
from reference.models import CodeField, CodesField, Place


class OpenCase(Part, Scoped):
    """What a released record tells of a case: no person, no document, no plate.

    One case may hold several goods lines; the WCO's figures count each line as a seizure and the case once.
    """

    reference = models.CharField(_("National reference"), max_length=40)
    cen_reference = text(_("CEN reference"), 40)
    version = models.PositiveIntegerField(_("Version"), default=1)
    record_type = CodeField("record_type", _("Kind of record"))
    form_profile = CodeField("form_profile", _("Form"))
    country_code = models.CharField(_("Reporting country"), max_length=2)
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="+", db_index=False, verbose_name=_("Customs office")
    )
    detecting_service = CodeField("detecting_service", _("Detecting service"))
    seized_on = models.DateField(_("Date of seizure"))
    seized_time = models.TimeField(_("Time of seizure"), null=True, blank=True)
    date_precision = CodeField("date_precision", _("Precision of the date"))
    direction = CodeField("direction", _("Direction"))
    customs_procedure = CodeField("customs_procedure", _("Customs procedure"))
    location_type = CodeField("location_type", _("Type of location"))
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("Place of seizure"),
    )
    place_name = text(_("Place in words"), 160)
    subdivision_code = text(_("Region or province"), 6)
    latitude = amount(_("Latitude"), 9, 6)
    longitude = amount(_("Longitude"), 9, 6)
    place_precision = CodeField("place_precision", _("Precision of the place"))
    detection_method = CodeField("detection_method", _("Detection method"))
    detection_aids = CodesField("detection_aid", _("Detection aids"))
    ecommerce = CodeField("answer", _("E-commerce"))
    operation = text(_("Operation"), 80)
    narrative = models.TextField(_("Account of the facts"), blank=True, default="")
    narrative_language = text(_("Language of the account"), 2)
    declared_goods = text(_("Goods declared"), 200)
    declared_hs = CodeField("hs", _("HS code declared"))
    estimated_value = amount(_("Estimated value"), 18, 2)
    currency = CodeField("currency", _("Currency"))
    value_basis = CodeField("value_basis", _("Basis of the value"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference


@keeps_versions()
class Case(OpenCase, Changing):
    """The national record of one case: the whole of it, but for names and the like, which stand apart.

    `level` is how far it has been validated. `due_at` is when the next step ought to be taken.
    """

    risk_profile_reference = text(_("Risk profile that hit"), 80)
    intelligence_reference = text(_("Intelligence behind it"), 80)
    declaration_number = text(_("Declaration number"), 40)
    duties_evaded = amount(_("Duties and taxes evaded"), 18, 2)
    fine = amount(_("Fine"), 18, 2)
    outcome = CodeField("outcome", _("Outcome"))
    status = models.CharField(_("Status"), max_length=12, choices=Status.choices, default=Status.SUBMITTED)
    level = models.PositiveSmallIntegerField(_("Validation"), choices=Level.choices, default=Level.SUBMITTED)
    door = models.CharField(_("Came in by"), max_length=12, choices=Door.choices, default=Door.BROWSER)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name=_("Entered by")
    )
    entered_at = models.DateTimeField(_("Entry begun"))
    submitted_at = models.DateTimeField(_("Submitted"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("Checked by"),
    )  # fmt: skip
    checked_at = models.DateTimeField(_("Checked"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("Released by"),
    )  # fmt: skip
    released_at = models.DateTimeField(_("Released"), null=True, blank=True)
    validated_at = models.DateTimeField(_("Validated by the RILO"), null=True, blank=True)
    due_at = models.DateTimeField(_("Next step due"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", db_index=False,
        verbose_name=_("Duplicate of"),
    )  # fmt: skip

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Seizure record")
        verbose_name_plural = _("Seizure records")
        ordering = ("-seized_on", "-id")
        constraints = [
            models.UniqueConstraint(fields=["administration", "reference"], name="case_reference_once"),
            models.UniqueConstraint(
                fields=["cen_reference"], name="case_cen_reference_once", condition=~Q(cen_reference="")
            ),
            models.CheckConstraint(name="case_after_1990", condition=Q(seized_on__gte="1990-01-01")),
            models.CheckConstraint(
                name="case_released_by_another", condition=Q(released_by=None) | ~Q(released_by=F("entered_by"))
            ),
            models.CheckConstraint(
                name="case_checked_by_another", condition=Q(checked_by=None) | ~Q(checked_by=F("entered_by"))
            ),
            models.CheckConstraint(name="case_not_its_own_duplicate", condition=~Q(merged_into=F("id"))),
            *not_below_zero("case", "estimated_value", "duties_evaded", "fine"),
        ]
        indexes = [
            models.Index(fields=["administration", "space", "-seized_on", "-id"], name="case_of_administration"),
            models.Index(fields=["office", "space", "-seized_on", "-id"], name="case_of_office"),
            models.Index(fields=["administration", "status", "due_at"], name="case_waiting"),
            models.Index(fields=["entered_by", "-submitted_at"], name="case_of_officer"),
            models.Index(fields=["updated_in", "id"], name="case_by_change"),
            GinIndex(OpClass(F("reference"), name="gin_trgm_ops"), name="case_reference_search"),
        ]


@keeps_versions()
class ReleasedCase(OpenCase, Changing):
    """What the RILO and other countries read of a case: the projection that the contact point has seen and released.

    It has the identity of the case and stands by itself: nothing leads from here to what stayed.
    """

    released_at = models.DateTimeField(_("Released"))
    validated_at = models.DateTimeField(_("Validated by the RILO"), null=True, blank=True)
    is_withdrawn = models.BooleanField(pgettext_lazy("seizure record", "Withdrawn"), default=False)
    status = models.CharField(_("Status"), max_length=12, choices=Status.choices, default=Status.RELEASED)
    due_at = models.DateTimeField(_("Next step due"), null=True, blank=True)

    objects = ReleasedCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Released record")
        verbose_name_plural = _("Released records")
        ordering = ("-seized_on", "-id")
        indexes = [
            models.Index(fields=["administration", "space", "-seized_on", "-id"], name="released_of_administration"),
            models.Index(fields=["space", "-seized_on", "-id"], name="released_newest"),
            models.Index(fields=["status", "due_at"], name="released_waiting"),
            models.Index(fields=["updated_in", "id"], name="released_by_change"),
        ]
