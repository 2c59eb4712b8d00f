"""Numbers that every country writes its own way: plates, declarations, consignment references. Only spelt alike."""

from __future__ import annotations

from cen_records.rules.findings import Checked
from cen_records.rules.identifiers.spelling import capitals, compact


def plate(text: str) -> Checked:
    """A number plate: capitals and digits, without what stands between."""
    return Checked(compact(text))


def reference(text: str) -> Checked:
    """A declaration or a unique consignment reference: capitals, single spaces."""
    return Checked(" ".join(capitals(text).split()))
