"""Programs of offices, for those who may give postings there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.programs import close_program, register_program
from accounts.actions.tokens import issue_program_token, revoke_token
from accounts.authority import may_over, require_over
from accounts.models import Officer
from accounts.permissions import Permission
from accounts.web.people.cards import tabs_of_people
from accounts.web.people.pages import FORM_METHODS, done, made, require_anywhere, show
from accounts.web.programs.forms import ProgramForm, TokenForm
from face.keyset import Column, Columns, paginate

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from accounts.web.people.pages import OfficerRequest

COLUMNS = Columns(
    Column("name", gettext_lazy("Name"), order=("family_name",)),
    Column("office", gettext_lazy("Office and role")),
    Column("state", gettext_lazy("State")),
)


@require_safe
def program_list(request: OfficerRequest) -> HttpResponse:
    """The programs at offices where the reader may give postings."""
    require_anywhere(request.user, Permission.POSTING_GRANT)
    seen = Officer.objects.programs_kept_by(request.user).prefetch_related("postings__office")
    page = paginate(request, seen, COLUMNS, sort="name", size=50)
    tabs = tabs_of_people(request.user, current="program-list")
    return show(request, "accounts/programs/program_list.html", {"page": page, "tabs": tabs})


@require_http_methods(FORM_METHODS)
def program_register(request: OfficerRequest) -> HttpResponse:
    """Give a machine a name and a posting. For whoever may give that role at that office."""
    require_anywhere(request.user, Permission.POSTING_GRANT)
    sent = request.POST if request.method == "POST" else None
    form = ProgramForm(sent, by=request.user, initial={"program_id": uuid4()})
    if form.is_valid() and (program := made(form, partial(register_program, by=request.user, **form.cleaned_data))):
        return redirect("accounts:program", program.pk)
    return show(request, "accounts/programs/program_register.html", {"form": form, "steps": _way()})


@require_safe
def program(request: OfficerRequest, pk: int) -> HttpResponse:
    """One program with its tokens. For whoever may give postings at its office."""
    kept = _kept(request, pk)
    context = {
        "program": kept,
        "posting": kept.postings.select_related("office").first(),
        "tokens": kept.tokens.all()[:50],
        "may_change": may_over(request.user, Permission.POSTING_GRANT, kept, every=True),
        "steps": _way(),
    }
    return show(request, "accounts/programs/program.html", context)


@require_http_methods(FORM_METHODS)
def program_token_issue(request: OfficerRequest, pk: int) -> HttpResponse:
    """Make a token for a program; shown this once. For whoever could grant its posting, and proves it once more."""
    kept = _kept(request, pk)
    require_over(request.user, Permission.POSTING_GRANT, kept, every=True)
    answer: HttpResponse = _issue(request, kept)
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]
def _issue(request: OfficerRequest, kept: Officer) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = TokenForm(sent, holder=kept, initial={"token_id": uuid4(), "days": "180"})
    issue = partial(issue_program_token, by=request.user, program=kept)
    steps = [*_way(), (str(kept), reverse("accounts:program", args=[kept.pk]))]
    if form.is_valid() and (issued := made(form, partial(issue, **form.cleaned_data))):
        context = {"issued": issued, "steps": steps, "back_url": reverse("accounts:program", args=[kept.pk])}
        return show(request, "accounts/programs/token_shown.html", context)
    return show(request, "accounts/programs/token_issue.html", {"form": form, "steps": steps, "back_url": steps[-1][1]})


@require_POST
def program_token_revoke(request: OfficerRequest, pk: int, token_id: UUID) -> HttpResponse:
    """End a program’s token at once. For whoever could grant its posting."""
    kept = _kept(request, pk)
    token = get_object_or_404(kept.tokens.select_related("officer"), pk=token_id)
    revoke_token(by=request.user, token=token)
    messages.success(request, _("The token “%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("accounts:program", pk)


@require_http_methods(FORM_METHODS)
def program_close(request: OfficerRequest, pk: int) -> HttpResponse:
    """End a program for good. For whoever could grant its posting."""
    kept = _kept(request, pk)
    require_over(request.user, Permission.POSTING_GRANT, kept, every=False)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, partial(close_program, by=request.user, program=kept)):
        messages.success(request, _("%(program)s is closed, and its tokens open nothing any more.") % {"program": kept})
        return redirect("accounts:program-list")
    return show(request, "accounts/programs/program_close.html", {"form": form, "program": kept, "steps": _way()})


def _kept(request: OfficerRequest, pk: int) -> Officer:
    """The program of this address. Raises Http404 if there is none that the reader looks after."""
    found: Officer = get_object_or_404(Officer.objects.programs_kept_by(request.user), pk=pk)
    return found


def _way() -> list[tuple[str, str]]:
    return [(_("Programs"), reverse("accounts:program-list"))]
