"""What changed in a record, field by field, in the reader's words. Who may read it is for the rooms above to say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.db import models

    from audit.models import Act, Version

    Labels = Callable[[type[models.Model], Collection[Any]], Mapping[Any, str]]

NOTHING = "–"
NOT_SHOWN = {"is_superuser", "is_demo", "shipped_digest", "plain"}  # says nothing to a reader


@dataclass(frozen=True)
class FieldChange:
    """One field: its name, what it was and what it is; a row that is new or gone has one of the two."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """One row: whether it was added, changed or removed, and its fields."""

    label: str  # insert, update, delete
    thing: str
    fields: list[FieldChange]
    version: Version


@dataclass
class Entry:
    """What happened at one moment: by an act with its fields, or (act is None) without one that the reader may see."""

    at: datetime
    act: Act | None = None
    rows: list[RowChange] = field(default_factory=list)


def entries(acts: Iterable[Act], versions: Iterable[Version], labels: Labels) -> list[Entry]:
    """Acts and the versions that came of them, the newest first. `labels` names the records that fields point to."""
    by_change: dict[Any, Entry] = {}
    found = []
    for act in acts:
        entry = Entry(act.at, act)
        found.append(entry)
        by_change.setdefault(act.change_id or object(), entry)
    versions = list(versions)
    words = _Words(versions, labels)
    for version in versions:
        row = words.row(version)
        entry = by_change.setdefault(version.change_id or object(), Entry(version.pgh_created_at))
        if row.fields or row.label != "update":
            entry.rows.append(row)
        if entry.act is None and entry.rows and entry not in found:
            found.append(entry)
    return sorted(found, key=lambda entry: (entry.at, entry.act.pk if entry.act else 0), reverse=True)


class _Words:
    """The values of fields in the reader's language; what they point to is asked for once for all versions."""

    def __init__(self, versions: Iterable[Version], labels: Labels) -> None:
        wanted: dict[type[models.Model], set[Any]] = {}
        for version in versions:
            for kept in version.kept_fields():
                if kept.related_model:
                    keys = {getattr(one, kept.attname) for one in (version, version.previous) if one}
                    wanted[_model(kept)] = wanted.get(_model(kept), set()) | keys - {None}
        self.labels = {model: labels(model, keys) for model, keys in wanted.items()}

    def row(self, version: Version) -> RowChange:
        """What a version changed against the one before."""
        model = version.pgh_tracked_model
        before = None if version.pgh_label == "insert" else version.previous
        if version.is_removal:
            before = version
        fields = []
        for kept in version.kept_fields():
            if kept.primary_key or kept.name in NOT_SHOWN:
                continue
            old = getattr(before, kept.attname) if before else None
            new = None if version.is_removal else getattr(version, kept.attname)
            if old != new:
                fields.append(
                    FieldChange(str(capfirst(kept.verbose_name)), self._said(kept, old), self._said(kept, new))
                )
        shown = [one for one in fields if one.before != one.after]
        return RowChange(version.pgh_label, str(capfirst(model._meta.verbose_name or "")), shown, version)

    def _said(self, kept: models.Field[Any, Any], value: Any) -> str:
        if value in (None, "", [], {}):
            return NOTHING
        if kept.related_model:
            return self.labels[_model(kept)].get(value, _("not yours to see"))
        if kept.flatchoices:
            return str(dict(kept.flatchoices).get(value, value))
        if kept.name == "language":
            return str(dict(settings.LANGUAGES).get(value, value))
        return in_words(value)


def in_words(value: Any) -> str:
    """A plain value as the reader's language writes it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if hasattr(value, "isoformat"):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        return number_format(value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {in_words(one)}" for key, one in value.items())
    return ", ".join(map(in_words, value)) if isinstance(value, list) else str(value)


def _model(kept: models.Field[Any, Any]) -> type[models.Model]:
    model = kept.related_model
    assert isinstance(model, type)  # noqa: S101 - the registry has resolved it
    return model
