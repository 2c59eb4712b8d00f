"""The whole machinery of background work, for administrators: queues, workers, what failed; and a rehearsal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.db.models import F
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.actions.runs import start_rehearsal
from accounts.permissions import Permission
from accounts.querysets.runs import runs_visible_to
from accounts.web.people.pages import made, require_anywhere, show
from accounts.web.runs.cards import RunCard
from audit.choices import OPEN_STATES, QueueTrouble, RehearsedTrouble, RunQueue
from audit.models import WorkerBeat
from audit.reports.queues import QueueStanding, queue_standings
from face.forms import Segmented
from face.keyset import Column, Columns, paginate

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.functional import Promise

    from accounts.web.people.pages import OfficerRequest

FAILED = Columns(
    Column("kind", gettext_lazy("Run"), order=("kind", "-ended_at")),
    Column("by", gettext_lazy("Asked for by"), order=("by_name", "-ended_at")),
    Column("outcome", gettext_lazy("What happened")),
    Column("ended_at", gettext_lazy("Failed at"), order=("-ended_at",), kind="date"),
)
LATEST = 20


ADVICE = {
    QueueTrouble.REDIS_AWAY: gettext_lazy(
        "Redis cannot be reached, or is full. What officers ask for is kept, and goes on once Redis takes it. "
        "See that Redis runs and has memory."
    ),
    QueueTrouble.CLOCK_STOPPED: gettext_lazy(
        "The clock sends nothing: nightly work is not started, and nobody gives back what a dead worker held. "
        "Restart the clock (beat)."
    ),
    QueueTrouble.NOBODY_HEARS: gettext_lazy(
        "No worker takes what is sent here. What officers ask for is kept. Restart the worker of this queue."
    ),
}


@dataclass(frozen=True)
class QueueCard:
    """One queue as an administrator sees it, with what to do where it stands still."""

    standing: QueueStanding

    @cached_property
    def trouble(self) -> QueueTrouble | None:
        """What is wrong."""
        return self.standing.trouble

    @property
    def advice(self) -> Promise | str:
        """What to do about it."""
        return ADVICE[self.trouble] if self.trouble else ""


class RehearsalForm(forms.Form):
    """What is to be rehearsed. `run_id` makes that a form sent twice is one rehearsal."""

    run_id = forms.UUIDField(widget=forms.HiddenInput)
    queue = forms.ChoiceField(label=gettext_lazy("Queue"), choices=RunQueue.choices, widget=Segmented)
    steps = forms.IntegerField(label=gettext_lazy("Number of steps"), min_value=1, max_value=500, initial=20)
    seconds = forms.FloatField(
        label=gettext_lazy("Seconds for each step"), min_value=0, max_value=5, initial=1, localize=True
    )
    trouble = forms.ChoiceField(
        label=gettext_lazy("What goes wrong"), choices=RehearsedTrouble.choices, widget=forms.RadioSelect
    )


@require_safe
def system(request: OfficerRequest) -> HttpResponse:
    """Queues, workers, what is under way and what failed. For administrators; of runs, those at their offices."""
    require_anywhere(request.user, Permission.RUN_VIEW)
    seen = runs_visible_to(request.user)
    failed = paginate(request, seen.failed().annotate(ended_at=F("finished_at")), FAILED, sort="ended_at", size=25)
    context = {
        "queues": [QueueCard(standing) for standing in queue_standings()],
        "beats": WorkerBeat.objects.all(),
        "present": set(WorkerBeat.objects.recent().values_list("pk", flat=True)),
        "latest": [RunCard(run, request.user) for run in seen.filter(state__in=OPEN_STATES)[:LATEST]],
        "page": failed,
        "cards": [RunCard(run, request.user) for run in failed.rows],
    }
    return show(request, "accounts/runs/system.html", context)


def rehearse(request: OfficerRequest) -> HttpResponse:
    """Start a run that only counts. For administrators."""
    require_anywhere(request.user, Permission.RUN_VIEW)
    begin = {"run_id": uuid4(), "queue": RunQueue.QUICK, "trouble": RehearsedTrouble.NONE}
    form = RehearsalForm(request.POST if request.method == "POST" else None, initial=begin)
    if form.is_valid() and (run := made(form, partial(start_rehearsal, by=request.user, **form.cleaned_data))):
        messages.success(request, _("The rehearsal waits for a worker."))
        return redirect("accounts:run", run.pk)
    return show(
        request, "accounts/runs/rehearse.html", {"form": form, "steps": [(_("System"), reverse("accounts:system"))]}
    )
