"""Countries: ISO 3166-1 codes and their names in the reader's language.

The list and most names are pycountry's. `FIELD_NAMES` holds the names that the region's officers write
otherwise, and those that ISO turns round for its own alphabet ("Congo, The Democratic Republic of the").
"""

from __future__ import annotations

import gettext
import unicodedata
from functools import cache
from typing import NamedTuple

import pycountry
from django.utils.translation import get_language

FIELD_NAMES: dict[str, dict[str, str]] = {
    "en": {
        "CC": "Cocos Islands",
        "CD": "Democratic Republic of the Congo",
        "FK": "Falkland Islands",
        "FM": "Micronesia",
        "MF": "Saint Martin",
        "PS": "Palestine",
        "RU": "Russia",
        "SX": "Sint Maarten",
        "VA": "Vatican City",
        "VG": "British Virgin Islands",
        "VI": "United States Virgin Islands",
    },
    "fr": {
        "AX": "Îles d’Åland",
        "CC": "Îles Cocos",
        "CG": "Congo",
        "CV": "Cabo Verde",  # as the State, the UN and the WCO write it in every language since 2013
        "CX": "Île Christmas",
        "FK": "Îles Malouines",
        "FM": "Micronésie",
        "GQ": "Guinée équatoriale",
        "MF": "Saint-Martin",
        "MM": "Myanmar",
        "MO": "Macao",
        "NG": "Nigéria",
        "PS": "Palestine",
        "RE": "Réunion",
        "RU": "Russie",
        "SB": "Îles Salomon",
        "SX": "Sint Maarten",
        "VA": "Cité du Vatican",
        "VE": "Venezuela",
        "VI": "Îles Vierges américaines",
    },
    "pt": {
        "BD": "Bangladesh",
        "CC": "Ilhas Cocos",
        "CD": "República Democrática do Congo",
        "CW": "Curaçau",
        "CX": "Ilha Christmas",
        "FK": "Ilhas Malvinas",
        "FM": "Micronésia",
        "GW": "Guiné-Bissau",
        "MF": "São Martinho",
        "MM": "Mianmar",
        "MU": "Maurícias",
        "PG": "Papua-Nova Guiné",
        "PS": "Palestina",
        "RU": "Rússia",
        "SX": "Sint Maarten",
        "SZ": "Essuatíni",
        "VA": "Cidade do Vaticano",
        "VG": "Ilhas Virgens Britânicas",
        "VI": "Ilhas Virgens Americanas",
    },
}


class Country(NamedTuple):
    """A country as a picker offers it."""

    code: str
    name: str


@cache
def _translations(language: str) -> gettext.NullTranslations:
    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)


@cache
def _name(code: str, language: str) -> str:
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return code
    written = FIELD_NAMES.get(language, {}).get(code)
    if written is None:
        written = _translations(language).gettext(getattr(country, "common_name", country.name))
    return written.replace("'", "’")


@cache
def _sorted_countries(language: str) -> tuple[Country, ...]:
    everything = (Country(country.alpha_2, _name(country.alpha_2, language)) for country in pycountry.countries)
    return tuple(sorted(everything, key=lambda country: _collation_key(country.name)))


def _collation_key(name: str) -> str:
    """How the three languages order words: accents, case and punctuation do not count, spaces do."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("-", " "))
    return "".join(letter for letter in letters if letter.isalnum() or letter == " ")


def _reader_language() -> str:
    return (get_language() or "en").partition("-")[0]


def is_country(code: str) -> bool:
    """Whether this is an ISO 3166-1 alpha-2 code, in capitals as the code is written."""
    return len(code) == 2 and code.isupper() and pycountry.countries.get(alpha_2=code) is not None


def country_name(code: str) -> str:
    """A country's common name by its ISO 3166-1 alpha-2 code; the code itself if it is unknown."""
    return _name(code, _reader_language())


def countries() -> tuple[Country, ...]:
    """All countries, named and sorted as the reader expects to find them."""
    return _sorted_countries(_reader_language())
