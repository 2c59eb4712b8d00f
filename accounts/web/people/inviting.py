"""Inviting people, and what became of the invitations."""

from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.errors import AlreadyInvited
from accounts.actions.invitations import invite_officer
from accounts.choices import InvitationState
from accounts.models import Invitation, Office
from accounts.permissions import Permission
from accounts.querysets.acts import acts_visible_to
from accounts.web.people.cards import invitation_badge, tabs_of_people, timeline
from accounts.web.people.filters import InvitationFilter
from accounts.web.people.forms import InviteForm
from accounts.web.people.pages import (
    FORM_METHODS,
    OfficerRequest,
    chosen_so_far,
    made,
    require_anywhere,
    show,
    visible_invitation,
)
from audit.models import Act
from face import kept
from face.keyset import Column, Columns, paginate

COLUMNS = Columns(
    Column("name", gettext_lazy("Name"), order=("by_family_name", "given_names")),
    Column("offer", gettext_lazy("Role and office")),
    Column("state", gettext_lazy("State")),
    Column("invited_at", gettext_lazy("Invited on"), kind="date", order=("-invited_at",)),
    Column("expires_at", gettext_lazy("Expires on"), kind="date", order=("-expires_at",)),
)
LANGUAGE_NAMES = dict(settings.LANGUAGES)


@require_http_methods(FORM_METHODS)
def officer_invite(request: OfficerRequest) -> HttpResponse:
    """Invite one person to one role at one office. For whoever may invite somewhere."""
    require_anywhere(request.user, Permission.OFFICER_INVITE)
    form = InviteForm(
        request.POST or None, by=request.user, initial=kept.initial(request, InviteForm, **_begun(request))
    )
    earlier: list[Invitation] = []
    act = partial(_invite, earlier, by=request.user)
    if form.is_valid() and (invited := made(form, partial(act, **form.cleaned_data))):
        if not invited.is_by_mail:
            return redirect("accounts:invitation-slip", invited.pk)
        messages.success(request, _("The invitation is on its way to %(address)s.") % {"address": invited.email})
        return redirect("accounts:invitation", invited.pk)
    context = {"form": form, "steps": _way_back(), "earlier": earlier}
    return show(request, "accounts/officer_invite.html", context)


@require_safe
def invitation_list(request: OfficerRequest) -> HttpResponse:
    """The invitations to offices where the reader may invite. For whoever may invite somewhere."""
    require_anywhere(request.user, Permission.OFFICER_INVITE)
    filters = InvitationFilter(request.GET, by=request.user)
    seen = Invitation.objects.visible_to(request.user).annotate(by_family_name=Lower("family_name"))
    page = paginate(request, filters.narrow(seen.select_related("office")), COLUMNS, sort="invited_at", size=50)
    context = {
        "page": page,
        "rows": [(invitation, invitation_badge(invitation)) for invitation in page.rows],
        "filter_form": filters,
        "chips": filters.chips(),
        "tabs": tabs_of_people(request.user, current="invitation-list"),
    }
    return show(request, "accounts/invitation_list.html", context)


@require_safe
def invitation(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """One invitation and what became of it. For whoever may invite to its office."""
    found = visible_invitation(request, pk)
    context = {
        "invitation": found,
        "badge": invitation_badge(found),
        "is_open": found.state == InvitationState.OPEN,
        "is_expired": found.state == InvitationState.EXPIRED,
        "language": LANGUAGE_NAMES.get(found.language, found.language),
        "steps": [*_way_back(), (_("Invitations"), reverse("accounts:invitation-list"))],
        "events": timeline(acts_visible_to(request.user) & Act.objects.of(found)),
    }
    return show(request, "accounts/invitation.html", context)


def _invite(earlier: list[Invitation], **asked: Any) -> Invitation:
    """Invite; note the open invitation that stands in the way, if that is what is wrong."""
    try:
        return invite_officer(**asked)
    except AlreadyInvited as refusal:
        earlier.append(refusal.invitation)
        raise


def _begun(request: OfficerRequest) -> dict[str, Any]:
    """What the form starts with: the office one comes from (or the only one there is) and its language."""
    offices = Office.objects.reached_by(request.user, Permission.OFFICER_INVITE).open()
    asked = chosen_so_far(request)
    few = list(offices.filter(code=asked["office"]) if asked else offices[:2])
    if len(few) != 1:
        return {"language": request.user.language}
    return {"language": few[0].language, "office": few[0].code, **asked}


def _way_back() -> list[tuple[str, str]]:
    return [(_("Officers"), reverse("accounts:officer-list"))]
