"""What a picker offers for what somebody has typed so far."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain, islice
from typing import Any

from django.db import connection, transaction
from django.db.models import IntegerField, Value
from django.utils import timezone, translation

from reference.countries import countries, country_name
from reference.models import Code, Place, entries_of
from reference.querysets.entries import WORDS_BEGIN
from reference.rules.definitions import DEFINITIONS
from reference.rules.entries import LANGUAGES
from reference.rules.words import as_code, plain, words_of

LIMIT = 20
WHOLE_LIST = 1_000
FEW = 2  # letters, for which only the region is searched as long as it has enough
FAVOUR = 0.15  # of a place of the region among those that only sound like what was typed
NEARLY = 0.3
LIKE_ENOUGH = 0.42  # of the typed word's threes of letters; "abijan" shares so much with Abidjan


@dataclass(frozen=True)
class Wish:
    """What is looked for: in which list, valid on which day, below which code, applying to what."""

    code_list: str
    on: date = field(default_factory=timezone.localdate)
    under: str = ""
    applying_to: Mapping[str, str] = field(default_factory=dict)


def offered(wish: Wish) -> Any:
    """The codes that may be chosen, in no order."""
    if DEFINITIONS[wish.code_list].table == "place":
        places = Place.objects.valid_on(wish.on)
        country = wish.applying_to.get("country")
        return places.in_countries([country]) if country else places
    codes = Code.objects.of(wish.code_list).valid_on(wish.on).applying_to(wish.applying_to).select_related("parent")
    return codes.under(wish.code_list, wish.under) if wish.under else codes


def picks(wish: Wish, typed: str, limit: int = LIMIT) -> list[Any]:
    """The codes to offer, the best first: those that begin so, and only then those that sound like it."""
    definition = DEFINITIONS[wish.code_list]
    if definition.table == "place":
        return _places(wish, typed, limit)
    codes = offered(wish)
    if not plain(typed):
        return list(codes.order_by("position", "code")[: limit if definition.large else WHOLE_LIST])
    found = list(codes.fitting(typed).in_best_order()[:limit])
    if not found and not definition.large:
        return list(codes.measured(typed, LIKE_ENOUGH)[:limit])
    return found or _resembling(codes, typed, limit)


def _places(wish: Wish, typed: str, limit: int) -> list[Place]:
    near, only, letters = _near(wish.on), wish.applying_to.get("country"), len(plain(typed))
    places = offered(wish)
    here = places if only else places.in_countries(near)
    if letters == 0:
        return list(here.order_by("-weight", "code")[:limit])
    if letters <= FEW:  # half the world begins with an s
        found = list(here.fitting(typed).near_first(near)[:limit])
        if len(found) == limit or letters == 1:
            return found
    country, rest = country_in(typed)
    fitting: Iterable[Place] = places.fitting(typed).near_first(near)[:limit]
    if country:
        there = places.in_countries([country])
        there = there.fitting(rest) if rest else there.annotate(closeness=Value(WORDS_BEGIN, IntegerField()))
        fitting = chain(there.near_first(near)[:limit], fitting)
    once = {place.pk: place for place in fitting}
    return list(islice(once.values(), limit)) or _resembling_places(places, typed, near, limit)


def _near(day: date) -> frozenset[str]:
    """The countries whose places are offered first."""
    return frozenset(Code.objects.of("region_country").valid_on(day).values_list("code", flat=True))


def _resembling_places(offered: Any, typed: str, near: Collection[str], limit: int) -> list[Place]:
    """A place of the region may be spelled worse than one elsewhere, and still be meant."""
    here = list(offered.in_countries(near).measured(typed, NEARLY)[:limit])
    anywhere = {place.pk: place for place in [*here, *_resembling(offered, typed, limit)]}
    return sorted(anywhere.values(), key=lambda place: _meant(place, near), reverse=True)[:limit]


def _meant(place: Any, near: Collection[str]) -> float:
    """How probably a place is meant: how like it sounds, whether it lies in the region, how much it matters."""
    likeness: float = place.likeness
    weight: int = place.weight
    return likeness + FAVOUR * (place.code[:2] in near) + weight / 100


def _resembling(offered: Any, typed: str, limit: int) -> list[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(LIKE_ENOUGH)])
        return list(offered.resembling(typed)[:limit])


def country_in(typed: str) -> tuple[str, str]:
    """A country that the words end or begin with, and the other words: "cotonou benin" is BJ, "cotonou"."""
    words, known = words_of(typed), _country_words()
    for length in range(len(words), 0, -1):
        for named, rest in ((words[-length:], words[:-length]), (words[:length], words[length:])):
            if code := known.get(" ".join(named)):
                return code, " ".join(rest)
    return "", typed


@cache
def _country_words() -> dict[str, str]:
    """Plain country name in any of the three languages → code."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            found |= {plain(country.name): country.code for country in countries()}
    return found


def detail_of(entry: Code | Place) -> str:
    """The second line of a suggestion: the code, and where it belongs."""
    if isinstance(entry, Place):
        return f"{entry.code[:2]} {entry.code[2:]} · {country_name(entry.code[:2])}"
    country = entry.details.get("country")
    above = entry.parent.label() if entry.parent else country_name(country) if country else ""
    return " · ".join(filter(None, (entry.code if DEFINITIONS[entry.code_list_id].large else "", above)))


def find(code_list: str, text: str) -> list[Any]:
    """The codes that are called exactly this, by code or by label in any language, retired ones too; at most three."""
    entries = entries_of(code_list)
    if exact := list(entries.filter(code=as_code(text))):
        return exact
    found = entries.called(text).order_by("-weight", "code")
    if DEFINITIONS[code_list].table == "place":  # a name that is borne elsewhere too means the place in the region
        near = _near(timezone.localdate())
        return list(found.filter(country__in=near)[:3]) or list(found[:3])
    return list(found[:3])
