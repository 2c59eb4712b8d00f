"""The people of the tests: always the same, each with a fixed relation to the others.

Awa, Babacar, Moussa and Omar work in Senegal, Jean and Rose in Cameroon; Fatou watches West Africa from the
RILO in Dakar, Ines and Viktor keep the system at the WCO, Kofi audits in Ghana.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from accounts.choices import BlockReason, OfficeKind, PostSetting
from accounts.models import Office, Officer, Posting, RiloMembership
from accounts.roles import Administrator, Auditor, EntryOfficer, NationalContactPoint, RiloAnalyst, UnitHead

if TYPE_CHECKING:
    from django.test import Client

    from accounts.roles import Role

PASSWORD = "seven quiet lighthouses"
LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True)
class Offices:
    """A small tree: WCO; two RILOs; three administrations; four posts, one of them under another."""

    wco: Office
    rilo_west: Office
    rilo_central: Office
    senegal: Office
    ghana: Office
    cameroon: Office
    dakar_airport: Office
    dakar_freight: Office
    dakar_port: Office
    douala_port: Office


@dataclass(frozen=True)
class People:
    """Who works where. Everybody signs in with PASSWORD under their given name in small letters."""

    awa: Officer
    babacar: Officer
    omar: Officer
    moussa: Officer
    aminata: Officer
    jean: Officer
    rose: Officer
    fatou: Officer
    ines: Officer
    viktor: Officer
    kofi: Officer
    samba: Officer
    nadia: Officer
    paul: Officer


@pytest.fixture
def offices(db: None) -> Offices:
    """The tree of offices."""
    return settle_offices()


@pytest.fixture
def people(offices: Offices) -> People:
    """Everybody, in their places since 2020."""
    return settle_people(offices)


def settle_offices() -> Offices:
    """Save the tree of offices."""
    wco = _office("WCO", OfficeKind.WCO, "World Customs Organization")
    west = _office("RILO-WA", OfficeKind.RILO, "RILO for West Africa", parent=wco)
    central = _office("RILO-CA", OfficeKind.RILO, "RILO for Central Africa", parent=wco)
    senegal = _administration("SN", "Douanes sénégalaises", west)
    ghana = _administration("GH", "Ghana Customs", west)
    cameroon = _administration("CM", "Douanes camerounaises", central)
    airport = _post("SN-DSS", "Aéroport Blaise Diagne", senegal, PostSetting.AIRPORT)
    return Offices(
        wco=wco,
        rilo_west=west,
        rilo_central=central,
        senegal=senegal,
        ghana=ghana,
        cameroon=cameroon,
        dakar_airport=airport,
        dakar_freight=_post("SN-DSS-F", "Fret de l’aéroport", airport, PostSetting.AIRPORT),
        dakar_port=_post("SN-DKR", "Port de Dakar", senegal, PostSetting.SEAPORT),
        douala_port=_post("CM-DLA", "Port de Douala", cameroon, PostSetting.SEAPORT),
    )


def settle_people(offices: Offices) -> People:
    """Save everybody with their postings."""
    people = People(
        awa=person("awa", "Awa", "Diop", email="awa@douanes.example"),
        babacar=person("babacar", "Babacar", "Ndiaye"),
        omar=person("omar", "Omar", "Fall"),
        moussa=person("moussa", "Moussa", "Sarr", email="moussa@douanes.example"),
        aminata=person("aminata", "Aminata", "Ba"),
        jean=person("jean", "Jean", "Mbarga", email="jean@douanes.example"),
        rose=person("rose", "Rose", "Ngo"),
        fatou=person("fatou", "Fatou", "Sow"),
        ines=person("ines", "Inês", "Duarte", email="ines@wco.example", language="pt"),
        viktor=person("viktor", "Viktor", "Maes", language="en"),
        kofi=person("kofi", "Kofi", "Mensah", language="en"),
        samba=person("samba", "Samba", "Gueye"),
        nadia=person("nadia", "Nadia", "Cissé"),
        paul=person("paul", "Paul", "Eto"),
    )
    post(people.awa, offices.dakar_airport, EntryOfficer)
    post(people.babacar, offices.dakar_airport, UnitHead)
    post(people.omar, offices.dakar_freight, EntryOfficer)
    post(people.moussa, offices.senegal, NationalContactPoint)
    post(people.aminata, offices.senegal, Administrator)
    post(people.jean, offices.cameroon, NationalContactPoint)
    post(people.rose, offices.douala_port, EntryOfficer)
    post(people.fatou, offices.rilo_west, RiloAnalyst)
    post(people.ines, offices.wco, Administrator)
    post(people.viktor, offices.wco, Administrator)
    post(people.kofi, offices.ghana, Auditor)
    post(people.samba, offices.dakar_port, EntryOfficer)
    suspend(people.samba)
    post(people.paul, offices.dakar_port, EntryOfficer, until_on=timezone.localdate() - timedelta(days=1))
    return people  # Nadia never had a posting


def person(sign_in_name: str, given_names: str, family_name: str, *, email: str = "", language: str = "fr") -> Officer:
    """Save one officer, seen today."""
    return Officer.objects.create_user(
        sign_in_name,
        PASSWORD,
        given_names=given_names,
        family_name=family_name,
        email=email or None,
        language=language,
        last_seen_on=timezone.localdate(),
    )


def post(
    officer: Officer, office: Office, role: type[Role], *, from_on: date = LONG_AGO, until_on: date | None = None
) -> Posting:
    """Save one posting."""
    return Posting.objects.create(
        officer=officer, office=office, role_code=role.code, from_on=from_on, until_on=until_on
    )


def sign_in(client: Client, officer: Officer) -> None:
    """Give the browser a session of this officer, as sign-in would; without the time that a password takes."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = "accounts.web.backends.OfficerBackend"
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


def suspend(officer: Officer) -> None:
    """Block an account as if it had been suspended before."""
    officer.is_active = False
    officer.blocked_at, officer.blocked_reason = timezone.now(), BlockReason.SUSPENDED
    officer.save()


def _administration(country_code: str, name: str, rilo: Office) -> Office:
    office = _office(country_code, OfficeKind.ADMINISTRATION, name, parent=rilo, country_code=country_code)
    office.administration = office
    office.save()
    RiloMembership.objects.create(rilo=rilo, administration=office, from_on=LONG_AGO)
    return office


def _post(code: str, name: str, parent: Office, setting: PostSetting) -> Office:
    return _office(
        code,
        OfficeKind.POST,
        name,
        parent=parent,
        administration=parent.administration,
        country_code=parent.country_code,
        setting=setting,
    )


def _office(code: str, kind: OfficeKind, name: str, **more: object) -> Office:
    return Office.objects.create(code=code, kind=kind, name=name, **more)
