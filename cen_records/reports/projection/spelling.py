"""Values of a released row as they are kept and hashed: the same record always gives the same text."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from accounts.models import Office
from cen_records.reports.projection.tables import PAIRS
from reference.models import Code, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import Model


def is_empty(value: Any) -> bool:
    """Whether nobody has said. Zero and no are answers."""
    return value is None or value in ("", [])


def value_of(row: Any, name: str) -> Any:
    """The value as the column has it: of a code, its key."""
    return getattr(row, row._meta.get_field(name).attname)


class Codes:
    """The codes of the keys in these rows, read at once."""

    def __init__(self, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        wanted: dict[type[Model], set[Any]] = {Code: set(), Place: set(), Office: set()}
        for pair in PAIRS:
            for column in _relations(pair.released):
                keys = (row.get(column.attname) for row in rows[pair.part])
                wanted[column.related_model] |= {key for key in keys if key is not None}
        self._codes = {
            model: dict(model._default_manager.filter(pk__in=keys).order_by().values_list("pk", "code")) if keys else {}
            for model, keys in wanted.items()
        }

    def spelt(self, model: type[Model], row: Mapping[str, Any]) -> dict[str, Any]:
        """One row, without what is empty."""
        told: dict[str, Any] = {}
        for column in model._meta.concrete_fields:
            value = row.get(column.attname)
            if is_empty(value) or value == {}:
                continue
            told[column.name] = self._codes[column.related_model][value] if column.is_relation else _text(value)  # type: ignore[index]
        return told


def _relations(model: type[Model]) -> list[Any]:
    return [
        column for column in model._meta.concrete_fields
        if column.is_relation and column.related_model in (Code, Place, Office)
    ]  # fmt: skip


def _text(value: Any) -> Any:
    match value:
        case Decimal():
            return format(value.normalize(), "f")
        case date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value
