"""What is told about code lists in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

GROUPS: dict[str, Promise] = {
    "SEIZURE": _("The case"),
    "TRANSPORT": _("Transport and route"),
    "GOODS": _("Goods"),
    "UNITS": _("Units and currencies"),
    "PEOPLE": _("People and companies"),
    "PLACES": _("Countries and places"),
}
COLUMNS: dict[str, Promise] = {
    "code": _("Code"),
    "parent": _("Belongs under"),
    "fr": _("French"),
    "en": _("English"),
    "pt": _("Portuguese"),
    "synonyms": _("Other words"),
    "note": _("Note"),
    "valid_from": _("Valid from"),
    "valid_until": _("Valid until"),
}
CHANGES: dict[str, Promise] = {"added": _("New"), "changed": _("Changed"), "retired": _("Retired")}
FAULTS: dict[str, Promise] = {
    "EMPTY": _("The file is empty."),
    "TOO_BIG": _("The file is larger than 40 MB."),
    "WORKBOOK": _("This is a spreadsheet workbook. Save it as “CSV UTF-8” and load that file."),
    "UTF_16": _("This file is written in UTF-16. Save it as “CSV UTF-8” and load that file."),
    "NOT_TEXT": _("This is not a text file that can be read as CSV."),
    "COLUMN_TWICE": _("The column “%(column)s” is there twice."),
    "COLUMN_UNKNOWN": _("The column “%(column)s” is not one of this list. It has: %(other)s."),
    "COLUMN_MISSING": _("The column “%(column)s” is missing."),
    "TOO_MANY_ROWS": _("The file has more than %(other)s rows. What comes after was not read."),
    "ROW_BROKEN": _("This row cannot be taken apart (an open quotation mark?). What comes after was not read."),
    "NO_ROWS": _("The file has a head and no rows."),
    "CELLS_TOO_MANY": _("This row has more cells than the head has columns."),
    "CODE_MISSING": _("This row has no code."),
    "CODE_UNFIT": _("“%(value)s” is not written as a code of this list. A leading zero may have been lost."),
    "CODE_TWICE": _("The code %(value)s is there twice, first on line %(other)s."),
    "LABEL_MISSING": _("The label of %(value)s is missing in the column “%(column)s”."),
    "CELL_MISSING": _("The cell “%(column)s” of %(value)s is empty."),
    "CELL_TOO_LONG": _("The cell “%(column)s” is longer than %(other)s characters."),
    "CHARACTER_UNFIT": _("The cell “%(column)s” holds characters that cannot be seen."),
    "TEXT_MISREAD": _("“%(value)s” has broken accents: the file was saved in the wrong encoding before."),
    "VALUE_UNFIT": _("“%(value)s” does not fit the column “%(column)s”."),
    "CODE_UNKNOWN": _("“%(value)s” in the column “%(column)s” is not a code of the list “%(other)s”."),
    "ENDS_BEFORE_IT_BEGINS": _("The code %(value)s ends before it begins."),
    "PARENT_SELF": _("The code %(value)s is its own parent."),
    "PARENT_UNKNOWN": _("%(other)s belongs under %(value)s, which is not in the list."),
    "PARENT_RETIRED": _("%(other)s belongs under %(value)s, which would be retired. Retire both, or keep both."),
    "PARENT_CIRCLE": _("These codes belong under one another in a circle: %(other)s."),
}


def fault_sentence(fault: Mapping[str, str]) -> str:
    """What is wrong, in the reader's language. Not escaped."""
    return str(FAULTS[fault["kind"]]) % fault
