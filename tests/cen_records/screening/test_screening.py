from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cen_records.presenters import screening as words
from cen_records.rules.screening import Certainty, Kind, numbers, screen, without_overlaps
from tests.cen_records.screening.labelled import measured, sentences

if TYPE_CHECKING:
    from cen_records.rules.screening import Span

LONG = 200_000
HOSTILE = ("a", "A", "A ", "1", "1 ", "1-", "@", "a@a.", "+1", "<", "A<", "M. ", "né le ", "Jean ", "DIALLO ", "FR76 ",
           "N’", "É-", "tel 7", "A1", "\u0301", "İ", ". ", "passeport ", "AB 123 ", "de ")  # fmt: skip
FLOORS = {
    ("sentences", Certainty.POSSIBLE): (0.95, 0.95),
    ("sentences", Certainty.LIKELY): (0.95, 0.90),
    ("sentences_unseen", Certainty.POSSIBLE): (0.75, 0.90),
    ("sentences_unseen", Certainty.SURE): (0.95, 0.40),
}


@pytest.mark.parametrize(("name", "least"), FLOORS)
def test_precision_and_recall(name: str, least: Certainty) -> None:
    score = measured(least, sentences(name))
    precision, recall = FLOORS[name, least]

    assert score.precision >= precision, score.false
    assert score.recall >= recall, score.missed


@pytest.mark.parametrize(("language", "least"), [("fr", 0.95), ("en", 0.95), ("pt", 0.95)])
def test_no_language_is_worse_served(language: str, least: float) -> None:
    score = measured(Certainty.POSSIBLE, [one for one in sentences() if one.language == language])

    assert score.recall >= least, score.missed
    assert score.disturbed <= 0.1 * score.clean, score.false


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_found(kind: Kind) -> None:
    score = measured(Certainty.POSSIBLE, sentences(), frozenset({kind}))

    assert score.found
    assert score.recall >= 0.9, score.missed


def in_order(spans: list[Span], text: str) -> bool:
    edges = [edge for span in spans for edge in (span.start, span.end)]
    return edges == sorted(edges) and all(0 <= span.start < span.end <= len(text) for span in spans)


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=12), max_size=40).map("".join))
def test_any_text_is_screened(text: str) -> None:
    spans = screen(text)

    assert in_order(spans, text)
    with translation.override("pt"):
        assert all(words.told(span) for span in spans)


@pytest.mark.parametrize("pieces", [HOSTILE, ("a",), ("1 ",), ("<",), ("Jean ",)], ids=str)
def test_long_hostile_text_is_screened(pieces: tuple[str, ...]) -> None:
    text = "".join(piece * (LONG // len(pieces) // len(piece)) for piece in pieces)

    assert in_order(screen(text), text)


@pytest.mark.parametrize(
    "pattern", [pattern for pattern, _ in numbers.PATTERNS], ids=lambda pattern: pattern.pattern[:30]
)
def test_each_pattern_reads_a_bounded_stretch(pattern: re.Pattern[str]) -> None:
    """So that the time grows with the text's length and no faster, whatever stands in it."""
    _, most = re._parser.parse(pattern.pattern, pattern.flags).getwidth()

    assert most <= 400


def test_the_surer_of_two_stretches_stays() -> None:
    text = "tél. 77 123 45 67"
    (span,) = screen(text)

    assert (span.kind, span.certainty, text[span.start : span.end]) == (Kind.PHONE, Certainty.SURE, "77 123 45 67")
    assert without_overlaps([span, span]) == [span]


@pytest.mark.parametrize(
    "text", ["", " ", "3 tonnes de riz", "14.6937, -17.4441", "12 500 000 FCFA", "CSQU3054383", "HS 2403.99"]
)
def test_nothing_personal(text: str) -> None:
    assert screen(text) == []
