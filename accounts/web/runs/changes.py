"""Stopping a run, and trying it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.errors import NotDone
from accounts.actions.runs import cancel_run, retry_run
from accounts.querysets.runs import runs_visible_to
from accounts.web.middleware import SeeOther
from accounts.web.people.pages import FORM_METHODS, show
from accounts.web.runs.cards import RunCard
from accounts.web.runs.lists import way_to

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from accounts.web.people.pages import OfficerRequest
    from audit.models import Run


@require_http_methods(FORM_METHODS)
def run_cancel(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Stop it; asks once more. For whoever asked for it, and whoever looks after runs at its office."""
    if request.method == "POST":
        return _changed(request, pk, cancel_run, _("The run is stopped, at the latest at its next step."))
    found = get_object_or_404(runs_visible_to(request.user), pk=pk)
    card = RunCard(found, request.user)
    return show(request, "accounts/runs/run_cancel.html", {"card": card, "steps": [*way_to(found, request), card.step]})


@require_POST
def run_retry(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Put it back into its queue. For whoever asked for it, and whoever looks after runs at its office."""
    return _changed(request, pk, retry_run, _("The run waits for a worker again."))


def _changed(request: OfficerRequest, pk: UUID, act: Callable[..., Run], words: str) -> HttpResponse:
    found = get_object_or_404(runs_visible_to(request.user), pk=pk)
    try:
        act(by=request.user, run=found)
    except NotDone as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        messages.success(request, words)
    return SeeOther(reverse("accounts:run", args=[pk]))
