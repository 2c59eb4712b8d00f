from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.rules.words import as_code, plain, search_line, words_of

TYPED = [
    ("Côte d’Ivoire", "cote d ivoire"),
    ("SÃO TOMÉ", "sao tome"),
    ("N’Djamena", "n djamena"),
    ("cœur de bœuf", "coeur de boeuf"),
    ("Œuvres d'art", "oeuvres d art"),
    ("Straße", "strasse"),
    ("København", "kobenhavn"),
    ("Łódź", "lodz"),
    ("İstanbul ılık", "istanbul ilik"),
    ("  20 kg (net) ", "20 kg net"),
    ("m³", "m3"),
    ("deteção – receção", "detecao rececao"),
    ("Дакар", "дакар"),
    ("", ""),
    ("’’’", ""),
]
CODES = [("sn dkr", "SNDKR"), ("24.02", "2402"), ("2402.20.00", "24022000"), ("in_baggage", "IN_BAGGAGE"), ("", "")]


@pytest.mark.parametrize(("text", "words"), TYPED)
def test_plain(text: str, words: str) -> None:
    assert plain(text) == words


@pytest.mark.parametrize(("text", "code"), CODES)
def test_as_code(text: str, code: str) -> None:
    assert as_code(text) == code


@given(st.text(max_size=60))
def test_plain_leaves_alone_what_is_plain(text: str) -> None:
    once = plain(text)

    assert plain(once) == once
    assert once == once.strip()
    assert "  " not in once


@given(st.text(max_size=60))
def test_capitals_do_not_count(text: str) -> None:
    assert plain(text.upper()) in {plain(text), plain(text.upper().lower())}


@given(st.lists(st.text(max_size=20), max_size=5))
def test_each_label_stands_once_between_bars(labels: list[str]) -> None:
    line = search_line(*labels)

    for label in filter(None, map(plain, labels)):
        assert line.count(f"| {label} |") == 1


def test_words_are_few_and_different() -> None:
    assert words_of("port Port PORT de Dakar") == ["port", "de", "dakar"]
    assert len(words_of(" ".join(f"w{number}" for number in range(500)))) == 10
