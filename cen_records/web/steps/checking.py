"""The unit head reads a record and checks it, or returns it with remarks at its fields."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cen_records.actions.checking import check_case, return_case
from cen_records.reports.projection import project
from cen_records.rules.workflow import Move
from cen_records.web.steps.forms import ReturnForm, VersionForm
from cen_records.web.steps.pages import FORM_METHODS, address_of, context_of, in_the_way, made, show, visible_case
from cen_records.web.steps.sheets import sheet_of
from face import kept

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from cen_records.web.pages import OfficerRequest


@require_http_methods(FORM_METHODS)
def record_check(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Say that the record is right. For whoever checks at its office and did not write it."""
    case = visible_case(request, pk)
    obstacle = in_the_way(request, case, Move.CHECK)
    form = VersionForm(request.POST or None, initial={"version": case.version})
    act = partial(check_case, by=request.user, case=case)
    if form.is_valid() and made(form, partial(act, **form.cleaned_data)) is not None:
        messages.success(request, _("%(record)s is checked. The contact point has it now.") % {"record": case})
        return redirect(address_of(case))
    context = context_of(case, form=form, obstacle=obstacle, sheet=sheet_of(project(case)))
    return show(request, "cen_records/steps/record_check.html", context)


@require_http_methods(FORM_METHODS)
def record_return(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Give the record back with remarks. For whoever has it to check or to release."""
    case = visible_case(request, pk)
    obstacle = in_the_way(request, case, Move.RETURN)
    sheet = sheet_of(project(case))
    starting = kept.initial(request, partial(ReturnForm, sheet=sheet), version=case.version)
    form = ReturnForm(request.POST or None, sheet=sheet, initial=starting)
    if form.is_valid():
        told = {"version": form.cleaned_data["version"], "reason": form.cleaned_data["reason"]}
        if made(form, partial(return_case, by=request.user, case=case, remarks=form.remarks, **told)) is not None:
            words = _("%(record)s is returned. %(officer)s sees what has to be corrected.")
            messages.success(request, words % {"record": case, "officer": case.entered_by})
            return redirect(address_of(case))
    rows = [(section, [(line, form[f"remark:{line.path}"]) for line in section.lines]) for section in sheet]
    context = context_of(case, form=form, obstacle=obstacle, rows=rows)
    return show(request, "cen_records/steps/record_return.html", context)
