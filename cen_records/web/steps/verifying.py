"""The RILO asks and validates; the contact point answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.authority import require
from accounts.permissions import Permission
from cen_records.actions.refusals import WrongStep
from cen_records.actions.verifying import answer_query, query_case, validate_case
from cen_records.reports.labels import label_of
from cen_records.reports.projection.tables import PAIRS
from cen_records.reports.threads import questions_of
from cen_records.rules.workflow import Move, ways
from cen_records.web.steps.forms import AnswerForm, QueryForm, VersionForm
from cen_records.web.steps.pages import FORM_METHODS, address_of, context_of, made, show, visible_case, visible_released
from face import kept

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from cen_records.models import ReleasedCase
    from cen_records.web.pages import OfficerRequest


@require_http_methods(FORM_METHODS)
def released_query(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Ask about what was released. For analysts of a RILO of the administration."""
    released = visible_released(request, pk)
    require(request.user, Permission.RELEASED_VERIFY, released.administration)
    fields = _fields()
    form = QueryForm(
        request.POST or None, fields=fields, initial=kept.initial(request, partial(QueryForm, fields=fields))
    )
    if (
        form.is_valid()
        and made(form, partial(query_case, by=request.user, released=released, **form.cleaned_data)) is not None
    ):
        messages.success(request, _("Your question about %(record)s is asked.") % {"record": released})
        return redirect(address_of(released))
    context = context_of(
        released, form=form, obstacle=_in_the_way(released, Move.QUERY), questions=questions_of(released.pk)
    )
    return show(request, "cen_records/steps/released_query.html", context)


@require_http_methods(FORM_METHODS)
def released_validate(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Validate for the region. For analysts of a RILO of the administration."""
    released = visible_released(request, pk)
    require(request.user, Permission.RELEASED_VERIFY, released.administration)
    form = VersionForm(request.POST or None, initial={"version": released.version})
    if (
        form.is_valid()
        and made(form, partial(validate_case, by=request.user, released=released, **form.cleaned_data)) is not None
    ):
        messages.success(request, _("%(record)s is validated.") % {"record": released})
        return redirect(address_of(released))
    context = context_of(
        released, form=form, obstacle=_in_the_way(released, Move.VALIDATE), questions=questions_of(released.pk)
    )
    return show(request, "cen_records/steps/released_validate.html", context)


@require_http_methods(FORM_METHODS)
def record_answer(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Answer what the RILO asked, the oldest question first. For the contact point."""
    case = visible_case(request, pk)
    require(request.user, Permission.RECORD_RELEASE, case.office)
    questions = questions_of(case.pk)
    open_question = next((question for question in questions if question.is_open), None)
    form = AnswerForm(request.POST or None, initial=kept.initial(request, AnswerForm))
    if open_question and form.is_valid():
        act = partial(answer_query, by=request.user, remark=open_question.remark)
        if made(form, partial(act, **form.cleaned_data)) is not None:
            messages.success(request, _("Your answer about %(record)s is sent.") % {"record": case})
            return redirect(address_of(case))
    context = context_of(case, form=form, questions=questions, open_question=open_question)
    return show(request, "cen_records/steps/record_answer.html", context)


def _in_the_way(released: ReleasedCase, move: Move) -> str:
    return "" if ways(move, released.status, is_out=True) else str(WrongStep.sentence)


def _fields() -> list[tuple[str, str]]:
    """The fields of the case itself that can be asked about; of a line one writes in words."""
    return [(f"case.{field.name}", label_of(f"case.{field.name}")) for field in PAIRS[0].open]
