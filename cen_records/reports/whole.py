"""A record with all its parts and the labels of their codes, in a dozen queries however much it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import ForeignKey, Model

from cen_records.models import Case, CompanyIdentity, PersonIdentity, VehicleIdentity
from cen_records.rules.fields import LISTS
from reference.models import Code, CodesField, Place

if TYPE_CHECKING:
    from uuid import UUID

    from cen_records.models import ReleasedCase

WHOSE: dict[str, tuple[type[Model], str]] = {
    "persons": (PersonIdentity, "person"),
    "companies": (CompanyIdentity, "company"),
    "conveyances": (VehicleIdentity, "conveyance"),
}


@dataclass(frozen=True)
class Whole:
    """A record as it is read: its rows by part, who the people are as far as that is unlocked, codes by list."""

    case: Case | ReleasedCase
    parts: dict[str, list[Any]]
    identities: dict[str, dict[UUID, Any]] = field(default_factory=dict)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)  # of the codes that several-code fields hold


def whole_of(case: Case | ReleasedCase, *, nominal: bool = False) -> Whole:
    """All of it. `nominal`: with names, as far as they are unlocked (`access.nominal_of`)."""
    parts = {part: list(getattr(case, part).all()) for part in LISTS if hasattr(case, part)}
    identities = {part: _identities(part, rows) for part, rows in parts.items() if nominal and part in WHOSE}
    rows = [case, *_each(parts.values()), *_each(named.values() for named in identities.values())]
    _name_codes(rows)
    return Whole(case, parts, identities, _labels(rows))


def _each(lists: Iterable[Iterable[Any]]) -> Iterator[Any]:
    for rows in lists:
        yield from rows


def _identities(part: str, rows: list[Any]) -> dict[UUID, Any]:
    model, owner = WHOSE[part]
    if not rows:
        return {}
    named = model._default_manager.filter(**{f"{owner}__in": [row.pk for row in rows]})
    return {found.pk: found for found in named}


def _name_codes(rows: list[Model]) -> None:
    """Put the code, or the place, beside each key that leads to one; one query for each of the two tables."""
    for table in (Code, Place):
        asked = [(row, one) for row in rows for one in row._meta.concrete_fields if _leads_to(one, table)]
        found = table.objects.in_bulk({getattr(row, one.attname) for row, one in asked} - {None})
        for row, one in asked:
            if (key := getattr(row, one.attname)) is not None:
                setattr(row, one.name, found[key])


def _leads_to(one: Any, table: type[Model]) -> bool:
    return isinstance(one, ForeignKey) and one.related_model is table


def _labels(rows: list[Model]) -> dict[tuple[str, str], str]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for one in row._meta.concrete_fields:
            if isinstance(one, CodesField):
                wanted[one.code_list].update(getattr(row, one.name))
    return {
        (code_list, code.code): code.label()
        for code_list, codes in wanted.items()
        if codes
        for code in Code.objects.of(code_list).filter(code__in=codes)
    }
