"""Free words that leave are looked through for what may tell who somebody is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, TextField

from cen_records.access import nominal_within
from cen_records.reports.projection.shape import Screened, Stretch, Told
from cen_records.reports.projection.spelling import is_empty, value_of
from cen_records.reports.projection.tables import IDENTITY_TABLES, NOMINAL_FIELDS
from cen_records.rules.fields import FIELDS
from cen_records.rules.own_names import found_in
from cen_records.rules.screening import Certainty, Kind, screen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from cen_records.models import Case

OWN = "OWN"  # the record itself holds it as a name or number
FREE = {part: {field.name for field in fields if field.screened} for part, fields in FIELDS.items()}
# Their words are no names: a code, a day, or what half of a country shares.
SAY_NOTHING = {"document_type", "document_country", "born_on", "document_expires_on", "physical_marks"}


@dataclass(frozen=True)
class OwnWords:
    """What a record holds as names and numbers, and in which of its nominal fields something stands."""

    known: frozenset[str]
    filled_in: tuple[tuple[str, Any, str], ...]


def own_words(case: Case, national: Mapping[str, list[Any]]) -> OwnWords:
    """Reads the nominal rows of the record, under the key of its administration."""
    known, filled_in = set[str](), list[tuple[str, Any, str]]()
    with nominal_within(case.administration):
        for part, table in IDENTITY_TABLES.items():
            for row in table._default_manager.filter(pk__in=[one.pk for one in national[part]]):
                for field in NOMINAL_FIELDS[part]:
                    value = value_of(row, field.name)
                    if is_empty(value):
                        continue
                    filled_in.append((part, row.pk, field.name))
                    if field.name not in SAY_NOTHING:
                        known.update(value if isinstance(value, list) else _words(field.name, value))
                known.update(_full_names(row))
    return OwnWords(frozenset(known), tuple(filled_in))


def known_of(case: Case) -> frozenset[str]:
    """The names and numbers that a record holds."""
    national: dict[str, list[Any]] = {part: list(getattr(case, part).only("pk")) for part in IDENTITY_TABLES}
    return own_words(case, national).known


def looked_through(told: Told, row: Any, words: OwnWords, masked: Collection[str]) -> Screened | None:
    """What was found in one field; None: it holds no words, or nothing was found in them."""
    column = row._meta.get_field(told.name)
    if not isinstance(column, CharField | TextField) or not told.value:
        return None
    found = marked(told.value, words.known, free=told.name in FREE[told.part])
    return Screened(told.path, told.value, found, told.path in masked) if found else None


def marked(text: str, known: Iterable[str], *, free: bool) -> tuple[Stretch, ...]:
    """The stretches of a text that may tell who somebody is, in order and without overlaps.

    What the record itself holds as a name is looked for in all that is written; `free` words are also searched by
    rule, where what is merely possible holds nothing back: every other name of a ship is written like a person's.
    """
    own = [Stretch(start, end, Kind.NAME, OWN) for start, end in found_in(text, known)]
    by_rule = [
        Stretch(span.start, span.end, span.kind, span.why, span.certainty > Certainty.POSSIBLE)
        for span in (screen(text) if free else ())
        if not any(span.start < one.end and one.start < span.end for one in own)
    ]
    return tuple(sorted([*own, *by_rule], key=lambda stretch: stretch.start))


def _words(name: str, value: Any) -> list[str]:
    """A line of nominal words; of names each word also by itself."""
    single = value.split() if name in {"family_name", "given_names"} else []
    return [str(value), *single]


def _full_names(row: Any) -> list[str]:
    """Both names together, in either order: they are marked also where each is too short to be."""
    family, given = getattr(row, "family_name", ""), getattr(row, "given_names", "")
    return [f"{given} {family}", f"{family} {given}"] if family and given else []
