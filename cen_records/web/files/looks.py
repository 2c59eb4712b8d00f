"""Pictures to be seen and originals to be taken out, each by whoever may, and on record."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cen_records.access import nominal_of
from cen_records.actions.picture_sharing import look_at_file, look_at_files, take_original
from cen_records.models import Attachment, Case, ReleasedAttachment
from cen_records.rules.pictures import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http.response import HttpResponseBase

    from cen_records.web.pages import OfficerRequest

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_safe
def file_picture(request: OfficerRequest, pk: UUID) -> HttpResponseBase:
    """The picture, drawn anew. For whoever sees the file."""
    found = _served(request, pk)
    look_at_file(by=request.user, attachment=found)
    return _jpeg(found.picture_path)


@require_safe
def file_thumbnail(request: OfficerRequest, pk: UUID) -> HttpResponseBase:
    """The picture in small. For whoever sees the file; that the files of the record were looked at is on record."""
    found = _served(request, pk)
    case = Case.objects.filter(pk=found.record_id).select_related("office").first()
    if case is not None:
        look_at_files(by=request.user, case=case)
    return _jpeg(found.thumbnail_path)


@require_safe
def file_original(request: OfficerRequest, pk: UUID) -> HttpResponseBase:
    """The file as it came, as a download that no browser opens. For whoever sees the file; each time on record."""
    found = _served(request, pk)
    answer = _safe(found.path, "application/octet-stream")
    take_original(by=request.user, attachment=found)
    name = f"{str(found.pk)[-12:]}.{SUFFIXES[found.media_type]}"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


@require_safe
def released_picture(request: OfficerRequest, pk: UUID) -> HttpResponseBase:
    """A picture that left with its record. For whoever reads the released record."""
    return _jpeg(get_object_or_404(ReleasedAttachment.objects.visible_to(request.user), pk=pk).picture_path)


@require_safe
def released_thumbnail(request: OfficerRequest, pk: UUID) -> HttpResponseBase:
    """The same in small."""
    return _jpeg(get_object_or_404(ReleasedAttachment.objects.visible_to(request.user), pk=pk).thumbnail_path)


def _served(request: OfficerRequest, pk: UUID) -> Attachment:
    """The file, if the reader may see it and it may be served. Raises Http404."""
    with nominal_of(request.user):
        seen = Attachment.objects.visible_to(request.user).to_be_served().select_related("office", "administration")
        found: Attachment = get_object_or_404(seen, pk=pk)
    return found


def _jpeg(path: str) -> HttpResponseBase:
    return _safe(path, "image/jpeg")


def _safe(path: str, content_type: str) -> HttpResponseBase:
    """A file of the store. Whatever it holds, it runs nothing and reaches nothing, even where a browser shows it.

    Raises Http404 where it is gone.
    """
    if not path or not default_storage.exists(path):
        raise Http404
    answer = StreamingHttpResponse(_pieces(path), content_type=content_type)
    answer["Content-Length"] = str(default_storage.size(path))
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _pieces(path: str) -> Iterator[bytes]:
    """The file piece by piece. It is opened when the first one is asked for, and always closed."""
    with default_storage.open(path) as file:
        yield from file.chunks()
