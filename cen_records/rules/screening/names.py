"""Names of persons: behind a title or a word that announces one, before a birth, or by how they are written.

Rules and lists, no model: each mark can be explained to whoever releases. Names that are nowhere listed and stand
alone are not seen; that is why a person looks at the preview.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cen_records.rules.screening.spans import Certainty, Kind, Span
from cen_records.rules.screening.tokens import Token, tokens
from cen_records.rules.screening.words import listed

LONGEST = 5  # words of a name
CALLING = frozenset(("nom", "noms", "name", "nome", "prenom", "prenoms", "dit", "dite", "identite", "identity"))
FILLING = frozenset(
    ("de", "is", "e", "est", "are", "do", "comme", "as", "como", "le", "la", "o", "a", "et", "por", "sous", "nom")
)
NICKNAMED = frozenset(("named", "alias", "aka", "surnomme", "surnommee", "chamado", "chamada", "por"))
PARTICLES = frozenset(
    ("de", "da", "do", "dos", "das", "du", "van", "el", "al", "ben", "bint", "ould", "mint", "abd", "n")
)
BORN = frozenset(("ne", "nee", "nes", "born", "nascido", "nascida"))
LINKS = frozenset(
    (
        *("international", "internationale", "internacional", "denomme", "named", "chamado", "baptise", "dit", "nomme"),
        *("de", "du", "des", "d", "l", "le", "la", "do", "da", "dos", "the", "of", "called"),
    )
)
SHOUTING = 6  # words in capitals beside each other: then capitals tell nothing


@dataclass(frozen=True)
class Reading:
    """A text's words, with those that are written in capitals among many others in capitals."""

    words: Sequence[Token]
    loud: Sequence[bool]

    def before(self, place: int, how_many: int) -> list[str]:
        """The folded words that stand before a place in the same sentence, nearest first."""
        found: list[str] = []
        for index in range(place - 1, max(-1, place - 1 - how_many), -1):
            if self.words[index + 1].opens:
                break
            found.append(self.words[index].folded.rpartition("’")[2])
        return found

    def after(self, place: int) -> str:
        """The folded word that follows, if nothing ends the sentence."""
        if place >= len(self.words) or self.words[place].opens:
            return ""
        return self.words[place].folded


def names(text: str) -> Iterator[Span]:
    """Every stretch that may be a person's name."""
    words = list(tokens(text))
    reading = Reading(words, _loud(words))
    place = 0
    while place < len(words):
        end = _announced(reading, place)
        if end:
            yield _span(words, place, end, "TITLE", Certainty.SURE)
        elif end := (0 if _is_letter_alone(words, place) else _run(reading, place)):
            yield from _judged(reading, place, end)
        place = end or place + 1


def _is_letter_alone(words: Sequence[Token], place: int) -> bool:
    """A single letter is no name; J. Okafor’s is the beginning of one."""
    return len(words[place].text) == 1 and not (place + 1 < len(words) and words[place + 1].touches)


def _loud(words: Sequence[Token]) -> list[bool]:
    """Which words stand in a long row of words in capitals."""
    loud = [False] * len(words)
    start = 0
    for place in range(len(words) + 1):
        if place < len(words) and (words[place].is_capitals or len(words[place].text) == 1):
            continue
        if place - start >= SHOUTING:
            loud[start:place] = [True] * (place - start)
        start = place + 1
    return loud


def _announced(reading: Reading, place: int) -> int:
    """Where a name ends that begins here and is announced by a title or another word; 0 where none is."""
    word = reading.words[place]
    if not word.is_capital or (len(word.text) == 1 and not reading.after(place + 1)):
        return 0
    if not _is_announcing(reading, place):
        return 0
    by_nickname = reading.words[place - 1].folded in NICKNAMED
    return (_run(reading, place) or (place + 1 if by_nickname else 0)) if by_nickname or not word.known.common else 0


def _is_announcing(reading: Reading, place: int) -> bool:
    words = reading.words
    before = place - 1
    while before >= 0 and place - before < 4 and words[before].folded in FILLING and not words[before].is_capital:
        before -= 1
    if before < 0:
        return False
    cue, direct = words[before], before == place - 1
    if cue.folded in listed("titles") and (cue.text[0].isupper() or cue.folded in {"sieur", "maitre"}):
        return direct and words[place].touches and cue.text not in {"m", "MS", "MM", "PR"}
    if set(reading.before(before, 2)) & listed("entities_before"):
        return False
    if cue.folded in listed("announcing"):
        return True
    return cue.folded in CALLING and place - before <= 2


