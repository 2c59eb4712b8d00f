"""Reading postings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.querysets.offices import holding_on
from accounts.roles import roles_that_may

if TYPE_CHECKING:
    from accounts.models import Posting
    from accounts.permissions import Permission


class PostingQuerySet(models.QuerySet["Posting"]):
    """Postings by the days on which they hold."""

    def current(self, on: date | None = None) -> Self:
        """Postings that hold on a day (today unless told). Nobody works at an office that is closed."""
        day = on or timezone.localdate()
        office_open = Q(office__closed_on__isnull=True) | Q(office__closed_on__gt=day)
        return self.filter(holding_on(day), office_open, withdrawn_at__isnull=True)

    def granting(self, permission: Permission) -> Self:
        """Current postings of active officers whose role holds the permission.

        Whether the account is open is asked of the database: an officer suspended since this
        request began may do nothing more.
        """
        return self.current().filter(role_code__in=roles_that_may(permission), officer__is_active=True)

    def running(self) -> Self:
        """Postings that hold today or will hold later."""
        not_over = Q(until_on__isnull=True) | Q(until_on__gte=timezone.localdate())
        return self.filter(not_over, withdrawn_at__isnull=True)

    def overlapping(self, from_on: date, until_on: date | None) -> Self:
        """Postings that hold on at least one of the days given (both ends included)."""
        begun = Q(from_on__lte=until_on) if until_on else Q()
        return self.filter(begun, Q(until_on__isnull=True) | Q(until_on__gte=from_on), withdrawn_at__isnull=True)
