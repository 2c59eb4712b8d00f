"""Reading seals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from audit.models import Seal


class SealQuerySet(models.QuerySet["Seal"]):
    """Seals without their long lists of hashes, unless those are asked for."""

    def heads(self) -> Self:
        """What each seal says, without the list of its entries."""
        return self.defer("leaves", "frontier")

    def latest_one(self) -> Seal | None:
        """The newest seal; None before the first."""
        return self.defer("leaves").order_by("-number").first()

    def unsent(self, way: str) -> Self:
        """Seals whose head has not left by this way, the oldest first."""
        return self.heads().exclude(deliveries__way=way).order_by("number")