def _run(reading: Reading, place: int) -> int:
    """Where the row of capitals ends that begins here; 0 where none begins."""
    words = reading.words
    if not _may_be_name(words[place]):
        return 0
    end = last = place + 1
    while end < len(words) and end - place < LONGEST + 2 and words[end].touches:
        if words[end].folded in PARTICLES and not words[end].is_capital:
            end += 1
        elif _may_be_name(words[end]) and last - place < LONGEST:
            end = last = end + 1
        else:
            break
    return last


def _may_be_name(word: Token) -> bool:
    if not word.is_capital:
        return False
    known = word.known.family or word.known.given
    return known or not (
        word.known.common
        or word.folded in listed("titles")
        or word.folded in listed("persons") | listed("entities_before")
    )


def _judged(reading: Reading, place: int, end: int) -> Iterator[Span]:
    """A row of capitals as a name, if it is one."""
    words = reading.words
    first = words[place]
    if first.opens and not first.is_capitals and end - place > 1 and not (first.known.family or first.known.given):
        unknown = not any(word.known.family or word.known.given for word in words[place:end])
        if not (unknown and end - place == 2):
            place += 1  # the capital that opens the sentence
    verdict = _verdict(reading, place, end)
    if verdict:
        yield _span(words, place, end, *verdict)


def _verdict(reading: Reading, place: int, end: int) -> tuple[str, Certainty] | None:
    row = [word for word in reading.words[place:end] if word.folded not in PARTICLES or word.is_capital]
    if _is_entity(reading, place, end):
        return None
    if reading.after(end) in BORN:
        return "BORN", Certainty.SURE if len(row) > 1 else Certainty.LIKELY
    if len(row) == 1:
        return _alone(reading, place, row[0])
    return _together(reading, place, row)


def _is_entity(reading: Reading, place: int, end: int) -> bool:
    words = reading.words
    follows = end < len(words) and words[end].touches
    if follows and words[end].folded in listed("entities_after") and not reading.loud[place]:
        return True
    for word in reading.before(place, 4):
        if word in listed("entities_before"):
            return True
        if word not in LINKS:
            return False
    return False


def _together(reading: Reading, place: int, row: Sequence[Token]) -> tuple[str, Certainty] | None:
    family, given = any(word.known.family for word in row), any(word.known.given for word in row)
    loud = reading.loud[place]
    mixed = not loud and any(word.is_capitals and len(word.text) > 2 for word in row) and not all(
        word.is_capitals for word in row
    )  # fmt: skip
    if _two_lists(row) or (mixed and (family or given)):
        return "LISTED", Certainty.SURE
    if family or given:
        return "LISTED", Certainty.POSSIBLE if loud else Certainty.LIKELY
    if loud:
        return None
    if listed("persons").intersection(reading.before(place, 3)):
        return "PERSON_WORD", Certainty.LIKELY
    if mixed:
        return "FAMILY_IN_CAPITALS", Certainty.LIKELY
    capitals = all(word.is_capitals for word in row)
    return None if capitals and any(len(word.text) < 4 for word in row) else ("CAPITALS", Certainty.POSSIBLE)


def _two_lists(row: Sequence[Token]) -> bool:
    """One word is a family name and another a given name."""
    families = [place for place, word in enumerate(row) if word.known.family]
    givens = [place for place, word in enumerate(row) if word.known.given]
    return bool(families and givens) and len({*families, *givens}) > 1


def _alone(reading: Reading, place: int, word: Token) -> tuple[str, Certainty] | None:
    """One word: only a listed one, and only where its capital tells something."""
    if not (word.known.family or word.known.given) or len(word.text) < 2:
        return None
    if listed("persons").intersection(reading.before(place, 2)):
        return "PERSON_WORD", Certainty.LIKELY
    following = reading.words[place + 1 : place + 2]
    if reading.loud[place] or word.folded in listed("words_too") or any(_goes_on(word) for word in following):
        return None
    return "LISTED", Certainty.POSSIBLE


def _goes_on(word: Token) -> bool:
    """It belongs to the capital before it, as Vuitton to Louis."""
    return word.touches and word.is_capital


def _span(words: Sequence[Token], place: int, end: int, why: str, certainty: Certainty) -> Span:
    return Span(words[place].start, words[end - 1].end, Kind.NAME, why, certainty)
