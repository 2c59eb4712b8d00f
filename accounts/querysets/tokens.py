"""Reading tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.roles import ROLES_WITH_SECOND_FACTOR

if TYPE_CHECKING:
    from accounts.models import AccessToken, Officer


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """Tokens by whose they are and whether they still open anything."""

    def of(self, officer: Officer) -> Self:
        """Those of one officer or program."""
        return self.filter(officer=officer)

    def live(self) -> Self:
        """Those that are neither revoked nor expired."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())

    def unmailed(self) -> Self:
        """Live ones of which their officer, who has a mailbox, has not been told yet."""
        return self.live().filter(mailed_at__isnull=True, officer__email__isnull=False)

    def with_standing(self) -> Self:
        """With their officers and what decides whether anything is open to them.

        `office_codes`: where they have a posting today; `has_factor`: they sign in with a second factor;
        `owes_factor`: they have to, as far as it follows from their roles.
        """
        postings = apps.get_model("accounts", "Posting").objects.current().filter(officer=OuterRef("officer_id"))
        officers = apps.get_model("accounts", "Officer").objects.filter(pk=OuterRef("officer_id"))
        return self.select_related("officer").annotate(
            office_codes=ArraySubquery(postings.order_by("office__code").values("office__code").distinct()),
            owes_factor=Exists(postings.filter(role_code__in=ROLES_WITH_SECOND_FACTOR)),
            has_factor=Exists(officers.with_second_factor()),
        )
