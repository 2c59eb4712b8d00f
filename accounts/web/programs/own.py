"""Access for one's own programs: tokens, each shown once, revoked at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.tokens import issue_token, revoke_token
from accounts.models import AccessToken
from accounts.web.own.tabs import own_tabs
from accounts.web.people.pages import FORM_METHODS, made, show
from accounts.web.programs.forms import TokenForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from accounts.web.people.pages import OfficerRequest


@require_safe
def tokens(request: OfficerRequest) -> HttpResponse:
    """Who is signed in: one's own tokens, the latest first."""
    own = AccessToken.objects.of(request.user)
    context = {
        "tokens": own[:50],
        "tabs": own_tabs("accounts:tokens"),
        "address": request.build_absolute_uri("/api/v1/"),
    }
    return show(request, "accounts/programs/tokens.html", context)


@require_http_methods(FORM_METHODS)
@reauthentication_required  # type: ignore[untyped-decorator]
def token_issue(request: OfficerRequest) -> HttpResponse:
    """Who is signed in and proves it once more. The answer shows the token, this once."""
    sent = request.POST if request.method == "POST" else None
    form = TokenForm(sent, holder=request.user, initial={"token_id": uuid4(), "days": "90"})
    steps = [(_("Access for programs"), reverse("accounts:tokens"))]
    if form.is_valid() and (issued := made(form, partial(issue_token, by=request.user, **form.cleaned_data))):
        context = {"issued": issued, "steps": steps, "back_url": reverse("accounts:tokens")}
        return show(request, "accounts/programs/token_shown.html", context)
    return show(request, "accounts/programs/token_issue.html", {"form": form, "steps": steps, "back_url": steps[-1][1]})


@require_POST
def token_revoke(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Whose token it is; others find nothing."""
    token = get_object_or_404(AccessToken.objects.of(request.user).select_related("officer"), pk=pk)
    revoke_token(by=request.user, token=token)
    messages.success(request, _("The token “%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("accounts:tokens")
