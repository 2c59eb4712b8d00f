"""The lists of records: what the officer may see at home, and what was released in the region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.authority import has_anywhere
from accounts.permissions import Permission
from cen_records.models import Case, ReleasedCase
from cen_records.presenters.rows import row_of
from cen_records.reports.rows import with_parts
from cen_records.web.pages import OfficerRequest, require_anywhere
from cen_records.web.records.filters import RecordFilter, ReleasedFilter
from cen_records.web.records.tabs import MINE, OFFICE, offices_of, tabs_of
from cen_records.web.records.unfinished import unfinished_of
from face.keyset import Column, Columns, paginate

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.models import Officer
    from cen_records.querysets.cases import CaseQuerySet

COLUMNS = Columns(
    Column("reference", _("Reference"), kind="code", order=("reference",)),
    Column("seized_on", _("Seized on"), kind="date", order=("seized_on",)),
    Column("goods", _("Goods")),
    Column("quantity", _("Quantity"), kind="number"),
    Column("route", _("Route")),
    Column("place", _("Place, concealment")),
    Column("status", _("Status")),
)


@require_safe
def record_list(request: OfficerRequest) -> HttpResponse:
    """The records that the officer may see, with what waits for them on top; above the national level, the released."""
    officer = request.user
    if not has_anywhere(officer, Permission.RECORD_VIEW):
        return released_list(request)
    tabs = tabs_of(request)
    filters = RecordFilter(request.GET)
    current = next(tab.of for tab in tabs if tab.current)
    cases = with_parts(filters.narrow(_those(officer, current)))
    page = paginate(request, cases, COLUMNS, sort="-seized_on", size=50)
    context = {
        "page": page,
        "rows": [row_of(case) for case in page.rows],
        "filter_form": filters,
        "chips": filters.chips(),
        "tabs": tabs,
        "of": current,
        "may_enter": has_anywhere(officer, Permission.RECORD_ENTER),
        "unfinished": unfinished_of(officer),
    }
    return render(request, "cen_records/records/record_list.html", context)


@require_safe
def released_list(request: OfficerRequest) -> HttpResponse:
    """What the administrations around have released."""
    officer = request.user
    require_anywhere(officer, Permission.RELEASED_VIEW)
    seen = ReleasedCase.objects.visible_to(officer)
    reporting = list(seen.order_by("country_code").values_list("country_code", flat=True).distinct())
    filters = ReleasedFilter(request.GET, reporting=reporting)
    page = paginate(request, with_parts(filters.narrow(seen)), COLUMNS, sort="-seized_on", size=50)
    context = {
        "page": page,
        "rows": [row_of(case) for case in page.rows],
        "filter_form": filters,
        "chips": filters.chips(),
        "tabs": tabs_of(request),
    }
    return render(request, "cen_records/records/released_list.html", context)


def _those(officer: Officer, of: str) -> CaseQuerySet:
    seen = Case.objects.visible_to(officer)
    if of == MINE:
        return seen.entered_by(officer)
    return seen.filter(office_id__in=offices_of(officer)) if of == OFFICE else seen
