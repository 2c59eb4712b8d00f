"""The words for quantities that cannot be, or hardly, and for the states of a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cen_records.rules.quantities import State

if TYPE_CHECKING:
    from django.utils.functional import Promise

STATES: dict[State, Promise] = {
    State.KNOWN: _("Known"),
    State.ZERO: _("Zero"),
    State.MISSING: _("Missing"),
    State.UNKNOWN: _("Unknown"),
    State.NOT_APPLICABLE: _("Not applicable"),
}
FINDINGS: dict[str, Promise] = {
    "QUANTITY_TOO_LONG": _("This is no quantity that can be kept. Enter a number of at most 20 digits."),
    "QUANTITY_NEGATIVE": _("A quantity cannot be less than zero."),
    "QUANTITY_ZERO": _("Nothing was seized? Enter the quantity, or mark it as unknown."),
    "QUANTITY_IN_PARTS": _("Pieces are counted whole. Check the quantity and the unit."),
    "QUANTITY_SLIP": _("%(found)s %(unit)s is more than was ever seized at once. Was %(meant)s meant?"),
    "QUANTITY_ABSURD": _(
        "%(found)s %(unit)s cannot be: it is far more than %(highest)s. Check the quantity and the unit."
    ),
}
