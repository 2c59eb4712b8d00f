"""The page of one record: the national one, and what was released of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts import authority
from accounts.permissions import Permission
from cen_records.access import nominal_of
from cen_records.actions.looking import look_at_record, look_at_released
from cen_records.models import Case, ReleasedCase
from cen_records.presenters.record import words_of
from cen_records.presenters.route_map import drawing_of
from cen_records.presenters.rows import badge_of, row_of
from cen_records.reports.coordinates import points_of, seized_at
from cen_records.reports.similar import similar_to
from cen_records.reports.versions import moments_of
from cen_records.reports.whole import Whole, whole_of
from face.keyset import Column, Columns

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from accounts.models import Officer
    from cen_records.web.pages import OfficerRequest

GOODS = Columns(
    Column("goods", gettext_lazy("Goods")),
    Column("quantity", gettext_lazy("Quantity"), kind="number"),
    Column("standard", gettext_lazy("Standard quantity"), kind="number"),
    Column("more", gettext_lazy("Details")),
)
LEGS = Columns(
    Column("role", gettext_lazy("Role on the route")),
    Column("place", gettext_lazy("Place")),
    Column("country", gettext_lazy("Country")),
    Column("onward", gettext_lazy("Onward by")),
    Column("state", gettext_lazy("State")),
)
BESIDE = ("office", "administration", "entered_by", "checked_by", "released_by", "merged_into")


@require_safe
def record(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """A national record, for those who may see it; with names for those who may view them or wrote them."""
    officer = request.user
    case = get_object_or_404(Case.objects.visible_to(officer).select_related(*BESIDE), pk=pk)
    may_name = case.entered_by_id == officer.pk or _may(officer, Permission.NOMINAL_VIEW, case)
    whole = _read(case, officer, names=may_name)
    named = any(whole.identities.values())
    look_at_record(by=officer, case=case, names=named)
    remarks = list(case.remarks.select_related("by", "office"))
    context = {
        **_shown(whole, owed=True, remarks=remarks),
        "case": case,
        "steps": [(_("Records"), reverse("cen_records:record-list"))],
        "names_kept": bool(whole.parts["persons"] or whole.parts["companies"]) and not may_name,
        "way": case.steps.select_related("office"),
        "moments": moments_of(case, officer),
        "similar": [(row_of(one.case), one.why) for one in similar_to(whole, officer)],
        "marking": "RED" if named else "AMBER+STRICT",
    }
    return render(request, "cen_records/records/record.html", context)


@require_safe
def released(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """What a country has released of a record, for the RILO and the countries around it. Nothing leads further."""
    officer = request.user
    case = get_object_or_404(ReleasedCase.objects.visible_to(officer).select_related("office", "administration"), pk=pk)
    look_at_released(by=officer, case=case)
    context = {
        **_shown(whole_of(case), owed=False, remarks=()),
        "case": case,
        "steps": [(_("Released records"), reverse("cen_records:released-list"))],
        "marking": "AMBER",
    }
    return render(request, "cen_records/records/released.html", context)


def _read(case: Case, officer: Officer, *, names: bool) -> Whole:
    if not names:
        return whole_of(case)
    with nominal_of(officer):
        return whole_of(case, nominal=True)


def _may(officer: Officer, permission: Permission, case: Case) -> bool:
    return authority.posting_that_allows(officer, permission, case.office) is not None


def _shown(whole: Whole, *, owed: bool, remarks: Any) -> dict[str, Any]:
    """What both pages show of a record."""
    legs = whole.parts["legs"]
    return {
        "told": words_of(whole, owed=owed, remarks=remarks),
        "badge": badge_of(whole.case),
        "drawing": drawing_of(whole.case, legs, points_of(legs), seized_at(whole.case)),
        "goods_columns": GOODS,
        "leg_columns": LEGS,
    }
