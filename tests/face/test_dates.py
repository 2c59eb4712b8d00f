"""Long dates in the three languages."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format

FIRST, SECOND, ELEVENTH = date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 11)


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("fr", FIRST, "1er novembre 2026"),
        ("fr", SECOND, "2 novembre 2026"),
        ("fr", ELEVENTH, "11 novembre 2026"),
        ("en", FIRST, "1 November 2026"),
        ("pt", FIRST, "1 de novembro de 2026"),
    ],
)
def test_long_dates(language: str, day: date, written: str) -> None:
    with translation.override(language):
        assert date_format(day) == written
        assert (
            Template("{{ day }}|{{ day|date:'DATE_FORMAT' }}").render(Context({"day": day})) == f"{written}|{written}"
        )


def test_the_first_of_a_month_with_its_weekday_and_in_tables() -> None:
    with translation.override("fr"):
        assert date_format(FIRST, "l j F Y") == "dimanche 1er novembre 2026"
        assert date_format(FIRST, "SHORT_DATE_FORMAT") == "01/11/2026"
