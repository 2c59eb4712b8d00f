"""Reading tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Value
from django.db.models.functions import Concat
from django.utils import timezone

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
        """With their officers and today’s postings in `held`, each as a role, a space and an office: one question."""
        postings = apps.get_model("accounts", "Posting").objects.current().filter(officer=OuterRef("officer_id"))
        held = postings.order_by().values_list(Concat("role_code", Value(" "), "office__code"))
        return self.select_related("officer").annotate(held=ArraySubquery(held))
