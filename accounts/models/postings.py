"""Who holds which role at which office, and when."""

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.offices import DateRange, Office
from accounts.querysets.postings import PostingQuerySet
from accounts.roles import ROLE_CHOICES, ROLES, Role
from audit.history import keeps_versions


@keeps_versions()
class Posting(models.Model):
    """One role at one office for one officer, from a day to a day (both included).

    Its identity is made by the form that grants it, so that a form sent twice makes one posting.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="postings", verbose_name=_("Officer")
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="postings", verbose_name=_("Office"))
    role_code = models.CharField(_("Role"), max_length=32, choices=ROLE_CHOICES)
    from_on = models.DateField(_("From"))
    until_on = models.DateField(_("Until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True, blank=True)  # granted by mistake: never counts

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Posting")
        ordering = ("-from_on",)
        constraints = [
            models.CheckConstraint(
                name="posting_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
            models.CheckConstraint(name="posting_role_is_known", condition=Q(role_code__in=list(ROLES))),
            ExclusionConstraint(
                name="posting_once_at_a_time",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    ("role_code", RangeOperators.EQUAL),
                    (DateRange("from_on", "until_on", models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role.name}, {self.office}"

    @property
    def role(self) -> type[Role]:
        """The role's class, with its name and what it permits."""
        return ROLES[self.role_code]
