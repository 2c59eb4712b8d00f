"""A draft in one line, so that its writer knows it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cen_records.presenters.offers import label_of

if TYPE_CHECKING:
    from cen_records.rules.document.paths import Flat


def summary(values: Flat) -> str:
    """Goods with their quantity, and the day: “Cocaine, 3.3 kg · 20 November 2026”."""
    goods = [_goods(values, path) for path in values if path.startswith("lines.") and path.endswith(".commodity")]
    return " · ".join(filter(None, (", ".join(goods[:2]), _day(str(values.get("case.seized_on", "")))))) or _(
        "Nothing yet"
    )


def _goods(values: Flat, path: str) -> str:
    row, code = path.removesuffix(".commodity"), values[path]
    named = label_of("commodity", code) if isinstance(code, str) else ""
    quantity, unit = values.get(f"{row}.quantity", ""), values.get(f"{row}.unit", "")
    if isinstance(quantity, str) and quantity and isinstance(unit, str):
        return f"{named} ({quantity} {label_of('unit', unit).lower()})"
    return named


def _day(text: str) -> str:
    try:
        day = parse_date(text)
    except ValueError:
        return text
    return date_format(day) if day else text
