"""The codes that inputs offer, and what each of them says about other inputs. Read once a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from reference.models import Code
from reference.reports.picks import find
from reference.rules.definitions import DEFINITIONS

# A column that says for which codes of another list this one is: `data-fits`, or which ones it offers: `data-offers`.
FITS = {
    "concealment": "conveyances",
    "concealment_detail": "concealments",
    "conveyance_type": "conveyance",
}
OFFERS = {"commodity": "units"}


@dataclass(frozen=True)
class Offer:
    """A code that may be chosen, with what its option tells the page."""

    code: str
    label: str
    told: Mapping[str, str] = field(default_factory=dict)


class Offers:
    """The short lists of a page, in the reader's language; long ones are asked for as somebody types."""

    def __init__(self, lists: Collection[str]) -> None:
        self._found: dict[str, list[Offer]] = {name: [] for name in lists}
        self._unknown: set[str] = set()
        asked = [name for name in self._found if not is_long(name)]
        codes = Code.objects.filter(code_list_id__in=asked).valid_on(timezone.localdate())
        for code in codes.select_related("parent__parent").order_by("code_list_id", "position", "code"):
            if code.code == "UNKNOWN":
                self._unknown.add(code.code_list_id)
            if _may_be_chosen(code):
                self._found[code.code_list_id].append(Offer(code.code, code.label(), _told(code)))

    def of(self, code_list: str) -> list[Offer]:
        """What may be chosen, in the order of the list."""
        return self._found[code_list]

    def has_unknown(self, code_list: str) -> bool:
        """Whether the list itself has an answer for what nobody knows, or keeps it for records from elsewhere."""
        return code_list in self._unknown


def is_long(code_list: str) -> bool:
    """Whether a list is looked up by typing only."""
    return DEFINITIONS[code_list].large


def label_of(code_list: str, code: str) -> str:
    """How a code reads, retired or not; what was typed and is no code, as it was typed."""
    entry = next(iter(find(code_list, code)), None) if code_list else None
    return str(entry.label()) if entry else code


def _may_be_chosen(code: Code) -> bool:
    """Officers choose what a seizure was of, not a whole section of the tree, nor what only imports need."""
    if code.code_list_id == "commodity":
        return code.level > 1
    return not code.details.get("import_only")


def _told(code: Code) -> dict[str, str]:
    told = {}
    for name, columns in (("data-fits", FITS), ("data-offers", OFFERS)):
        if words := _words(_detail(code, columns.get(code.code_list_id, ""))):
            told[name] = words
    if code.code_list_id == "commodity" and code.synonyms:
        told["data-words"] = code.synonyms
    return told


def _detail(code: Code, column: str) -> Any:
    """What a code says, or the one above it: cocaine base is weighed because cocaine is."""
    above: Code | None = code
    while above is not None and not above.details.get(column):
        above = above.parent
    return above.details[column] if above else None


def _words(value: Any) -> str:
    return value if isinstance(value, str) else " ".join(value or ())
