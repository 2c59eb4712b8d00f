"""The files of a record, and what of them left the country."""

from __future__ import annotations

import errno
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import authority
from accounts.permissions import Permission, Refused
from accounts.web.people.pages import done, show
from cen_records.access import nominal_of
from cen_records.actions.attachments import ENDED, MOST_FILES, attach_whole, begin_file
from cen_records.actions.picture_sharing import look_at_files
from cen_records.models import Attachment, Case, Draft, ReleasedAttachment, ReleasedCase
from cen_records.reports.places import draft_or_case, lines_of
from cen_records.rules.pictures import MOST_BYTES
from cen_records.web.files.cards import FileCard
from cen_records.web.files.forms import FileForm
from cen_records.web.files.pieces import PIECE, answer_with

if TYPE_CHECKING:
    from cen_records.web.pages import OfficerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def file_list(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The files of a record or draft, and a form for the next. For whoever sees the record."""
    with nominal_of(request.user):
        of = _draft_or_case(request, pk)
        lines = lines_of(of)
    may_attach = authority.posting_that_allows(request.user, Permission.RECORD_ENTER, of.office) is not None
    if request.method == "POST":
        if not may_attach:
            raise Refused(Permission.RECORD_ENTER)
        in_pieces = "application/json" in request.headers.get("Accept", "")  # the script tells first, and sends after
        form = FileForm(request.POST, request.FILES, lines=lines, in_pieces=in_pieces)
        if in_pieces:
            return _begun(request, of, form)
        if form.is_valid() and _attached(request, of, form):
            return redirect("cen_records:file-list", pk)
    else:
        form = FileForm(lines=lines)
    return show(request, "cen_records/files/list.html", _shown(request, of, form, lines, may_attach=may_attach))


@require_safe
def released_file_list(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The pictures that left with a record. For whoever reads the released record."""
    case = get_object_or_404(ReleasedCase.objects.visible_to(request.user), pk=pk)
    pictures = ReleasedAttachment.objects.visible_to(request.user).of_record(pk).select_related("kind")
    return render(request, "cen_records/files/released.html", {"case": case, "pictures": pictures})


def _draft_or_case(request: OfficerRequest, pk: UUID) -> Draft | Case:
    try:
        return draft_or_case(request.user, pk)
    except Case.DoesNotExist:
        raise Http404 from None


def _shown(
    request: OfficerRequest, of: Draft | Case, form: FileForm, lines: list[tuple[str, str]], *, may_attach: bool
) -> dict[str, Any]:
    """What the page needs. Looks at the files of a record that stands are recorded."""
    with nominal_of(request.user):
        files = Attachment.objects.visible_to(request.user).of_record(of.pk).select_related("kind", "entered_by")
        found = list(files)
    if found and isinstance(of, Case):
        look_at_files(by=request.user, case=of)
    may_release = authority.posting_that_allows(request.user, Permission.RECORD_RELEASE, of.office) is not None
    return {
        "record": of,
        "is_draft": isinstance(of, Draft),
        "cards": [
            FileCard(file, dict(lines), may_change=may_attach, may_release=may_release and isinstance(of, Case))
            for file in found
        ],
        "form": form,
        "may_attach": may_attach and len(found) < MOST_FILES and not (isinstance(of, Case) and of.status in ENDED),
        "most_bytes": MOST_BYTES,
        "piece": PIECE,
    }


def _begun(request: OfficerRequest, of: Draft | Case, form: FileForm) -> HttpResponse:
    """The answer to a script that told of a file: how much is here, and where to send the rest."""
    if not form.is_valid():
        words = [str(word) for listed in form.errors.values() for word in listed]
        return JsonResponse({"detail": " ".join(words)}, status=422)
    try:
        begun = begin_file(by=request.user, record_id=of.pk, identity=form.cleaned_data["identity"], told=form.told())
    except ValidationError as refusal:
        return JsonResponse({"detail": " ".join(refusal.messages)}, status=422)
    return answer_with(begun)


def _attached(request: OfficerRequest, of: Draft | Case, form: FileForm) -> bool:
    attach = partial(
        attach_whole, by=request.user, record_id=of.pk, identity=form.cleaned_data["identity"], told=form.told()
    )
    try:
        if not done(form, partial(attach, content=form.sent)):
            return False
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        form.add_error(None, _("There is no room left on the server. Nothing was saved; tell your administrator."))
        return False
    messages.success(request, _("The file has arrived. It is being examined."))
    return True
