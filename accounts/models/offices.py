"""Offices, and which administration belongs to which RILO, and since when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.choices import OfficeKind, PostSetting
from accounts.querysets.offices import MembershipQuerySet, OfficeQuerySet
from audit.history import keeps_versions
from face.changes import Changing
from reference.countries import country_name


class DateRange(Func):
    """PostgreSQL's `daterange(from, until, '[]')`: both ends are days on which the thing holds."""

    function = "daterange"


@keeps_versions()
class Office(Changing):
    """An office in the tree: customs post < national administration < RILO < WCO.

    `administration` is the national administration that a post belongs to (for an administration,
    itself; above it, none). It is what the big tables are scoped by. An administration hangs under
    its RILO through `RiloMembership`, which is dated and may be several.
    """

    code = models.CharField(_("Code"), max_length=24, unique=True)
    kind = models.CharField(_("Kind"), max_length=16, choices=OfficeKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("Belongs to")
    )
    administration = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("National administration")
    )
    country_code = models.CharField(_("Country"), max_length=2, blank=True)
    name = models.CharField(_("Name"), max_length=160)
    names = models.JSONField(_("Names in other languages"), default=dict, blank=True)
    setting = models.CharField(_("Setting"), max_length=16, choices=PostSetting, blank=True)
    unlocode = models.CharField(_("UN/LOCODE"), max_length=5, blank=True)
    latitude = models.DecimalField(_("Latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("Longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    time_zone = models.CharField(_("Time zone"), max_length=40, default="UTC")
    language = models.CharField(_("Language"), max_length=8, default="fr")
    is_demo = models.BooleanField(default=False)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Office")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                name="office_setting_for_posts_only",
                condition=Q(kind=OfficeKind.POST) | Q(setting=""),
            ),
            models.CheckConstraint(
                name="office_country_when_national",
                condition=Q(kind__in=[OfficeKind.WCO, OfficeKind.RILO], country_code="")
                | Q(kind__in=[OfficeKind.ADMINISTRATION, OfficeKind.POST], country_code__regex="^[A-Z]{2}$"),
            ),
            models.CheckConstraint(
                name="office_post_has_administration",
                condition=~Q(kind=OfficeKind.POST) | Q(administration__isnull=False, parent__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["updated_in", "id"], name="office_by_change")]

    def __str__(self) -> str:
        """The office's name in the reader's language where it has one, else as the office writes it."""
        return str(self.names.get(get_language() or "", self.name))

    @property
    def country(self) -> str:
        """The country's name in the reader's language; empty above the national level."""
        return country_name(self.country_code) if self.country_code else ""


@keeps_versions()
class RiloMembership(models.Model):
    """That an administration is served by a RILO, from one day to another. Membership is data, not code."""

    rilo = models.ForeignKey(Office, models.PROTECT, related_name="memberships", verbose_name=_("RILO"))
    administration = models.ForeignKey(
        Office, models.PROTECT, related_name="rilo_memberships", verbose_name=_("National administration")
    )
    from_on = models.DateField(_("From"))
    until_on = models.DateField(_("Until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Membership of a RILO")
        constraints = [
            models.CheckConstraint(
                name="rilo_membership_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
            ExclusionConstraint(
                name="rilo_membership_once_at_a_time",
                expressions=[
                    ("rilo", RangeOperators.EQUAL),
                    ("administration", RangeOperators.EQUAL),
                    (DateRange("from_on", "until_on", models.Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.administration.code} in {self.rilo.code} since {self.from_on}"
