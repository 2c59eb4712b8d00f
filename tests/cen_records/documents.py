"""Documents for tests: one that can be submitted, to be changed by each test."""

from __future__ import annotations

import copy
from typing import Any
from uuid import UUID, uuid4

LINE, VESSEL, LEG_FROM, LEG_TO, PLACE, PERSON = (str(UUID(int=number)) for number in range(1, 7))

SHORT: dict[str, Any] = {
    "schema": 1,
    "case": {
        "form_profile": "SHORT",
        "seized_on": "2026-11-20",
        "direction": "IMPORT",
        "location_type": "SEAPORT",
        "detection_method": "RISK_PROFILING",
        "ecommerce": "UNKNOWN",
    },
    "lines": [{"id": LINE, "commodity": "COCAINE_HCL", "quantity": "12,5", "unit": "KG"}],
    "conveyances": [{"id": VESSEL, "mode": "VESSEL"}],
    "legs": [
        {"id": LEG_FROM, "role": "DEPARTURE", "country": "BR"},
        {"id": LEG_TO, "role": "DESTINATION", "country": "SN"},
    ],
    "concealments": [{"id": PLACE, "where": "IN_FREIGHT"}],
}


def short(office: str = "", **case: Any) -> dict[str, Any]:
    """A short form that can be submitted, with rows of its own; values of the case may be told."""
    document = copy.deepcopy(SHORT)
    for part in ("lines", "conveyances", "legs", "concealments"):
        for row in document[part]:
            row["id"] = str(uuid4())
    document["case"] |= {"office": office} if office else {}
    document["case"] |= case
    return document
