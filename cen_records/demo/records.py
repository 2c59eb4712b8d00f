"""The records of the demo as documents, dated back from today."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

NAMESPACE = UUID("2f3d3a08-7c52-4d0e-9c55-8a4a30f6a9d1")  # of the demo's records
DRAFT = "DRAFT"
ROLES = {"O": "ORIGIN", "D": "DEPARTURE", "T": "TRANSIT", "X": "DESTINATION"}
COUNTRY = 2  # letters
NOMINAL = {"plate"}


@dataclass(frozen=True)
class DemoRecord:
    """One record: who enters it, how far it has gone since, and what it says."""

    identity: UUID
    by: str
    way: str  # a status, or DRAFT
    document: dict[str, Any]


def demo_records(today: date) -> Iterator[DemoRecord]:
    """Those of the file, in its order."""
    with (Path(__file__).parent / "records.csv").open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=1):
            identity = uuid5(NAMESPACE, f"record {number}")
            yield DemoRecord(identity, row["by"], row["way"], _document(identity, row, today))


def _document(identity: UUID, row: dict[str, str], today: date) -> dict[str, Any]:
    parts = {
        "lines": [_said(goods, "commodity", "quantity", "unit") for goods in row["goods"].split(";")],
        "conveyances": [_conveyance(row["transport"])],
        "containers": [{"number": number} for number in _told(row["transport"]).get("container", "").split()],
        "legs": [_leg(leg) for leg in row["route"].split()],
        "concealments": [_hidden(row["hidden"])],
        "persons": [_person(row["person"])] if row["person"] else [],
    }
    return {
        "schema": 1,
        "case": {
            "form_profile": "SHORT",
            "seized_on": (today - timedelta(days=int(row["days"]))).isoformat(),
            "direction": row["direction"],
            "location_type": row["location"],
            "detection_method": row["method"],
            "ecommerce": "UNKNOWN",
            "narrative": row["account"],
        },
        **{
            part: [{"id": str(uuid5(identity, f"{part} {at}")), **said} for at, said in enumerate(rows)]
            for part, rows in parts.items()
        },
    }


def _said(text: str, *names: str) -> dict[str, str]:
    """`COCAINE_HCL 3.3 KG purity_percent=84`: values in order, then others by name."""
    plain = [word for word in text.split() if "=" not in word]
    return {**dict(zip(names, plain, strict=False)), **_told(text)}


def _told(text: str) -> dict[str, str]:
    pairs = (word.split("=", 1) for word in text.split() if "=" in word)
    return {name: value.replace("_", " ") for name, value in pairs}


def _conveyance(text: str) -> dict[str, Any]:
    said = _told(text)
    said.pop("container", "")
    identity = {name: said.pop(name) for name in NOMINAL & set(said)}
    return {"mode": text.split(maxsplit=1)[0], **said, **({"identity": identity} if identity else {})}


def _leg(text: str) -> dict[str, str]:
    role, _colon, where = text.partition(":")
    exact = {} if len(where) == COUNTRY else {"place": where}
    return {"role": ROLES[role], "country": where[:COUNTRY], **exact}


def _hidden(text: str) -> dict[str, str]:
    where, _slash, detail = text.partition("/")
    return {"where": where, **({"detail": detail} if detail else {})}


def _person(text: str) -> dict[str, Any]:
    """`COURIER M FROM_26_TO_35 NG|family|given|document`."""
    told, family_name, given_names, document = text.split("|")
    return {
        **_said(told, "role", "gender", "age_band", "nationality"),
        "identity": {"family_name": family_name, "given_names": given_names, "document_number": document},
    }
