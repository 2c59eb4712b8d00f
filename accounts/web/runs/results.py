"""The file that came of a run, as a download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.actions.runs import take_result
from accounts.querysets.runs import runs_visible_to
from accounts.web.runs.cards import RunCard
from accounts.web.runs.lists import show_run
from audit.choices import RunState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from django.http.response import HttpResponseBase

    from accounts.web.people.pages import OfficerRequest


@require_safe
def run_result(request: OfficerRequest, pk: UUID) -> HttpResponseBase:
    """The file. For whoever asked for the run; and, unless it is confidential, whoever looks after runs there.

    Where it is gone, the run's page says so (410).
    """
    found = get_object_or_404(runs_visible_to(request.user).filter(state=RunState.DONE).exclude(file_path=""), pk=pk)
    card = RunCard(found, request.user)
    if card.has_result and not card.result_is_there:
        return show_run(request, found, status=410)
    take_result(by=request.user, run=found)
    answer = StreamingHttpResponse(_pieces(found.file_path), content_type=found.file_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.file_name)
    answer["Content-Length"] = str(found.file_size)
    return answer


def _pieces(path: str) -> Iterator[bytes]:
    """The file piece by piece. It is opened when the first one is asked for, and always closed."""
    with default_storage.open(path) as file:
        yield from file.chunks()
