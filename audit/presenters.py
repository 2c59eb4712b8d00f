"""The record of acts in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.kinds import kinds

if TYPE_CHECKING:
    from audit.models import Act


def sentence(act: Act) -> str:
    """One act in words; the bare name of an act that this version does not know. Not escaped."""
    kind = kinds().get(act.act)
    return kind.told(act) if kind else act.act


def kinds_in_words() -> dict[str, str]:
    """Each kind of act in words, by name."""
    return {name: kind.in_general for name, kind in kinds().items()}
