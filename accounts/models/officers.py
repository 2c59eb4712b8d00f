"""The people who sign in."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import BlockReason, Density, Theme
from accounts.querysets.officers import OfficerManager
from accounts.rules import blocking_day
from audit.history import keeps_versions
from face.changes import Changing


@keeps_versions(exclude=["password", "last_login", "last_seen_on", "dormancy_mailed_at"])
class Officer(AbstractBaseUser, PermissionsMixin, Changing):
    """A person with an account. What they may do comes from their postings, never from this row.

    An officer may have no mailbox: `sign_in_name` is what everybody has.
    """

    sign_in_name = models.CharField(_("sign-in name"), max_length=40, unique=True)
    email = models.EmailField(_("e-mail address"), null=True, blank=True)  # noqa: DJ001 - unique where there is one
    family_name = models.CharField(_("family name"), max_length=80)
    given_names = models.CharField(_("given names"), max_length=80)
    staff_number = models.CharField(_("staff number"), max_length=30, blank=True)

    language = models.CharField(_("Language"), max_length=8, blank=True)
    theme = models.CharField(_("Colours"), max_length=8, choices=Theme, default=Theme.SYSTEM)
    density = models.CharField(_("Row height"), max_length=12, choices=Density, default=Density.COMFORTABLE)
    single_key_shortcuts = models.BooleanField(_("Shortcuts of one key"), default=True)

    joined_at = models.DateTimeField(_("Account opened"), default=timezone.now)
    last_seen_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(_("Account open"), default=True)
    blocked_at = models.DateTimeField(_("Blocked since"), null=True, blank=True)
    blocked_reason = models.CharField(_("Why blocked"), max_length=12, choices=BlockReason, blank=True)
    reinstated_on = models.DateField(_("Reinstated on"), null=True, blank=True)
    dormancy_warned_at = models.DateTimeField(_("Warned of blocking"), null=True, blank=True)
    dormancy_mailed_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    is_program = models.BooleanField(_("Program"), default=False)  # a machine of an office: has tokens, never signs in

    objects = OfficerManager()

    USERNAME_FIELD = "sign_in_name"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("Officer")
        constraints = [
            models.CheckConstraint(name="officer_never_superuser", condition=Q(is_superuser=False)),
            models.UniqueConstraint(Lower("email"), name="officer_email_once", condition=Q(email__isnull=False)),
            models.UniqueConstraint(Lower("sign_in_name"), name="officer_sign_in_name_once"),
            models.CheckConstraint(
                name="officer_blocked_says_when_and_why",
                condition=Q(is_active=True, blocked_at__isnull=True, blocked_reason="")
                | (Q(is_active=False, blocked_at__isnull=False) & ~Q(blocked_reason="")),
            ),
            models.CheckConstraint(
                name="officer_program_has_no_mailbox", condition=Q(is_program=False) | Q(email__isnull=True)
            ),
        ]
        indexes = [
            models.Index(Lower("family_name"), "id", name="officer_by_name"),
            models.Index(fields=["updated_in", "id"], name="officer_by_change"),
        ]

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def awake_on(self) -> date:
        """The last day that counts as use: seen, let in again, or joined. Dormancy is counted from it."""
        joined_on = timezone.localdate(self.joined_at)
        return max(day for day in (joined_on, self.last_seen_on, self.reinstated_on) if day)

    @property
    def will_be_blocked_on(self) -> date | None:
        """The day on which this officer is blocked unless seen before; none if there was no warning."""
        if not self.is_active or self.dormancy_warned_at is None:
            return None
        return blocking_day(seen_on=self.awake_on, warned_on=timezone.localdate(self.dormancy_warned_at))
