"""Giving an officer a role at an office, and ending it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.errors import OfficerBlocked
from accounts.actions.postings import end_posting, grant_posting
from accounts.authority import require
from accounts.permissions import Permission
from accounts.querysets.reach import reach
from accounts.web.people.forms import EndPostingForm, PostingForm
from accounts.web.people.pages import (
    FORM_METHODS,
    OfficerRequest,
    another_officer,
    chosen_so_far,
    made,
    require_anywhere,
    show,
    visible_officer,
)
from face import kept


@require_http_methods(FORM_METHODS)
def posting_grant(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give the officer one more role at an office. For whoever may grant postings somewhere."""
    person = another_officer(request, pk, Permission.POSTING_GRANT)
    require_anywhere(request.user, Permission.POSTING_GRANT)
    begun = chosen_so_far(request)
    form = PostingForm(request.POST or None, by=request.user, initial=kept.initial(request, PostingForm, **begun))
    act = partial(grant_posting, by=request.user, officer=person)
    if form.is_valid() and (posting := made(form, partial(act, **form.cleaned_data))):
        words = _("%(officer)s: the posting “%(posting)s” was added.")
        messages.success(request, words % {"officer": person, "posting": posting})
        return redirect("accounts:officer", pk)
    context = {"form": form, "person": person, "blocked": OfficerBlocked.sentence}
    return show(request, "accounts/posting_grant.html", context)


@require_http_methods(FORM_METHODS)
def posting_end(request: OfficerRequest, pk: int, posting_id: UUID) -> HttpResponse:
    """End one posting on a day. For whoever may grant postings at its office."""
    person = visible_officer(request, pk)
    seen = person.postings.filter(reach(request.user, Permission.OFFICER_VIEW, to="office__"))
    posting = get_object_or_404(seen.select_related("office"), pk=posting_id)
    require(request.user, Permission.POSTING_GRANT, posting.office)
    form = EndPostingForm(request.POST or None, initial=kept.initial(request, EndPostingForm))
    act = partial(end_posting, by=request.user, posting=posting)
    if form.is_valid() and (ended := made(form, partial(act, **form.cleaned_data))):
        words = _("%(officer)s: the posting “%(posting)s” has its last day.")
        if ended.withdrawn_at:
            words = _("%(officer)s: the posting “%(posting)s” was withdrawn. It never counted.")
        messages.success(request, words % {"officer": person, "posting": posting})
        return redirect("accounts:officer", pk)
    return show(request, "accounts/posting_end.html", {"form": form, "person": person, "posting": posting})
