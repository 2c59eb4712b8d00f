"""The Desk: what waits for this person, gathered from every room they work in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.reports.desk import colleagues_to_ask, waiting_in_accounts
from cen_records.reports.desk import waiting_in_records

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import Officer

# Each room answers with groups of what waits for an officer; a new room adds its line.
ROOMS = (waiting_in_records, waiting_in_accounts)


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Everybody who is signed in. Nothing is shown that waits for somebody else."""
    officer: Officer = request.user  # type: ignore[assignment]
    groups = [group for room in ROOMS for group in room(officer) if group.items]
    return render(
        request,
        "desk.html",
        {
            "groups": groups,
            "count": sum(len(group.items) for group in groups),
            "today": timezone.localdate(),
            "colleagues": colleagues_to_ask(officer),
        },
    )
