"""What a browser sends, made into a document: by forms and by scripts alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cen_records.presenters.inputs import model_field
from cen_records.rules.document.merging import as_of
from cen_records.rules.document.paths import MARK, Flat, flat, from_pairs, known
from reference.reports.picks import find

if TYPE_CHECKING:
    from django.http import QueryDict

    from cen_records.models import Draft
    from cen_records.web.entry.sections import Section

Pairs = Sequence[tuple[str, str]]
TYPED = "-typed"  # what was typed in a picker and not picked


def pairs_of(sent: QueryDict) -> list[tuple[str, str]]:
    """The names and values of a form, in order."""
    return [(name, value) for name, values in sent.lists() for value in values]


def values_of(pairs: Iterable[tuple[str, str]]) -> Flat:
    """Every value by its path. Words that were typed in a picker become a code where they can only mean one.

    Nobody knows the unit of a quantity that is unknown.
    """
    said = [(name, value.replace("\0", "")) for name, value in pairs]
    typed = {name.removesuffix(TYPED): value for name, value in said if name.endswith(TYPED) and value.strip()}
    plain = [(name, value) for name, value in said if not name.endswith(TYPED) and name not in typed]
    values = from_pairs([*plain, *((path, _meant(path, value)) for path, value in typed.items() if known(path))])
    unknown = {path: value for path, value in values.items() if path.endswith(".quantity") and isinstance(value, dict)}
    units = {f"{path.removesuffix('quantity')}unit": value for path, value in unknown.items()}
    return values | {path: value for path, value in units.items() if not values.get(path)}


def overlaid(draft: Draft, based_on: int, pairs: Pairs, section: Section | None) -> Flat:
    """The whole document of somebody who saw revision `based_on` and now sends one screen of it."""
    seen = as_of(flat(draft.content), draft.changes, based_on)
    seen = flat(draft.content) if seen is None else seen
    posted = values_of(pairs)
    shown = {name.removesuffix(MARK).removesuffix(TYPED) for name, _value in pairs}
    kept = {path: value for path, value in seen.items() if path not in shown and not (section and section.covers(path))}
    return kept | posted


def without_row(values: Flat, row: str) -> Flat:
    """The same without one row."""
    return {path: value for path, value in values.items() if path != row and not path.startswith(f"{row}.")}


def _meant(path: str, text: str) -> str:
    """The code that the words mean; the words where they mean none, or several."""
    part, *_row, name = path.split(".")
    part = f"{part}.identity" if ".identity." in path else part
    code_list = getattr(model_field(part, name), "code_list", "") or ("place" if name == "place" else "")
    found = find(code_list, text) if isinstance(code_list, str) and code_list else []
    return found[0].code if len(found) == 1 else text
