"""Reads `table.md`: what each address answers to each role, about whose record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

TABLE = Path(__file__).with_suffix(".md")
ANSWERS = {200: "page", 403: "no", 404: "hidden", 405: "post"}


@dataclass(frozen=True)
class Row:
    """One address for the records of one country (or none), and the answer to each column."""

    route: str  # with the method before it where it is a program that asks
    whose: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.route} {self.whose}".strip()


def rows() -> list[Row]:
    """The table, row by row."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]
    return [Row(route, whose, dict(zip(head[2:], cells, strict=True))) for route, whose, *cells in body]


def answer(response: HttpResponseBase) -> str:
    """A response in the word of the table."""
    if response.status_code in {302, 303}:
        return "again" if "/again/" in response["Location"] else "on"
    return ANSWERS.get(response.status_code, str(response.status_code))
