"""Reading the lists and their editions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from reference.choices import EditionState

if TYPE_CHECKING:
    from reference.models import CodeList, Edition


class CodeListQuerySet(models.QuerySet["CodeList"]):
    """The lists, as the page of lists shows them."""

    def in_order(self) -> Self:
        """By group, each list with its edition in force."""
        return self.select_related("edition").order_by("group", "position", "code")


class EditionQuerySet(models.QuerySet["Edition"]):
    """The editions of lists."""

    def applied(self) -> Self:
        """Those that were in force once or are now."""
        return self.filter(state=EditionState.APPLIED)
