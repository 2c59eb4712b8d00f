"""Reading postings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from accounts.querysets.offices import holding_on

if TYPE_CHECKING:
    from accounts.models import Posting


class PostingQuerySet(models.QuerySet["Posting"]):
    """Postings by the days on which they hold."""

    def current(self, on: date | None = None) -> Self:
        """Postings that hold on a day (today unless told)."""
        return self.filter(holding_on(on or timezone.localdate()))
