"""The words of a text with where they stand, as far as names need them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cen_records.rules.screening.words import folded, listed

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+){0,4}")
ENDS = re.compile(r"[.!?:;\n•\u2013\u2014(]\s*[\"«“'\u00a0\u202f ]*$")
ARTICLE = re.compile(r"(?:[dljmnst]|qu)['’]", re.IGNORECASE)  # l’opération is no name, N’Diaye is one
TOUCHING = re.compile(r"\.?[ \u00a0\u202f]{1,2}")
LONGEST = 40  # letters; what is longer is no name


@dataclass(frozen=True)
class Token:
    """One word. `opens`: a sentence begins with it, so that its capital says nothing."""

    text: str
    start: int
    end: int
    opens: bool
    touches: bool  # nothing but a space stands between it and the word before

    @cached_property
    def folded(self) -> str:
        """As the lists write it."""
        return folded(self.text)

    @cached_property
    def is_capitals(self) -> bool:
        """Written in capitals throughout."""
        return len(self.text) > 1 and self.text.isupper()

    @cached_property
    def is_capital(self) -> bool:
        """Written with a capital at least."""
        article = ARTICLE.match(self.text)
        return self.text[article.end() if article else 0].isupper() and len(self.text) <= LONGEST

    @cached_property
    def known(self) -> Known:
        """In which lists it stands."""
        return known(self.text)


@dataclass(frozen=True)
class Known:
    """In which lists a word stands, whole or in part: Jean-Pierre as jean, N’Diaye as ndiaye, d’Issa as issa."""

    family: bool
    given: bool
    common: bool


@lru_cache(maxsize=8192)
def known(text: str) -> Known:
    """Look a word up in the lists."""
    word = folded(text).replace("'", "’")
    bare = word.rpartition("’")[2]
    parts = {word, bare, *bare.split("-"), *word.replace("’", "").split("-"), word.replace("’", "").replace("-", "")}
    return Known(
        family=bool(parts & listed("family_names")),
        given=bool(parts & listed("given_names")),
        common=bool({word, bare} & listed("places_and_things")),
    )


def tokens(text: str) -> Iterator[Token]:
    """The words in their order."""
    last = 0
    for match in WORD.finditer(text):
        start, end = match.span()
        between = text[last:start]
        opens = not last or bool(ENDS.search(between[-8:]))
        yield Token(match[0], start, end, opens, last > 0 and bool(TOUCHING.fullmatch(between)))
        last = end
