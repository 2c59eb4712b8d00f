"""Kinds of acts. Each room declares its own in `<room>/acts.py`; they are found there, and registered nowhere."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from audit.choices import Operation
    from audit.models import Act

GAPS = re.compile(r"%\(\w+\)s")


@dataclass(frozen=True)
class Kind:
    """One kind of act: its name for good (`officer.suspended`), its sentence, and what the law calls it.

    A sentence may speak of `subject`, `office` and each key of the details. Kinds that must put those in other
    words (a role, a day) override `facts`. Who acted and when stands beside the sentence.
    """

    name: str
    sentence: str | Promise
    operation: Operation
    reason_owed: bool = False

    def told(self, act: Act) -> str:
        """One act of this kind, in the reader's language. Not escaped."""
        return str(self.sentence_for(act)) % _Known(self.facts(act))

    def sentence_for(self, act: Act) -> str | Promise:  # noqa: ARG002 - for kinds with more than one sentence
        """The words for one act."""
        return self.sentence

    def facts(self, act: Act) -> dict[str, str]:
        """What the sentence may speak of."""
        told = {name: str(value) for name, value in act.details.items() if value not in (None, "")}
        return {"office": act.office_code or "–", **told, "subject": act.subject_label}

    @property
    def in_general(self) -> str:
        """The kind itself in words, with an ellipsis for whom, what and when."""
        return GAPS.sub("…", str(self.sentence))


class _Known(dict[str, str]):
    """Facts; an en rule stands for what an entry of long ago did not tell."""

    def __missing__(self, name: str) -> str:
        return "–"


@functools.cache
def kinds() -> Mapping[str, Kind]:
    """The kinds of acts of all rooms, by name."""
    found: dict[str, Kind] = {}
    for room in apps.get_app_configs():
        name = f"{room.name}.acts"
        if find_spec(name):
            declared = vars(import_module(name)).values()
            found |= {kind.name: kind for kind in declared if isinstance(kind, Kind)}
    return found
