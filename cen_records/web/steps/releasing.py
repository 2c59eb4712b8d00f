"""The contact point reads what leaves beside what stays, and releases it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cen_records.actions.releasing import release_case
from cen_records.reports.labels import label_of
from cen_records.reports.projection import project
from cen_records.reports.receivers import receivers_of
from cen_records.rules.workflow import Move
from cen_records.web.steps.forms import ReleaseForm
from cen_records.web.steps.pages import FORM_METHODS, address_of, context_of, in_the_way, made, show, visible_case
from cen_records.web.steps.sheets import pieces_of, sheet_of
from face.keyset import Column, Columns

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from cen_records.reports.projection import Projection
    from cen_records.web.pages import OfficerRequest

COLUMNS = Columns(
    Column("field", _("Field")),
    Column("leaves", _("What leaves")),
    Column("stays", _("What stays")),
)


@require_http_methods(FORM_METHODS)
def record_release(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Let the record leave. For the contact point; `masked` in the address names the fields to leave words out of."""
    case = visible_case(request, pk)
    obstacle = in_the_way(request, case, Move.RELEASE)
    asked = request.POST if request.method == "POST" else request.GET
    projection = project(case, masked=asked.getlist("masked"))
    form = _form(request, case.version, projection)
    act = partial(release_case, by=request.user, case=case)
    if form.is_valid() and made(form, partial(act, **form.cleaned_data)) is not None:
        messages.success(request, gettext("%(record)s is released.") % {"record": case})
        return redirect(address_of(case))
    context = context_of(
        case, form=form, obstacle=obstacle, sheet=sheet_of(projection), projection=projection,
        fresh=_form(None, case.version, projection), receivers=receivers_of(case.administration),
        screened=[(found, label_of(found.path), pieces_of(found)) for found in projection.screened],
        columns=COLUMNS,
        coarsened=[label_of(path) for path in projection.coarsened],
    )  # fmt: skip
    return show(request, "cen_records/steps/record_release.html", context)


def _form(request: OfficerRequest | None, version: int, projection: Projection) -> ReleaseForm:
    paths = [found.path for found in projection.screened]
    chosen = [found.path for found in projection.screened if found.is_masked]
    starting = {"version": version, "expected_sha256": projection.sha256, "masked": chosen}
    return ReleaseForm((request and request.POST) or None, paths=paths, initial=starting)
