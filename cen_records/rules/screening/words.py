"""The words that the screening knows: names of persons, and words that are written with a capital and name none."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("words")


def folded(word: str) -> str:
    """In small letters and without accents, as the lists are written."""
    if word.isascii():
        return word.lower()
    return "".join(letter for letter in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(letter))


@cache
def listed(name: str) -> frozenset[str]:
    """One of the lists beside this module."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))
