"""One's own runs, and one run with its progress and its log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.authority import has_anywhere
from accounts.permissions import Permission
from accounts.querysets.runs import runs_visible_to
from accounts.web.people.pages import show
from accounts.web.runs.cards import RunCard
from audit.choices import RunQueue, RunState
from audit.reports.queues import standing_of
from face.keyset import Column, Columns, paginate

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from accounts.web.people.pages import OfficerRequest
    from audit.models import Run

LINES = 200
COLUMNS = Columns(
    Column("kind", gettext_lazy("Run"), order=("kind", "-created_at")),
    Column("state", gettext_lazy("State"), order=("state", "-created_at")),
    Column("progress", gettext_lazy("Progress")),
    Column("created_at", gettext_lazy("Asked for"), order=("-created_at",), kind="date"),
)


@require_safe
def run_list(request: OfficerRequest) -> HttpResponse:
    """Everybody: what they have asked for, the latest first."""
    own = runs_visible_to(request.user).filter(by_id=request.user.pk)
    page = paginate(request, own, COLUMNS, sort="created_at", size=25)
    context = {
        "page": page,
        "cards": [RunCard(run, request.user) for run in page.rows],
        "any_open": any(run.is_open for run in page.rows),
        "may_see_system": has_anywhere(request.user, Permission.RUN_VIEW),
    }
    return show(request, "accounts/runs/run_list.html", context)


@require_safe
def run(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """One run. For whoever asked for it, and whoever looks after runs at its office."""
    return show_run(request, get_object_or_404(runs_visible_to(request.user), pk=pk))


def show_run(request: OfficerRequest, found: Run, *, status: int = 200) -> HttpResponse:
    """The page of a run."""
    waits = found.state == RunState.QUEUED
    context = {
        "card": RunCard(found, request.user),
        "run": found,
        "lines": found.lines.last_lines(LINES),
        "steps": way_to(found, request),
        "waits_in_vain": waits and standing_of(RunQueue(found.queue)).is_silent,
    }
    return show(request, "accounts/runs/run.html", context, status=status)


def way_to(run: Run, request: OfficerRequest) -> list[tuple[str, str]]:
    """Where the reader comes from: one's own runs, or the page of the whole machinery."""
    if run.by_id == request.user.pk:
        return [(_("My runs"), reverse("accounts:run-list"))]
    return [(_("System"), reverse("accounts:system"))]
