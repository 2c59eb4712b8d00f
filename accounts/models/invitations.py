"""How a person comes to have an account."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import InvitationState
from accounts.models.offices import Office
from accounts.querysets.invitations import InvitationQuerySet
from accounts.roles import ROLE_CHOICES, ROLES, Role
from audit.history import keeps_versions


@keeps_versions(exclude=["code_sha256"])
class Invitation(models.Model):
    """An offer to join with one posting, or (when `officer` is set) to choose a new password.

    It is sent by e-mail, or handed over as a printed slip to an officer without a mailbox. Only a
    hash of its code is kept; the code itself follows from the server's key, the identity (made by
    the form) and the `serial`, which counts how often the invitation was renewed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    serial = models.PositiveSmallIntegerField(_("Number of the code"), default=1)
    code_sha256 = models.CharField(max_length=64, unique=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("Officer"),
    )
    family_name = models.CharField(_("Family name"), max_length=80)
    given_names = models.CharField(_("Given names"), max_length=80)
    staff_number = models.CharField(_("Staff number"), max_length=30, blank=True)
    email = models.EmailField(_("E-mail address"), blank=True)
    language = models.CharField(_("Language"), max_length=8)
    office = models.ForeignKey(Office, models.PROTECT, related_name="invitations", verbose_name=_("Office"))
    role_code = models.CharField(_("Role"), max_length=32, choices=ROLE_CHOICES, blank=True)
    until_on = models.DateField(_("Until"), null=True, blank=True)
    invited_at = models.DateTimeField(_("Invited"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Invited by")
    )
    expires_at = models.DateTimeField(_("Expires"))
    sent_at = models.DateTimeField(_("Sent"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("Accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Accepted by")
    )
    cancelled_at = models.DateTimeField(_("Cancelled"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Invitation")
        ordering = ("-invited_at",)
        constraints = [
            models.CheckConstraint(
                name="invitation_is_for_a_role_or_a_person",
                condition=Q(officer__isnull=False, role_code="") | Q(officer__isnull=True, role_code__in=list(ROLES)),
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_cancelled",
                condition=Q(accepted_at__isnull=True) | Q(cancelled_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="invitation_open",
                condition=Q(accepted_at__isnull=True, cancelled_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}"

    @property
    def role(self) -> type[Role] | None:
        """The role offered; none when the invitation is to choose a new password."""
        return ROLES.get(self.role_code)

    @property
    def is_by_mail(self) -> bool:
        """Whether the code is sent to a mailbox; otherwise it is handed over on a slip."""
        return bool(self.email)

    @property
    def state(self) -> InvitationState:
        """What has become of it, as of now."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.cancelled_at:
            return InvitationState.CANCELLED
        return InvitationState.OPEN if self.expires_at > timezone.now() else InvitationState.EXPIRED
