"""Countries: ISO 3166-1 codes and their names in the reader's language, from pycountry."""

import gettext
from functools import cache

import pycountry
from django.utils.translation import get_language


@cache
def _translations(language: str) -> gettext.NullTranslations:
    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)


def country_name(code: str) -> str:
    """The common name of a country by its ISO 3166-1 alpha-2 code; the code itself if it is unknown."""
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return code
    name = getattr(country, "common_name", country.name)
    return _translations(get_language() or "en").gettext(name)
