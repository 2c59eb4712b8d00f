"""The numbers by which containers, ships, flights, vehicles, parcels, papers and places are known. One check for each.

The form, the submit, the API and the run over many records ask the same functions; `static/js/records/` says in the
browser what eight of them say here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cen_records.rules.identifiers import (
    aircraft,
    awb,
    cas,
    container,
    coordinates,
    flight,
    hs,
    imo,
    locode,
    mmsi,
    plain,
    postal_item,
    travel_document,
    vin,
)

if TYPE_CHECKING:
    from cen_records.rules.findings import Checked

KINDS: Mapping[str, Callable[[str], Checked]] = {
    "container": container.check,
    "imo": imo.check,
    "mmsi": mmsi.check,
    "awb": awb.check,
    "flight": flight.check,
    "aircraft": aircraft.check,
    "vin": vin.check,
    "postal_item": postal_item.check,
    "travel_document": travel_document.check,
    "cas": cas.check,
    "hs": hs.check,
    "locode": locode.check,
    "coordinates": coordinates.check,
    "plate": plain.plate,
    "reference": plain.reference,
}
LONGEST = 4_000  # characters; what is longer is none of them


def check(kind: str, text: str) -> Checked:
    """Judge a text as an identifier of this kind."""
    return KINDS[kind](text[:LONGEST])
