"""Reading invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from accounts.permissions import Permission
from accounts.querysets.reach import reach

if TYPE_CHECKING:
    from accounts.models import Invitation, Officer


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by who may see them and whether they can still be used."""

    def visible_to(self, officer: Officer) -> Self:
        """Those to offices at which the officer may invite; none for anybody else."""
        return self.filter(reach(officer, Permission.OFFICER_INVITE, to="office__"))

    def open(self) -> Self:
        """Those that can still be accepted."""
        return self.filter(accepted_at__isnull=True, cancelled_at__isnull=True, expires_at__gt=timezone.now())

    def unsent(self) -> Self:
        """Those that can still be accepted and whose letter has not left yet."""
        return self.open().filter(sent_at__isnull=True).exclude(email="")
