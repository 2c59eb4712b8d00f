"""What a finding says to the person who typed: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from cen_records.presenters import identifiers, quantities

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from cen_records.rules.findings import Finding


WORDS: Mapping[str, str | Promise] = {
    # What cannot be read
    "NOT_A_NUMBER": _("This is not a number. Write it like 12.5 or 12,5."),
    "NUMBER_TOO_LARGE": _("This number is too large. Check it, and the unit."),
    "TOO_MANY_DECIMALS": _("At most %(most)s decimals are kept. Round the number."),
    "THOUSANDS_OR_DECIMALS": _(
        "“%(typed)s” is read as a decimal number. If thousands were meant, write it without the sign; if not, say so."
    ),
    "NEGATIVE": _("This cannot be below zero."),
    "NOT_A_DAY": _("This is not a date. Write day, month and a year of four digits: 20/11/2026."),
    "NO_SUCH_DAY": _("There is no such day. Check day and month."),
    "NOT_A_TIME": _("This is not a time. Write it like 14:05."),
    "TOO_LONG": _("This is too long: %(letters)s characters where %(most)s fit. Shorten it."),
    "NO_SUCH_CODE": _("“%(typed)s” is not in the list. Choose one of the list."),
    "RETIRED_CODE": _("“%(code)s” was not in use on %(day)s. Choose the code that held then."),
    "ONE_VALUE_ONLY": _("Only one value fits here. Choose one."),
    "NOT_YES_OR_NO": _("Answer with yes or no."),
    "NOT_A_DENOMINATION": _("“%(typed)s” is not a denomination. Write value x pieces, one to a line: 10000 x 50."),
    # What is owed or cannot be
    "MISSING": _("Fill this in. If it is not known, say so."),
    "NONE_OF_THESE": _("Enter at least one."),
    "NO_SUCH_LEG": _("Say from where the goods came and where they were going; unknown is an answer."),
    "ROLE_TWICE": _("The route has this twice. Keep one."),
    "VALUE_AND_MARK": _("There is a value here and a note that there is none. Keep one of the two."),
    "BEFORE_FIRST_YEAR": _("The date lies before %(year)s. Check the year."),
    "IN_THE_FUTURE": _("The date lies in the future. Check day, month and year."),
    "ENTERED_LATE": _("The seizure was made %(days)s days ago. Records are expected within a day."),
    "UNIT_NOT_FOR_COMMODITY": _("These goods are not counted in this unit. Use one of: %(allowed)s."),
    "ABOVE_HUNDRED": _("A purity is at most 100 percent."),
    "OFF_THE_GLOBE": _("A degree lies between -%(most)s and %(most)s."),
    "NO_SUCH_OFFICE": _("There is no office “%(typed)s” in your administration."),
    "NOT_YOUR_OFFICE": _("You do not enter records for %(office)s any more. Choose an office where you work today."),
    # What a program may send
    "NOT_A_DOCUMENT": _("A record is an object with its parts."),
    "OTHER_SCHEMA": _("This form of the document is not known. Load the form again, or use the current description."),
    "UNKNOWN_FIELD": _("There is no such field, or it does not hold this kind of value."),
    "TOO_MANY_ROWS": _("At most %(most)s rows fit. Divide the record."),
    "ROW_WITHOUT_ID": _("Each row needs an identity of its own, a UUID."),
    "ROW_TWICE": _("Two rows have the same identity."),
    "IDENTITY_OF_ANOTHER": _("This identity belongs to another record. Give the row one of its own."),
}  # fmt: skip


ALL_WORDS: Mapping[str, str | Promise] = {**identifiers.FINDINGS, **quantities.FINDINGS, **WORDS}


def words(finding: Finding) -> str:
    """The sentence of a finding, in the reader's language. Not escaped."""
    return str(ALL_WORDS[finding.code]) % {name: _spelt(value) for name, value in finding.values.items()}


def _spelt(fact: object) -> str:
    if isinstance(fact, date):
        return date_format(fact, "DATE_FORMAT")
    if isinstance(fact, list | tuple):
        return ", ".join(map(str, fact))
    return number_format(fact) if isinstance(fact, int) and fact > 9_999 else str(fact)
