"""A file is removed; a picture is let out of the country, or kept back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import authority
from accounts.permissions import Permission
from accounts.web.people.pages import FORM_METHODS, done, show
from cen_records.access import nominal_of
from cen_records.actions.attachments import remove_file
from cen_records.actions.picture_sharing import keep_picture_back, share_picture
from cen_records.models import Attachment
from cen_records.web.files.forms import ShareForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from cen_records.web.pages import OfficerRequest


@require_http_methods(FORM_METHODS)
def file_remove(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Remove a file. For whoever sees it and enters records there."""
    found = _allowed(request, pk, Permission.RECORD_ENTER)
    act = partial(remove_file, by=request.user, identity=pk)
    return _confirmed(request, found, "cen_records/files/remove.html", act, _("The file was removed."))


@require_http_methods(FORM_METHODS)
def file_share(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Say that a picture shows nobody, so that it leaves with its record. For whoever releases records there."""
    found = _allowed(request, pk, Permission.RECORD_RELEASE)
    if not (found.may_be_served and found.is_picture):
        raise Http404
    form = ShareForm(request.POST if request.method == "POST" else None, initial={"caption": found.caption})
    if form.is_valid():
        share = partial(share_picture, by=request.user, identity=pk, caption=form.cleaned_data["caption"])
        if done(form, share):
            messages.success(request, _("The picture leaves with the released record."))
            return redirect("cen_records:file-list", found.record_id)
    return show(request, "cen_records/files/share.html", {"form": form, "file": found, "steps": _steps(found)})


@require_http_methods(FORM_METHODS)
def file_keep_back(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Take back that a picture leaves. For whoever releases records there."""
    found = _allowed(request, pk, Permission.RECORD_RELEASE)
    act = partial(keep_picture_back, by=request.user, identity=pk)
    return _confirmed(request, found, "cen_records/files/keep_back.html", act, _("The picture leaves no longer."))


def _allowed(request: OfficerRequest, pk: UUID, permission: Permission) -> Attachment:
    """The file, if the reader sees it. Raises Http404, and Refused for whoever may not do this there."""
    with nominal_of(request.user):
        seen = Attachment.objects.visible_to(request.user).select_related("office", "kind")
        found: Attachment = get_object_or_404(seen, pk=pk)
    authority.require(request.user, permission, found.office)
    return found


def _confirmed(
    request: OfficerRequest, found: Attachment, template: str, act: Callable[[], object], words: str
) -> HttpResponse:
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        act()
        messages.success(request, words)
        return redirect("cen_records:file-list", found.record_id)
    return show(request, template, {"form": form, "file": found, "steps": _steps(found)})


def _steps(found: Attachment) -> list[tuple[str, str]]:
    return [(_("Files"), reverse("cen_records:file-list", args=[found.record_id]))]
