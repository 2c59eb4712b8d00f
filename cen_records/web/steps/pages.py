"""What the pages of steps share: whose record, what is in the way, how a form becomes an act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.web.people.pages import FORM_METHODS, made, show
from audit.errors import NotDone
from cen_records.actions.steps import refusal_of
from cen_records.authority import Obstacle, Standing
from cen_records.models import Case, ReleasedCase

if TYPE_CHECKING:
    from uuid import UUID

    from cen_records.rules.workflow import Move
    from cen_records.web.pages import OfficerRequest

__all__ = ["FORM_METHODS", "address_of", "context_of", "in_the_way", "made", "show", "visible_case", "visible_released"]


def visible_case(request: OfficerRequest, pk: UUID) -> Case:
    """The record of this address. Raises Http404 if there is none that the reader may see."""
    seen = Case.objects.visible_to(request.user).select_related("office", "administration", "entered_by")
    return get_object_or_404(seen, pk=pk)


def visible_released(request: OfficerRequest, pk: UUID) -> ReleasedCase:
    """The released record of this address. Raises Http404 if there is none that the reader may see."""
    return get_object_or_404(ReleasedCase.objects.visible_to(request.user).select_related("administration"), pk=pk)


def in_the_way(request: OfficerRequest, case: Case, move: Move) -> str:
    """Why the step cannot be taken now, in words; empty: it can. Raises Refused (403) for who never could."""
    standing = Standing(request.user, case)
    found = standing.way(move)
    if not isinstance(found, Obstacle):
        return ""
    if found == Obstacle.NOT_ALLOWED and standing.could(move):
        return _("At this step somebody else has to do this: the unit head, or the contact point.")
    refusal = refusal_of(found, move)
    if isinstance(refusal, NotDone):
        return str(refusal.messages[0])
    raise refusal


def way_home() -> list[tuple[str, str]]:
    """The breadcrumb down to the lists."""
    return [(_("Records"), reverse("cen_records:record-list"))]


def way_to(case: Case | ReleasedCase) -> list[tuple[str, str]]:
    """The breadcrumb down to the record, as a country or as the others read it."""
    home = way_home() if isinstance(case, Case) else [(_("Released records"), reverse("cen_records:released-list"))]
    return [*home, (case.reference, address_of(case))]


def address_of(case: Case | ReleasedCase) -> str:
    """Where one reads on after a step."""
    return reverse(f"cen_records:{'record' if isinstance(case, Case) else 'released'}", args=[case.pk])


def context_of(case: Case | ReleasedCase, **more: Any) -> dict[str, Any]:
    """What every page of a step is given."""
    steps = way_to(case)
    return {"case": case, "steps": steps, "record_url": steps[-1][1], **more}
