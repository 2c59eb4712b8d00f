"""What a field is called."""

from __future__ import annotations

from cen_records.reports.shapes import TABLES


def label_of(path: str) -> str:
    """From the way to it: `lines.<id>.quantity` is “Quantity”."""
    part, *_row, name = path.split(".")
    table = TABLES[f"{part}.identity" if ".identity." in path else part]
    return str(table._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
