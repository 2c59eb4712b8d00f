"""Keeping versions of rows, and reading a row as it was (docs/decisions/0017)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar, cast

import pghistory
import pgtrigger
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from pghistory.core import Tracker, create_event_model

from audit.models.versions import Version
from audit.triggers import LABELS, VersionTrigger
from face.changes import Changing

if TYPE_CHECKING:
    from audit.querysets.versions import VersionQuerySet

M = TypeVar("M", bound=models.Model)
MARKS = ("updated_at", "updated_in")  # say that there was a change, and are none


class _Kept(Tracker):
    """Puts the trigger for one operation on the tracked table."""

    def __init__(self, operation: pgtrigger.Operation) -> None:
        super().__init__(LABELS[operation])  # type: ignore[no-untyped-call]
        self.operation = operation

    def setup(self, event_model: type[Version]) -> None:
        """Called when the table of versions is known."""
        pgtrigger.register(VersionTrigger(event_model, self.operation))(event_model.pgh_tracked_model)


def keeps_versions(*, exclude: Iterable[str] = ()) -> Callable[[type[M]], type[M]]:
    """Decorate a model: the database keeps each version of its rows, removed ones too.

    `exclude` names what must never be kept (secrets) or is no change of the thing (presence). Generated columns
    follow from the others and are left out. The migration owes `audit.append_only.ReadOnly` for the new table.
    """

    def decorate(model: type[M]) -> type[M]:
        generated = [field.name for field in model._meta.local_fields if isinstance(field, models.GeneratedField)]
        name = str(model._meta.model_name)[:21]
        create_event_model(
            model,
            *(_Kept(operation) for operation in LABELS),
            base_model=Version,
            exclude=[*exclude, *generated, *(MARKS if issubclass(model, Changing) else ())],
            abstract=False,
            obj_field=pghistory.ObjForeignKey(related_name="+", db_index=False),
            context_field=pghistory.ContextJSONField(),
            context_id_field=pghistory.ContextUUIDField(),
            attrs={"__doc__": f"The versions of {model._meta.label}."},
            meta={
                "indexes": [
                    models.Index(fields=["pgh_obj", "-pgh_id"], name=f"{name}_versions"),
                    models.Index(fields=["pgh_context_id"], name=f"{name}_changes"),
                ],
            },
        )
        return model

    return decorate


def version_tables() -> list[type[Version]]:
    """The tables of versions of all rooms."""
    return [model for model in apps.get_models() if issubclass(model, Version)]


def versions_of(model: type[models.Model]) -> VersionQuerySet:
    """The versions of a model's rows. Raises LookupError for one that keeps none."""
    kept = getattr(model, "pgh_event_models", None)
    if not kept:
        raise LookupError(f"{model._meta.label} keeps no versions")
    return cast("VersionQuerySet", kept["update"].objects.all())


def fingerprint_of(record: models.Model) -> str:
    """SHA-256 of what is kept of a record, for the entry of its erasure: it proves what was erased, and tells nothing.

    Short contents can be guessed from it: whoever may read the entry must be allowed to know that they were there.
    """
    kept = versions_of(type(record)).model.kept_fields()
    content = {field.attname: getattr(record, field.attname) for field in kept}
    spelt = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(spelt.encode()).hexdigest()


def version_of(record: models.Model, *, at: datetime) -> Version | None:
    """What a record was at a time; None if it was not there."""
    found = versions_of(type(record)).of(record).filter(pgh_created_at__lte=at).first()
    return None if found is None or found.is_removal else cast("Version", found)
