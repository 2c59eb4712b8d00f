"""The offices of the demo: the WCO, two RILOs, 25 national administrations and their posts.

Ours to keep, in two files beside this one, put together from facts about places. What is verified: that
Dakar hosts the RILO for West Africa (a WCO speech of 20 April 2009) and Douala that for Central Africa, and
which administrations the latter lists as its members (the rows marked `verified`, Burundi among them). What is
assumed for the demo (rows marked `assumed`): that the other administrations of the WCO's West and Central
Africa region belong to the RILO for West Africa, and that Equatorial Guinea and São Tomé and Príncipe belong to
the one for Central Africa. Every day of accession is assumed: Senegal's is the day of that speech, and 1 January
2010 means "for longer than any record of the demo". Membership is data: whoever knows better corrects it.

The places and their UN/LOCODEs are real; tests hold airports and seaports against lists of the world's. Other
coordinates (three decimals, good for a map) are only known to lie in their country. Names are in the language
in which each State writes, but no register of offices stands behind them: nearly all names of posts and many
of administrations are our wording, and the choice of posts is neither complete nor official.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from accounts.choices import OfficeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where a post does not share its administration's clock, or does its writing in the country's other language.
OWN_TIME_ZONE = dict.fromkeys(("CD-FBMA", "CD-KASU", "CD-KASI"), "Africa/Lubumbashi")
OWN_LANGUAGE = dict.fromkeys(("CM-EKOK", "CM-LIMP"), "en")


@dataclass(frozen=True, kw_only=True)
class DemoOffice:
    """One office, as the tables will hold it. `parent` and `administration` are codes."""

    code: str
    kind: OfficeKind
    name: str
    names: dict[str, str] = field(default_factory=dict)
    parent: str = ""
    administration: str = ""
    country_code: str = ""
    setting: str = ""
    unlocode: str = ""
    latitude: Decimal
    longitude: Decimal
    time_zone: str
    language: str

    def name_in(self, language: str) -> str:
        """The name for a reader of that language: official in it, or else as the office writes itself."""
        return self.names.get(language, self.name)


@dataclass(frozen=True, kw_only=True)
class DemoMembership:
    """That an administration is served by a RILO since a day."""

    rilo: str
    administration: str
    from_on: date


WCO = DemoOffice(
    code="WCO",
    kind=OfficeKind.WCO,
    name="World Customs Organization",
    names={
        "en": "World Customs Organization",
        "fr": "Organisation mondiale des douanes",
        "pt": "Organização Mundial das Alfândegas",
    },
    unlocode="BEBRU",
    latitude=Decimal("50.853"),
    longitude=Decimal("4.355"),
    time_zone="Europe/Brussels",
    language="en",
)
# No Portuguese name of a RILO is published; "RILO (BRLR)" is what officers of the region say.
RILOS = (
    DemoOffice(
        code="RILO-WA",
        kind=OfficeKind.RILO,
        name="Bureau régional de liaison chargé du renseignement pour l’Afrique de l’Ouest",
        names={
            "en": "Regional Intelligence Liaison Office for West Africa",
            "fr": "Bureau régional de liaison chargé du renseignement pour l’Afrique de l’Ouest",
            "pt": "RILO (BRLR) para a África Ocidental",
        },
        parent="WCO",
        unlocode="SNDKR",
        latitude=Decimal("14.672"),
        longitude=Decimal("-17.433"),
        time_zone="Africa/Dakar",
        language="fr",
    ),
    DemoOffice(
        code="RILO-CA",
        kind=OfficeKind.RILO,
        name="Bureau régional de liaison chargé du renseignement pour l’Afrique centrale",
        names={
            "en": "Regional Intelligence Liaison Office for Central Africa",
            "fr": "Bureau régional de liaison chargé du renseignement pour l’Afrique centrale",
            "pt": "RILO (BRLR) para a África Central",
        },
        parent="WCO",
        unlocode="CMDLA",
        latitude=Decimal("4.047"),
        longitude=Decimal("9.697"),
        time_zone="Africa/Douala",
        language="fr",
    ),
)


@cache
def administrations() -> dict[str, DemoOffice]:
    """The national administrations by code, which is the country's."""
    return {
        row["code"]: DemoOffice(
            code=row["code"],
            kind=OfficeKind.ADMINISTRATION,
            name=row["name"],
            names=_names(row, "fr", "en"),
            administration=row["code"],
            country_code=row["code"],
            unlocode=row["unlocode"],
            latitude=Decimal(row["latitude"]),
            longitude=Decimal(row["longitude"]),
            time_zone=row["time_zone"],
            language=row["language"],
        )
        for row in rows("administrations.csv")
    }


@cache
def posts() -> tuple[DemoOffice, ...]:
    """The customs posts."""
    return tuple(_post(row, administrations()[row["code"][:2]]) for row in rows("posts.csv"))


def _post(row: dict[str, str], administration: DemoOffice) -> DemoOffice:
    return DemoOffice(
        code=row["code"],
        kind=OfficeKind.POST,
        name=row["name"],
        names={**_names(row, "en"), **({"fr": row["name"]} if row["name_en"] else {})},
        parent=administration.code,
        administration=administration.code,
        country_code=administration.code,
        setting=row["setting"],
        unlocode=row["unlocode"],
        latitude=Decimal(row["latitude"]),
        longitude=Decimal(row["longitude"]),
        time_zone=OWN_TIME_ZONE.get(row["code"], administration.time_zone),
        language=OWN_LANGUAGE.get(row["code"], administration.language),
    )


@cache
def offices() -> dict[str, DemoOffice]:
    """All offices by code, each after those above it."""
    return {office.code: office for office in (WCO, *RILOS, *administrations().values(), *posts())}


@cache
def memberships() -> tuple[DemoMembership, ...]:
    """Which administration belongs to which RILO, and since when."""
    return tuple(
        DemoMembership(rilo=row["rilo"], administration=row["code"], from_on=date.fromisoformat(row["member_since"]))
        for row in rows("administrations.csv")
    )


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the demo's files."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _names(row: dict[str, str], *languages: str) -> dict[str, str]:
    return {language: row[f"name_{language}"] for language in languages if row[f"name_{language}"]}
