"""The labelled sentences, and how much of what is marked in them the screening finds."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cen_records.rules.screening import Certainty, Kind, Span, screen

if TYPE_CHECKING:
    from collections.abc import Iterable

MARK = re.compile(r"\[\[([A-Z_]+):([^\]]+)\]\]")
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Sentence:
    """A sentence and the stretches that are personal in it."""

    language: str
    text: str
    marked: tuple[tuple[int, int, Kind], ...]


def sentence(language: str, marked: str) -> Sentence:
    """Read the marks out of a sentence: [[KIND:text]]."""
    text, spans, last = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        spans.append((len(text), len(text) + len(match[2]), Kind(match[1])))
        text += match[2]
        last = match.end()
    return Sentence(language, text + marked[last:], tuple(spans))


def sentences(name: str = "sentences") -> list[Sentence]:
    """`sentences`: what the rules were improved with; `sentences_unseen`: written after, and nothing was changed."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [sentence(row["language"], row["text"]) for row in csv.DictReader(file)]


@dataclass
class Score:
    """What was found, by stretches. A stretch counts as found when the same kind covers half of it."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    clean: int = 0  # sentences without anything personal
    disturbed: int = 0  # of these, those where something was marked

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed))

    @property
    def precision(self) -> float:
        return self.found / (self.found + len(self.false))


def measured(least: Certainty, some: Iterable[Sentence], kinds: frozenset[Kind] = frozenset(Kind)) -> Score:
    """The score of what is at least so sure."""
    score = Score()
    for one in some:
        spans = [span for span in screen(one.text) if span.certainty >= least and span.kind in kinds]
        wanted = [mark for mark in one.marked if mark[2] in kinds]
        for mark in wanted:
            if any(_covers(span, mark) for span in spans):
                score.found += 1
            else:
                score.missed.append(one.text[mark[0] : mark[1]])
        false = [span for span in spans if not any(_covers(span, mark) for mark in wanted)]
        score.false += [f"{span.kind}/{span.why} {one.text[span.start : span.end]!r} in {one.text!r}" for span in false]
        score.clean += not one.marked
        score.disturbed += bool(spans) and not one.marked
    return score


def _covers(span: Span, mark: tuple[int, int, Kind]) -> bool:
    shared = min(span.end, mark[1]) - max(span.start, mark[0])
    return span.kind == mark[2] and shared * 2 >= mark[1] - mark[0]
