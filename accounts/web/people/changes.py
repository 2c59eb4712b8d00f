"""Changing what stands of an officer. Each change has its own small page, which works without JavaScript."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.errors import OfficerBlocked
from accounts.actions.invitations import issue_recovery_slip
from accounts.actions.officers import (
    correct_officer,
    reinstate_officer,
    remove_second_factors,
    suspend_officer,
    unlock_officer,
)
from accounts.authority import require_over
from accounts.permissions import Permission
from accounts.web.people.forms import CorrectForm, ReasonForm, RecoveryForm, SendForm
from accounts.web.people.pages import FORM_METHODS, OfficerRequest, another_officer, done, made, show, visible_officer
from face import kept


@require_http_methods(FORM_METHODS)
def officer_correct(request: OfficerRequest, pk: int) -> HttpResponse:
    """Correct names, staff number, address. For whoever could grant all that the officer holds."""
    person = visible_officer(request, pk)
    require_over(request.user, Permission.OFFICER_INVITE, person, every=True)
    written = {name: getattr(person, name) or "" for name in CorrectForm.base_fields}
    form = CorrectForm(request.POST or None, initial=kept.initial(request, CorrectForm, **written))
    if form.is_valid() and done(form, partial(correct_officer, by=request.user, officer=person, **form.cleaned_data)):
        messages.success(request, _("The details of %(officer)s were corrected.") % {"officer": person})
        return redirect("accounts:officer", pk)
    return show(request, "accounts/officer_correct.html", {"form": form, "person": person})


@require_http_methods(FORM_METHODS)
def officer_suspend(request: OfficerRequest, pk: int) -> HttpResponse:
    """Stop an officer from signing in, at once. For whoever could grant one of the postings."""
    person = visible_officer(request, pk)
    require_over(request.user, Permission.OFFICER_SUSPEND, person, every=False)
    form = ReasonForm(request.POST or None, initial=kept.initial(request, ReasonForm))
    if form.is_valid() and done(form, partial(suspend_officer, by=request.user, officer=person, **form.cleaned_data)):
        messages.success(request, _("%(officer)s is suspended and signed out everywhere.") % {"officer": person})
        return redirect("accounts:officer", pk)
    return show(request, "accounts/officer_suspend.html", {"form": form, "person": person})


@require_http_methods(FORM_METHODS)
def officer_reinstate(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let a blocked officer sign in again. For whoever could grant all that the officer holds."""
    person = visible_officer(request, pk)
    require_over(request.user, Permission.OFFICER_SUSPEND, person, every=True)
    form = ReasonForm(request.POST or None, initial=kept.initial(request, ReasonForm))
    if form.is_valid() and done(form, partial(reinstate_officer, by=request.user, officer=person, **form.cleaned_data)):
        messages.success(request, _("%(officer)s can sign in again.") % {"officer": person})
        return redirect("accounts:officer", pk)
    return show(request, "accounts/officer_reinstate.html", {"form": form, "person": person})


@require_http_methods(FORM_METHODS)
def officer_unlock(request: OfficerRequest, pk: int) -> HttpResponse:
    """Forget the wrong passwords, so that the officer may try again now. For whoever could suspend."""
    person = visible_officer(request, pk)
    require_over(request.user, Permission.OFFICER_SUSPEND, person, every=False)
    form = SendForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, partial(unlock_officer, by=request.user, officer=person)):
        messages.success(request, _("%(officer)s may try to sign in again now.") % {"officer": person})
        return redirect("accounts:officer", pk)
    return show(request, "accounts/officer_unlock.html", {"form": form, "person": person})


@require_http_methods(FORM_METHODS)
def second_factors_remove(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take away lost second factors. For whoever could grant all that the officer holds."""
    person = visible_officer(request, pk)
    require_over(request.user, Permission.OFFICER_INVITE, person, every=True)
    form = ReasonForm(request.POST or None, initial=kept.initial(request, ReasonForm))
    act = partial(remove_second_factors, by=request.user, officer=person)
    if form.is_valid() and done(form, partial(act, **form.cleaned_data)):
        messages.success(request, _("The second factors of %(officer)s were removed.") % {"officer": person})
        return redirect("accounts:officer", pk)
    return show(request, "accounts/second_factors_remove.html", {"form": form, "person": person})


@require_http_methods(FORM_METHODS)
def recovery_slip_issue(request: OfficerRequest, pk: int) -> HttpResponse:
    """Make a slip for choosing a new password. For whoever could grant all that the officer holds."""
    person = another_officer(request, pk, Permission.OFFICER_INVITE)
    require_over(request.user, Permission.OFFICER_INVITE, person, every=True)
    form = RecoveryForm(request.POST or None)
    act = partial(issue_recovery_slip, by=request.user, officer=person)
    if form.is_valid() and (invitation := made(form, partial(act, **form.cleaned_data))):
        return redirect("accounts:invitation-slip", invitation.pk)
    context = {"form": form, "person": person, "blocked": OfficerBlocked.sentence}
    return show(request, "accounts/recovery_slip_issue.html", context)
