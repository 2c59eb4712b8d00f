"""Looking up the words of foreign vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from reference.rules.words import plain

if TYPE_CHECKING:
    from reference.models import Crosswalk


class CrosswalkQuerySet(models.QuerySet["Crosswalk"]):
    """Mappings from the words of other systems."""

    def of(self, system: str, vocabulary: str = "") -> Self:
        """Those of one system, or of one of its vocabularies."""
        found = self.filter(system=system)
        return found.filter(vocabulary=vocabulary) if vocabulary else found

    def said(self, word: str) -> Self:
        """Those of a foreign word, however it is written."""
        return self.filter(plain=plain(word))

    def as_dictionary(self) -> dict[tuple[str, str], str | None]:
        """(list, plain foreign word) → our code, for going through a whole file; None: it has no counterpart."""
        rows = self.values_list("code_list_id", "plain", "code__code")
        return {(code_list, word): code for code_list, word, code in rows}
