"""Reading codes: those that may be chosen, and those that somebody means who has typed a few letters."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length

from reference.rules.words import as_code, plain, words_of

if TYPE_CHECKING:
    from reference.models import Code, Place

# UNION, not UNION ALL: a circle would end the search.
BELOW = """
WITH RECURSIVE below AS (
    SELECT id FROM reference_code WHERE code_list_id = %s AND code = %s
    UNION
    SELECT child.id FROM reference_code AS child JOIN below ON child.parent_id = below.id
)
SELECT id FROM below
"""
M = TypeVar("M", bound=models.Model)
# How well a code fits what was typed, best first.
EXACT, SHORT_CODE, WHOLE_LABEL, CODE_BEGINS, LABEL_BEGINS, WORDS_BEGIN = range(6)
FAR = 3  # by so many steps a place elsewhere stands behind one of the region


class EntryQuerySet(models.QuerySet[M]):
    """Codes of any list."""

    def valid_on(self, day: date) -> Self:
        """Those that may be chosen for something that happened on that day."""
        begun, lasting = Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day)
        return self.filter(begun & lasting)

    def applying_to(self, details: Mapping[str, str]) -> Self:
        """Those that apply, say, to a conveyance: `{"conveyances": "VESSEL"}`. None named: to all."""
        found = self
        for name, code in details.items():
            anyway = Q(**{f"details__{name}": None}) | ~Q(details__has_key=name)
            found = found.filter(anyway | Q(details__contains={name: [code]}) | Q(details__contains={name: code}))
        return found

    def called(self, text: str) -> Self:
        """Those one of whose labels is exactly this, in any language, whatever the accents and capitals."""
        return self.filter(search__contains=f"| {plain(text)} |") if plain(text) else self.none()

    def fitting(self, text: str) -> Self:
        """Those whose code or words begin like what was typed, the best first: see `closeness`."""
        words, code = words_of(text), as_code(text)
        if not words and not code:
            return self.none()
        begins = Q(code__startswith=code)
        if words:
            begins |= Q(*(Q(search__contains=f" {word}") for word in words))
        return self.filter(begins | self._short_code(code)).annotate(closeness=self._closeness(text, code))

    def resembling(self, text: str) -> Self:
        """Those that sound like what was typed, mistakes and all, the likest first. For long lists: by index.

        How like is enough, the session says: `pg_trgm.word_similarity_threshold`.
        """
        return self.measured(text, 0).filter(search__trigram_word_similar=plain(text))

    def measured(self, text: str, enough: float) -> Self:
        """The same for short lists: each code is measured."""
        return (
            self.annotate(likeness=TrigramWordSimilarity(plain(text), "search"), length=Length("search"))
            .filter(likeness__gte=enough)
            .order_by("-likeness", "-weight", "length", "code")
        )

    def in_best_order(self) -> Self:
        """What `fitting` found, as it is offered."""
        return self.annotate(length=Length("search")).order_by("closeness", "-weight", "length", "code")

    def _short_code(self, code: str) -> Q:  # noqa: ARG002 (places have one)
        return Q(pk=None)

    def _closeness(self, text: str, code: str) -> Case:
        words = plain(text)
        # Two letters are sooner the beginning of a word than of a code: "ma" is Matadi before all of Morocco.
        long_code = [When(code__startswith=code, then=Value(CODE_BEGINS))] if len(code) > 2 else []
        return Case(
            When(code=code, then=Value(EXACT)),
            When(self._short_code(code), then=Value(SHORT_CODE)),
            When(search__contains=f"| {words} |", then=Value(WHOLE_LABEL)),
            *long_code,
            When(search__contains=f"| {words}", then=Value(LABEL_BEGINS)),
            default=Value(WORDS_BEGIN),
            output_field=IntegerField(),
        )


class CodeQuerySet(EntryQuerySet["Code"]):
    """Codes of any list but the places."""

    def of(self, code_list: str) -> Self:
        """Those of one list, retired ones too."""
        return self.filter(code_list_id=code_list)

    def under(self, code_list: str, parent: str) -> Self:
        """Those below a code of a list, at any depth."""
        below = RawSQL(BELOW, [code_list, parent])  # noqa: S611 (one fixed query)
        return self.filter(pk__in=below).exclude(code_list_id=code_list, code=parent)

    def in_best_order(self) -> Self:
        """What `fitting` found; in a tree the higher first, then as the list has them."""
        return self.order_by("closeness", "level", "-weight", "position", "code")


class PlaceQuerySet(EntryQuerySet["Place"]):
    """Places of UN/LOCODE."""

    def of(self, code_list: str) -> Self:
        """All of them, if that is the list which is asked for."""
        return self.filter(code_list_id=code_list)

    def in_countries(self, countries: Collection[str]) -> Self:
        """Those of some countries."""
        return self.filter(country__in=countries)

    def near_first(self, countries: Collection[str]) -> Self:
        """What `fitting` found, the exact code before all, and the places of these countries early."""
        far = Case(
            When(Q(country__in=countries) | Q(closeness=EXACT), then=Value(0)),
            default=Value(FAR),
            output_field=IntegerField(),
        )
        return self.annotate(step=F("closeness") + far, length=Length("search")).order_by(
            "step", "-weight", "length", "code"
        )

    def _short_code(self, code: str) -> Q:
        """The three letters that the air traffic knows a place by."""
        return Q(iata=code) if len(code) == 3 else Q(pk=None)


__all__ = ["CodeQuerySet", "EntryQuerySet", "PlaceQuerySet"]
