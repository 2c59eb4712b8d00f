"""One code of a list as a file or a package tells it."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reference.rules.words import search_line

LANGUAGES = ("fr", "en", "pt")
DERIVATION = 1  # raise it when `search_line` or a list's weights change, and every row is written again


@dataclass(slots=True)
class Entry:
    """A code, what it is called in each language, where it stands and how long it is valid."""

    code: str
    line: int = 0
    parent: str = ""
    fr: str = ""
    en: str = ""
    pt: str = ""
    synonyms: str = ""  # other words for it, between bars
    note: str = ""
    valid_from: date | None = None
    valid_until: date | None = None  # the last day
    details: dict[str, Any] = field(default_factory=dict)
    weight: int = 0

    @property
    def search(self) -> str:
        """The line that a search looks through."""
        return search_line(self.fr, self.en, self.pt, *self.synonyms.split("|"))

    @property
    def digest(self) -> str:
        """The same for two entries that say the same, wherever in a file they stand."""
        told = (
            DERIVATION, self.code, self.parent, self.fr, self.en, self.pt, self.synonyms, self.note,
            str(self.valid_from), str(self.valid_until), sorted(self.details.items()), self.weight,
        )  # fmt: skip
        return hashlib.blake2b(repr(told).encode(), digest_size=12).hexdigest()

    def is_valid_on(self, day: date) -> bool:
        """Whether it may be chosen for something that happened on that day."""
        return (self.valid_from is None or self.valid_from <= day) and not self.is_over_on(day)

    def is_over_on(self, day: date) -> bool:
        """Whether it was retired before that day."""
        return self.valid_until is not None and self.valid_until < day
