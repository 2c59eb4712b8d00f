"""What a row was, before and after each change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from pghistory.models import Event

from audit.querysets.versions import DELETED, VersionQuerySet

if TYPE_CHECKING:
    from uuid import UUID


class Version(Event):
    """One version of a row, written by the database itself when the row is added, changed or removed.

    What has been removed is kept as it was last. There is no foreign key here: versions outlive what they speak
    of. The application reads them and can neither add, change nor remove one. Each table that keeps versions has
    such a table of its own, made by `audit.history.keeps_versions`; all are subclasses of this.
    """

    pgh_id = models.BigAutoField(primary_key=True)
    pgh_label = models.CharField(max_length=6)  # insert, update, delete

    pgh_tracked_model: type[models.Model]  # type: ignore[assignment] # set when the class is made
    pgh_obj_id: Any
    pgh_context: dict[str, Any] | None
    pgh_context_id: UUID | None
    previous: Version | None  # where `with_previous` asked for it
    previous_id: int | None

    objects: ClassVar[models.Manager[Any]] = VersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.pgh_label} {self.pgh_tracked_model._meta.label} {self.pgh_obj_id}"

    @property
    def change_id(self) -> UUID | None:
        """What the act that made this change has as its `change_id`; None: it was made by no act."""
        return self.pgh_context_id

    @property
    def said(self) -> dict[str, Any]:
        """Who acted, in which office and role, by which function and request, as the act said it."""
        return self.pgh_context or {}

    @property
    def is_removal(self) -> bool:
        """Whether the row was removed; the version tells what it was last."""
        return self.pgh_label == DELETED

    @classmethod
    def kept_fields(cls) -> list[models.Field[Any, Any]]:
        """The fields of the row that are kept."""
        names = {field.name for field in cls._meta.concrete_fields}
        return [field for field in cls.pgh_tracked_model._meta.concrete_fields if field.name in names]

    def as_record(self) -> models.Model:
        """The row as it was, to be read and never saved; what is not kept has its default."""
        values = {field.attname: getattr(self, field.attname) for field in self.kept_fields()}
        return self.pgh_tracked_model(**values)
