"""The auditor's search in the record of acts, and its export."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actions.act_exports import export_acts
from accounts.actions.consultations import search_acts
from accounts.permissions import Permission
from accounts.querysets.acts import acts_visible_to
from accounts.reports.history import changes_of
from accounts.roles import ROLES
from accounts.web.acts.filters import ActFilter
from accounts.web.acts.rows import rows_of
from accounts.web.people.cards import Tab
from accounts.web.people.pages import require_anywhere, show
from accounts.web.people.sheets import sheet
from audit.presenters import sentence
from face.keyset import Column, Columns, paginate

if TYPE_CHECKING:
    from django.http import HttpResponse, HttpResponseBase

    from accounts.web.people.pages import OfficerRequest
    from audit.models import Act

COLUMNS = Columns(
    Column("at", _("When"), kind="date", order=("id",)),
    Column("what", _("What was done")),
    Column("who", _("Who acted")),
    Column("office", _("Office concerned")),
)
HEAD = [
    _("Number"),
    _("Time (UTC)"),
    _("What was done"),
    _("Act"),
    _("Kind of handling"),
    _("Who acted"),
    _("Role"),
    _("Office of the role"),
    _("Office concerned"),
    _("Person or thing concerned"),
    _("Reason"),
    _("Went to"),
    _("Request"),
]


def act_list(request: OfficerRequest) -> HttpResponse:
    """The acts that the reader may see, narrowed by the filters, the newest first. For whoever may view acts."""
    require_anywhere(request.user, Permission.ACT_VIEW)
    filters = ActFilter(request.GET, by=request.user)
    page = paginate(request, filters.narrow(acts_visible_to(request.user)), COLUMNS, sort="-at", size=50)
    if filters.is_valid():
        search_acts(by=request.user, filters=filters.in_force())
    context = {
        "page": page,
        "rows": rows_of(page.rows, request.user),
        "filter_form": filters,
        "chips": filters.chips(),
        "tabs": tabs(current="act-list"),
    }
    return show(request, "accounts/acts/act_list.html", context)


def act(request: OfficerRequest, pk: int) -> HttpResponse:
    """One act, and the fields that it changed. For whoever may view acts, and sees this one."""
    require_anywhere(request.user, Permission.ACT_VIEW)
    found = get_object_or_404(acts_visible_to(request.user), pk=pk)
    search_acts(by=request.user, filters={"number": str(pk)})
    (row,) = rows_of([found], request.user)
    context = {
        "act": found,
        "row": row,
        "what": row.what,
        "rows": changes_of(found, request.user),
        "steps": [(_("Acts"), reverse("accounts:act-list"))],
    }
    return show(request, "accounts/acts/act.html", context)


def act_export(request: OfficerRequest) -> HttpResponseBase:
    """Exactly what the list shows with these filters, as CSV; itself an act. For whoever may view acts."""
    require_anywhere(request.user, Permission.ACT_VIEW)
    filters = ActFilter(request.GET, by=request.user)
    if not filters.is_valid():
        return redirect(f"{reverse('accounts:act-list')}?{request.GET.urlencode()}")  # where it says what is wrong
    found = filters.narrow(acts_visible_to(request.user)).order_by("-id")
    newest = found.values_list("id", flat=True).first()
    found = found.filter(id__lte=newest or 0)  # what is done meanwhile, this export among it, is not in it
    export_acts(by=request.user, count=found.count(), filters=filters.in_force())
    return sheet(_("acts"), HEAD, found, _as_row)


def tabs(*, current: str) -> list[Tab]:
    """The record, and the seals on it."""
    lists = [("act-list", _("Acts")), ("seal-list", _("Seals"))]
    return [Tab(name, reverse(f"accounts:{route}"), route == current) for route, name in lists]


def _as_row(act: Act) -> list[str]:
    role = ROLES.get(act.role_code)
    return [
        str(act.pk),
        act.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
        sentence(act),
        act.act,
        act.get_operation_display(),
        act.by_name,
        str(role.name) if role else "",
        act.by_office_code,
        act.office_code,
        act.subject_label,
        act.reason,
        "; ".join(act.recipients),
        act.request_id,
    ]
