"""What a record says of one thing, field by field, in words; and of what it does not say, why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import date_format, number_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cen_records.choices import Mark
from cen_records.presenters.rows import plain_number
from cen_records.rules.fields import FIELDS, Owed
from reference.models import Code, CodesField, Place

if TYPE_CHECKING:
    from django.db import models

    from cen_records.models import Remark

MISSING = "MISSING"
LARGEST_YEAR = 9_999  # a year is written without a space for its thousands
Labels = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Told:
    """One field: what it is called, what it says; `state` tells why it says nothing; what was remarked on it."""

    name: str
    value: str
    state: str = ""
    remarks: Sequence[Remark] = ()


@dataclass(frozen=True)
class Thing:
    """One row of a record: what it is called and what is told of it."""

    heading: str
    facts: list[Told]
    identity: list[Told] = field(default_factory=list)


class Reader:
    """Reads the rows of one record aloud. `short`: the form it was entered with; None: nothing is owed."""

    def __init__(self, labels: Labels, *, short: bool | None = None, remarks: Iterable[Remark] = ()) -> None:
        self.labels = labels
        self.short = short
        self.remarks: dict[str, list[Remark]] = {}
        for remark in remarks:
            self.remarks.setdefault(remark.field, []).append(remark)

    def facts(self, part: str, row: models.Model, names: Iterable[str] = (), *, but: Iterable[str] = ()) -> list[Told]:
        """What is filled, marked or owed of a row: of all its fields, or of some, in this order."""
        at = part if part == "case" else f"{part}.{row.pk}"
        table = {one.name: one for one in FIELDS[part]}
        found = []
        for name in names or table:
            told = None if name in but else self._told(row, name, owed=table[name].owed(short=bool(self.short)))
            if told:
                found.append(Told(*told, remarks=self.remarks.pop(f"{at}.{name}", ())))
        return found

    def _told(self, row: models.Model, name: str, *, owed: Owed) -> tuple[str, str, str] | None:
        try:
            column: Any = row._meta.get_field(name)
        except FieldDoesNotExist:
            return None  # a released row holds less
        called = str(capfirst(column.verbose_name))
        value = self.said(column, getattr(row, name))
        if value:
            return called, value, ""
        if mark := getattr(row, "marks", {}).get(name):
            return called, str(Mark(mark).label), str(mark)
        return (called, _("Missing"), MISSING) if owed == Owed.MUST and self.short is not None else None

    def said(self, column: Any, value: Any) -> str:
        """One value as the reader's language writes it; empty for nothing."""
        if isinstance(column, CodesField):
            return ", ".join(self.labels.get((column.code_list, code), code) for code in value)
        return said(value)


def said(value: Any) -> str:
    """A value as the reader's language writes it. No is nothing: a box that is not ticked says nothing."""
    if value is None:
        return ""
    spell = next((spell for kind, spell in SPELT if isinstance(value, kind)), str)
    return spell(value)


def _listed(value: list[Any]) -> str:
    return ", ".join(" × ".join(map(str, one)) if isinstance(one, list) else str(one) for one in value)


# The first that fits: True is a number too.
SPELT: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Code, Code.label),
    (Place, lambda place: f"{place.label()} ({place.code})"),
    (bool, lambda ticked: _("Yes") if ticked else ""),
    (Decimal, lambda number: number_format(plain_number(number), force_grouping=True)),
    (int, lambda number: number_format(number, force_grouping=number > LARGEST_YEAR)),
    (date, lambda day: date_format(day, "DATE_FORMAT")),
    (time, lambda clock: time_format(clock, "TIME_FORMAT")),
    (list, _listed),
)
