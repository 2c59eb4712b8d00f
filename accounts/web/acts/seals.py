"""Seals on the record of acts: how things stand in words, and heads to copy or print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from accounts.web.acts.pages import tabs
from accounts.web.people.pages import require_anywhere, show
from audit.choices import RunState
from audit.models import Act, Run, Seal
from face.keyset import Column, Columns, paginate

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.web.people.pages import OfficerRequest

CHECK = "audit.verify_acts"
LATE = timedelta(minutes=15)  # three rounds of sealing
STALE = timedelta(hours=36)  # a night was left out
COLUMNS = Columns(
    Column("number", gettext_lazy("Seal"), kind="code", order=("number",)),
    Column("made_at", gettext_lazy("Sealed at"), kind="date"),
    Column("acts", gettext_lazy("Acts in the log"), kind="number"),
    Column("head", gettext_lazy("Head")),
)


@dataclass(frozen=True)
class State:
    """How something stands: the kind of the notice, its heading and one sentence."""

    kind: str
    heading: str
    text: str


def seal_list(request: OfficerRequest) -> HttpResponse:
    """The last seals, what the nightly check found, and the newest head. For whoever may view acts."""
    require_anywhere(request.user, Permission.ACT_VIEW)
    page = paginate(request, Seal.objects.heads(), COLUMNS, sort="-number", size=25)
    latest = Seal.objects.latest_one()
    context: dict[str, Any] = {
        "page": page,
        "rows": [(seal, grouped(bytes(seal.head))) for seal in page.rows],
        "latest": latest,
        "head_line": latest.signed_head.line if latest else "",
        "states": [checked(), sealed(latest)],
        "tabs": tabs(current="seal-list"),
    }
    return show(request, "accounts/acts/seal_list.html", context)


def grouped(head: bytes) -> str:
    """A hash in groups of eight, to be compared by eye with a printed sheet."""
    return head.hex(" ", -4)


def checked() -> State:
    """What the last check of the whole record found."""
    run = Run.objects.filter(kind=CHECK, state__in=[RunState.DONE, RunState.FAILED]).order_by("-finished_at").first()
    if run is None or run.finished_at is None:
        return State("attention", _("Not checked yet"), _("The whole record is compared with its seals each night."))
    if run.state == RunState.FAILED:
        return State("stop", _("The check did not come to an end"), run.outcome_sentence)
    if run.outcome_values.get("found"):
        return State("stop", _("The record was changed"), run.outcome_sentence)
    if run.finished_at < timezone.now() - STALE:
        return State("attention", _("Not checked since last night"), run.outcome_sentence)
    return State("good", _("The record is what was sealed"), run.outcome_sentence)


def sealed(latest: Seal | None) -> State:
    """Whether sealing keeps up with what is done."""
    waiting = Act.objects.filter(id__gt=latest.last_id if latest else 0)
    oldest = waiting.order_by("id").values_list("at", flat=True).first()
    if oldest is None:
        return State("good", _("Everything is sealed"), _("No act has been added since the last seal."))
    if oldest < timezone.now() - LATE:
        text = _("Acts have been waiting for their seal for more than 15 minutes. Tell the administrator.")
        return State("stop", _("Sealing has stopped"), text)
    return State("accent", _("Some acts wait for their seal"), _("They are sealed within a few minutes."))
