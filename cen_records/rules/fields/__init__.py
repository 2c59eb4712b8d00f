"""The table of all fields of a record: how far each may go, on which form it stands, and for what it applies.

This is the one place that says so (docs/decisions/0020). Forms, the reading of documents, the projection that leaves
the country, programs' answers, and later the measures of completeness follow it; a field that is missing here fails
a test, and so does one that a released table holds and that may not leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cen_records.rules.fields.case import CASE, EXTERNAL_REFERENCES
from cen_records.rules.fields.goods import LINES
from cen_records.rules.fields.people import (
    COMPANIES,
    COMPANY_IDENTITIES,
    PERSON_IDENTITIES,
    PERSONS,
    VEHICLE_IDENTITIES,
)
from cen_records.rules.fields.shape import Field, Owed, Reach
from cen_records.rules.fields.transport import CONCEALMENTS, CONTAINERS, CONVEYANCES, LEGS

__all__ = ["FIELDS", "IDENTITIES", "LISTS", "Field", "Owed", "Reach"]

LISTS: Mapping[str, tuple[Field, ...]] = MappingProxyType({
    "lines": LINES,
    "conveyances": CONVEYANCES,
    "containers": CONTAINERS,
    "legs": LEGS,
    "concealments": CONCEALMENTS,
    "persons": PERSONS,
    "companies": COMPANIES,
    "external_references": EXTERNAL_REFERENCES,
})  # fmt: skip
IDENTITIES: Mapping[str, tuple[Field, ...]] = MappingProxyType({
    "conveyances": VEHICLE_IDENTITIES,
    "persons": PERSON_IDENTITIES,
    "companies": COMPANY_IDENTITIES,
})  # fmt: skip
FIELDS: Mapping[str, tuple[Field, ...]] = MappingProxyType({
    "case": CASE,
    **LISTS,
    **{f"{part}.identity": fields for part, fields in IDENTITIES.items()},
})  # fmt: skip
