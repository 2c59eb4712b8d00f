"""Why an act was not done, in words for the person who tried. A form shows them beside the field they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


class NotDone(ValidationError):
    """What all of them have: one sentence, and the field it belongs to (empty: the whole form)."""

    sentence: ClassVar[str | Promise]
    field: str = ""
    is_conflict: ClassVar[bool] = False  # it stands against what is there, not against what was sent

    def __init__(self) -> None:
        super().__init__(cast("str", self.sentence), code=type(self).__name__)


class ReasonOwed(NotDone):
    """An act of a kind that owes a reason was given none."""

    sentence = _("Give a reason. It is kept with the record of what was done.")
    field = "reason"


class RecipientsOwed(NotDone):
    """Something was disclosed, and nobody said to whom."""

    sentence = _("Say to whom it goes. That is kept with the record of what was done.")
    field = "recipients"
