"""Building the projection from the national rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cen_records.choices import Mark
from cen_records.reports.projection.coarsening import COARSENED, too_few
from cen_records.reports.projection.screening import looked_through, own_words
from cen_records.reports.projection.shape import Projection, Screened, Told, Why
from cen_records.reports.projection.spelling import Codes, is_empty, value_of
from cen_records.reports.projection.tables import AT_HOME, NOMINAL_FIELDS, PAIRS, Pair
from cen_records.rules.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django.db import models

    from cen_records.models import Case

SCHEMA = 1


def project(case: Case, *, masked: Collection[str] = ()) -> Projection:
    """What would leave of the record as it stands now. `masked` are the paths whose marked words are left out.

    Reads the record's own nominal rows to know which words must not leave, under the key of its administration;
    no nominal value is in what it returns.
    """
    national = {pair.part: _rows(pair.part, pair.national, case) for pair in PAIRS}
    words = own_words(case, national)
    small = too_few(case, national["persons"])
    leaves, stays, screened = list[Told](), list[Told](), list[Screened]()
    rows: dict[str, tuple[dict[str, Any], ...]] = {}
    for pair in PAIRS:
        made = []
        for row in national[pair.part]:
            dropped = COARSENED if pair.part == "persons" and row.pk in small else ()
            told = _open(pair, row, dropped)
            found = [marked for one in told if (marked := looked_through(one, row, words, masked))]
            made.append(_columns(pair, row, told, {one.path: one.as_it_leaves for one in found if one.is_masked}))
            leaves += told
            screened += found
            stays += _staying(pair, row, dropped)
        rows[pair.part] = tuple(made)
    stays += _without_a_table(case) + _nominal(words.filled_in)
    return Projection(rows, _content(rows), tuple(leaves), tuple(stays), tuple(screened))


def _rows(part: str, model: type[models.Model], case: Case) -> list[Any]:
    found = model._default_manager.filter(pk=case.pk) if part == "case" else model._default_manager.filter(case=case)
    return list(found.order_by("pk") if part == "case" else found.order_by(*(model._meta.ordering or ()), "pk"))


def _open(pair: Pair, row: Any, dropped: Collection[str]) -> list[Told]:
    """The typed fields that leave, filled in or marked."""
    return [
        Told(pair.part, row.pk, field.name, value_of(row, field.name), mark=row.marks.get(field.name, ""))
        for field in pair.open
        if field.name not in dropped and (field.name in row.marks or not is_empty(value_of(row, field.name)))
    ]


def _staying(pair: Pair, row: Any, dropped: Collection[str]) -> list[Told]:
    national = [(field.name, Why.NATIONAL) for field in pair.kept]
    small = [(name, Why.COARSENED) for name in dropped]
    return [
        Told(pair.part, row.pk, name, value_of(row, name), why)
        for name, why in (*national, *small)
        if not is_empty(value_of(row, name))
    ]


def _without_a_table(case: Case) -> list[Told]:
    return [
        Told(part, row.pk, field.name, value_of(row, field.name), Why.NATIONAL)
        for part, model in AT_HOME.items()
        for row in model._default_manager.filter(case=case)
        for field in FIELDS[part]
    ]


def _nominal(filled_in: Iterable[tuple[str, Any, str]]) -> list[Told]:
    return [
        Told(f"{part}.identity", row, field.name, None, Why.NOMINAL)
        for part, row, name in filled_in
        for field in NOMINAL_FIELDS[part]
        if field.name == name
    ]


def _columns(pair: Pair, row: Any, told: Iterable[Told], changed: Mapping[str, str]) -> dict[str, Any]:
    """One row of a released table. What was not told is empty there: each column is written, none is left over."""
    open_names = {one.name for one in told}
    marks = {name: Mark(why).value for name, why in row.marks.items() if name in open_names}
    columns: dict[str, Any] = {"id": row.pk, "marks": marks}
    for name in pair.made:
        columns[row._meta.get_field(name).attname] = value_of(row, name)
    for field in pair.open:
        if field.name in open_names:
            continue
        column = pair.released._meta.get_field(field.name)
        columns[column.attname] = None if column.is_relation else column.get_default()  # type: ignore[union-attr]
    for one in told:
        column = pair.released._meta.get_field(one.name)
        value = changed.get(one.path, one.value)
        longest = getattr(column, "max_length", None)
        columns[column.attname] = value[:longest] if isinstance(value, str) and longest else value  # type: ignore[union-attr]
    return columns


def _content(rows: Mapping[str, tuple[dict[str, Any], ...]]) -> dict[str, Any]:
    """The same for people, programs and the hash: codes, days as text, numbers as text, nothing that is empty."""
    codes = Codes(rows)
    spelt = {pair.part: [codes.spelt(pair.released, row) for row in rows[pair.part]] for pair in PAIRS}
    (case,) = spelt.pop("case")
    return {"schema": SCHEMA, "case": case, **spelt}
