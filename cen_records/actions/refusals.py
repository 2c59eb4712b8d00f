# ruff: noqa: D101 - each class describes itself to its readers in `sentence`
"""Why a record was not taken a step further, in words for the person who tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from audit.errors import NotDone

if TYPE_CHECKING:
    from collections.abc import Iterable


class WrongStep(NotDone):
    sentence = _("The record does not stand where this can be done. Somebody may have taken it a step further.")


class AnotherVersion(NotDone):
    sentence = _("The record was changed since you opened it. Read it again as it is now.")


class FourEyes(NotDone):
    sentence = _("You wrote this record yourself. A colleague has to check and release it.")


class NotYourRecord(NotDone):
    sentence = _("Only the officer who entered the record can withdraw it at this step.")


class WordsOwed(NotDone):
    sentence = _("Say what has to be corrected, at a field or for the whole record.")
    field = "reason"


class UnknownField(NotDone):
    sentence = _("This field is not part of a record.")
    field = "path"


class PreviewStale(NotDone):
    sentence = _("What would leave is no longer what you saw. Look at the preview again.")


class WordsToMask(NotDone):
    """`paths` are the fields whose words may tell who somebody is."""

    sentence = _("Some words may tell who somebody is. Have them changed, or leave them out of what leaves.")
    field = "masked"

    def __init__(self, paths: Iterable[str] = ()) -> None:
        super().__init__()
        self.paths = tuple(paths)


class NamesInAnswer(NotDone):
    sentence = _("These words may tell who somebody is, and they leave the country. Change them, or leave them out.")
    field = "words"


class NobodyReceives(NotDone):
    sentence = _("Your administration is a member of no RILO today, so nobody would receive the record.")


class QuestionOwed(NotDone):
    sentence = _("Enter something that can be read.")
    field = "words"


class AlreadyAnswered(NotDone):
    sentence = _("This question has been answered.")


class FormUsedBefore(NotDone):
    sentence = _("This form was used for something else before. Open it again.")


class DuplicateOfItself(NotDone):
    sentence = _("A record cannot be a duplicate of itself.")
    field = "of"


class DuplicateElsewhere(NotDone):
    sentence = _("Choose a record of your administration that stands and is no duplicate itself.")
    field = "of"


class HasDuplicates(NotDone):
    sentence = _("Other records are marked as duplicates of this one. Undo that first.")
