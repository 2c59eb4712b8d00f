"""Long dates as the reader's language writes them, where a pattern of letters is not enough."""

from django.utils.dateformat import DateFormat
from django.utils.translation import get_language


def teach_first_of_month() -> None:
    """Make Django write the first of a month in French: "1er novembre 2026", and "2 novembre 2026" as before.

    Django's patterns have no letter for it, and dates are written by templates, forms and sentences alike: all of
    them come to this one method. Short dates (`d/m/Y`) do not.
    """
    plain = DateFormat.j

    def day_of_month(self: DateFormat) -> int | str:
        day = plain(self)
        return "1er" if day == 1 and (get_language() or "").startswith("fr") else day

    DateFormat.j = day_of_month  # type: ignore[method-assign,assignment]
