"""The standard quantity of a line: kept beside the one that was told, never over it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cen_records.rules.document.reading import goods_of
from cen_records.rules.document.shapes import Known

if TYPE_CHECKING:
    from cen_records.rules.document.shapes import Row
    from cen_records.rules.quantities import Standard, Units


def standard_of(line: Row, units: Units, day: date) -> Standard | None:
    """The quantity in the unit in which the figures count these goods; None where no rule leads there."""
    quantity, unit, commodity = (line.values.get(name) for name in ("quantity", "unit", "commodity"))
    if not (isinstance(quantity, Decimal) and isinstance(unit, Known) and isinstance(commodity, Known)):
        return None
    if unit.code not in units.units:
        return None
    wanted = commodity.details.get("standard_unit") or units.units[unit.code].standard
    if wanted not in units.units:
        return None
    return units.convert(quantity, unit.code, wanted, commodities=goods_of(line), day=day)
