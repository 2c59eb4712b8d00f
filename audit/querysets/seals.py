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
        return self.defer("ids", "leaves", "frontier")

    def newest_of(self, book: str) -> Seal | None:
        """The newest seal of a book, with what the next one needs; None before the first."""
        return self.filter(book=book).defer("ids", "leaves").order_by("-number").first()

    def newest_of_each(self) -> Self:
        """The newest head of each book."""
        return self.heads().order_by("book", "-number").distinct("book")

    def unsent(self, way: str) -> Self:
        """Seals whose head has not left by this way, the oldest first."""
        return self.heads().exclude(deliveries__way=way).order_by("pk")
