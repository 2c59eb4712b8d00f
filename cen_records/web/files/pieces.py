"""A file that comes in pieces: how much is here, and the next piece. For scripts and programs; answers in JSON."""

from __future__ import annotations

import errno
import re
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cen_records.access import nominal_of
from cen_records.actions.attachments import receive_piece
from cen_records.actions.file_errors import WrongPlace
from cen_records.choices import FileFault, Progress
from cen_records.models import Attachment

if TYPE_CHECKING:
    from cen_records.web.pages import OfficerRequest

PIECE = 262_144  # bytes that the browser sends at once: half a minute on a very weak link
LARGEST_PIECE = 2_000_000
RANGE = re.compile(r"bytes (\d{1,9})-(\d{1,9})/(\d{1,9})", re.ASCII)
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@require_http_methods(["GET", "HEAD", "PUT"])
def file(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """GET: how far a file is. For whoever sees it. PUT: its next piece, with Content-Range. For who began it."""
    if request.method == "PUT":
        return _received(request, pk)
    return answer_with(_seen(request, pk))


def answer_with(found: Attachment, status: int = 200, words: str = "") -> JsonResponse:
    """How far a file is, in words too."""
    said = words or (FileFault(found.fault).label if found.fault else Progress(found.progress).label)
    return JsonResponse(
        {
            "address": reverse("cen_records:file", args=[found.pk]),
            "received": found.received,
            "size": found.size,
            "progress": found.progress,
            "detail": str(said),
        },
        status=status,
    )


def _seen(request: OfficerRequest, pk: UUID) -> Attachment:
    with nominal_of(request.user):
        found: Attachment = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    return found


def _received(request: OfficerRequest, pk: UUID) -> HttpResponse:
    told = RANGE.fullmatch(request.headers.get("Content-Range", ""))
    offset, last, size = (int(number) for number in told.groups()) if told else (0, -1, 0)
    if last < offset or last >= size or last - offset >= LARGEST_PIECE:
        return JsonResponse(
            {"detail": _("Say with Content-Range which part of the file comes, at most 2 MB.")}, status=416
        )
    try:
        content = request.body
    except (UnreadablePostError, RawPostDataException):
        content = b""
    if len(content) != last - offset + 1:
        return answer_with(_seen(request, pk), 400, _("This part of the file was cut off on its way."))
    return _taken(request, pk, offset, content)


def _taken(request: OfficerRequest, pk: UUID, offset: int, content: bytes) -> HttpResponse:
    try:
        found = receive_piece(by=request.user, identity=pk, offset=offset, content=content)
    except Attachment.DoesNotExist:
        raise Http404 from None
    except WrongPlace as refusal:
        return answer_with(_seen(request, pk), 409, " ".join(refusal.messages))
    except ValidationError as refusal:
        return JsonResponse({"detail": " ".join(refusal.messages)}, status=422)
    except OSError as error:
        if error.errno not in FULL:
            raise
        full = _("There is no room left on the server. What has arrived is kept; try again later.")
        return answer_with(_seen(request, pk), 507, full)
    if found.progress == Progress.ARRIVING and found.received == 0:
        return answer_with(found, 409, _("The file did not arrive whole. It has to be sent again."))
    return answer_with(found)
