"""A record is rejected, withdrawn, or found to be told by another one. Each asks once more, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cen_records.actions.ending import mark_duplicate, reject_case, unmark_duplicate, withdraw_case
from cen_records.authority import is_out
from cen_records.rules.workflow import Move
from cen_records.web.steps.forms import DuplicateForm, EndForm
from cen_records.web.steps.pages import FORM_METHODS, address_of, context_of, in_the_way, made, show, visible_case
from face import kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse
    from django.utils.functional import Promise

    from cen_records.models import Case
    from cen_records.web.pages import OfficerRequest


@dataclass(frozen=True)
class Ending:
    """One way to end: the act, the page that asks, and what is said when it is done."""

    move: Move
    act: Callable[..., Case]
    template: str
    done: str | Promise
    form: type[EndForm] = EndForm


PAGES = "cen_records/steps/"
REJECT = Ending(Move.REJECT, reject_case, f"{PAGES}record_reject.html", _("%(record)s is rejected."))
WITHDRAW = Ending(Move.WITHDRAW, withdraw_case, f"{PAGES}record_withdraw.html", _("%(record)s is withdrawn."))
DUPLICATE = Ending(
    Move.MARK_DUPLICATE, mark_duplicate, f"{PAGES}record_duplicate.html", _("%(record)s is marked as a duplicate."),
    DuplicateForm,
)  # fmt: skip
NOT_DUPLICATE = Ending(
    Move.UNMARK_DUPLICATE, unmark_duplicate, f"{PAGES}record_not_duplicate.html",
    _("%(record)s is back on its way, to be checked."),
)  # fmt: skip


@require_http_methods(FORM_METHODS)
def record_reject(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """This is no record to keep. For whoever has it to check or to release, before it was ever released."""
    return _ended(request, pk, REJECT)


@require_http_methods(FORM_METHODS)
def record_withdraw(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Take it back. For who entered it until it is checked, and for the contact point."""
    return _ended(request, pk, WITHDRAW)


@require_http_methods(FORM_METHODS)
def record_duplicate(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Another record tells of the same case. For whoever checks; once it was released, for the contact point."""
    return _ended(request, pk, DUPLICATE)


@require_http_methods(FORM_METHODS)
def record_not_duplicate(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """It was none. For whoever checks at its office."""
    return _ended(request, pk, NOT_DUPLICATE)


def _ended(request: OfficerRequest, pk: UUID, ending: Ending) -> HttpResponse:
    case = visible_case(request, pk)
    obstacle = in_the_way(request, case, ending.move)
    more: dict[str, Any] = {"by": request.user} if ending.form is DuplicateForm else {}
    starting = kept.initial(request, partial(ending.form, **more), version=case.version)
    form = ending.form(request.POST or None, initial=starting, **more)
    if form.is_valid() and made(form, partial(ending.act, by=request.user, case=case, **form.cleaned_data)) is not None:
        messages.success(request, ending.done % {"record": case})
        return redirect(address_of(case))
    context = context_of(case, form=form, obstacle=obstacle, is_out=is_out(case))
    return show(request, ending.template, context)
