"""My account: who I am here, and how the pages look for me."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.preferences import change_language, change_preferences
from accounts.reports.history import of_officer
from accounts.web.middleware import SeeOther, page_before, remember_language
from accounts.web.own.forms import PreferencesForm
from accounts.web.own.tabs import own_tabs
from face import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import Officer


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and nobody else's account."""
    officer: Officer = request.user  # type: ignore[assignment]
    if request.method == "POST":
        form = PreferencesForm(request.POST)
        if form.is_valid():
            return _saved(request, officer, form)
    else:
        shown = PreferencesForm.values_of(officer, translation.get_language() or "")
        form = PreferencesForm(initial=kept.initial(request, PreferencesForm, **shown))
    postings = officer.postings.select_related("office").running().order_by("from_on")
    return render(
        request,
        "accounts/own/me.html",
        {
            "form": form,
            "postings": postings,
            "tabs": own_tabs("accounts:me"),
            "history": of_officer(officer, officer, before=request.GET.get("history", "")),
        },
        status=422 if form.errors else 200,
    )


def _saved(request: HttpRequest, officer: Officer, form: PreferencesForm) -> HttpResponse:
    language = form.cleaned_data.pop("language")
    with transaction.atomic():
        change_preferences(by=officer, **form.cleaned_data)
        change_language(by=officer, language=language)
    translation.activate(language)
    messages.success(request, _("Your preferences are saved."))
    return remember_language(SeeOther(request.path), language)


@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Who is signed in: colours and row height from the menu, on any page."""
    officer: Officer = request.user  # type: ignore[assignment]
    try:
        change_preferences(by=officer, theme=request.POST.get("theme"), density=request.POST.get("density"))
    except ValidationError:
        messages.error(request, _("This choice does not exist."))
    return SeeOther(page_before(request))
