"""Background runs: to follow, stop, try again, and to take what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.actions.runs import cancel_run, may_take_result, retry_run, start_rehearsal, take_result
from accounts.api.callers import OfficerEndpoint
from accounts.choices import Scope
from accounts.querysets.runs import runs_visible_to
from audit.actions.runs import title_of
from audit.choices import RehearsedTrouble, RunQueue, RunState
from audit.models import Run
from face.rest.endpoints import Operation, operation
from face.rest.etags import etag, require_match
from face.rest.lists import Listing
from face.rest.shapes import Body, page_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from rest_framework.request import Request
    from rest_framework.response import Response

GROUP = "runs"


class RunShape(serializers.Serializer[Any]):
    """One job that is done beside the request."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    title = serializers.CharField()
    queue = serializers.ChoiceField(choices=RunQueue.values)
    state = serializers.ChoiceField(choices=RunState.values)
    done = serializers.IntegerField()
    total = serializers.IntegerField(allow_null=True)
    progress = serializers.CharField(allow_blank=True)
    outcome = serializers.CharField(allow_blank=True)
    reference = serializers.CharField(allow_blank=True, help_text=_("Of an error: tell it to the administrator."))
    by_name = serializers.CharField()
    office = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    file_name = serializers.CharField(allow_blank=True)
    file_size = serializers.IntegerField(allow_null=True)
    file_sha256 = serializers.CharField(allow_blank=True)
    file_removed_at = serializers.DateTimeField(allow_null=True)


class RehearsalBody(Body):
    """A run that only counts, to see the machinery work. `id` is yours: sent twice, it is one run."""

    id = serializers.UUIDField()
    queue = serializers.ChoiceField(choices=RunQueue.values, default=RunQueue.QUICK)
    steps = serializers.IntegerField(min_value=1, max_value=500)
    seconds = serializers.FloatField(min_value=0, max_value=5, default=0)
    trouble = serializers.ChoiceField(choices=RehearsedTrouble.values, default=RehearsedTrouble.NONE)


_SAME = (
    "kind", "queue", "state", "done", "total", "reference", "by_name", "created_at", "started_at", "finished_at",
    "file_name", "file_size", "file_sha256", "file_removed_at",
)  # fmt: skip
COLUMNS = (*_SAME, "id", "word", "word_values", "outcome", "outcome_values", "office_code")


def written(row: dict[str, Any]) -> dict[str, Any]:
    """A run as it is answered."""
    run = Run(**{name: row[name] for name in COLUMNS})
    return {
        "id": row["id"],
        "title": title_of(run.kind),
        "progress": run.progress_sentence,
        "outcome": run.outcome_sentence,
        "office": run.office_code,
        **{name: row[name] for name in _SAME},
    }


def version_of(run: Run) -> str:
    """The mark of a run’s state; how far it has got does not change it."""
    return etag("run", run.pk, run.state, run.attempt, run.cancel_asked_at)


LISTING = Listing(columns=COLUMNS, write=written, orders={"created": ("created_at", "id")}, usual="-created")
RunQuery = LISTING.query(
    "Run",
    state=serializers.ChoiceField(choices=RunState.values, required=False),
    kind=serializers.CharField(required=False, max_length=80),
    mine=serializers.BooleanField(required=False, default=False, help_text=_("Only what the caller asked for.")),
)


class RunEndpoint(OfficerEndpoint):
    """What every address of one run needs."""

    def visible(self, pk: UUID) -> Run:
        """The run. Raises Http404 if there is none that the caller may see."""
        return get_object_or_404(runs_visible_to(self.officer), pk=pk)

    def told(self, run: Run, *, status: int = 200) -> Response:
        """The run as it stands now."""
        now = Run.objects.get(pk=run.pk)
        body = written({name: getattr(now, name) for name in COLUMNS})
        location = reverse("api:run", args=[run.pk]) if status == 201 else ""
        return self.answer(body, etag=version_of(now), status=status, location=location)

    def changed(self, request: Request, pk: UUID, act: Any) -> Response:
        """Do it with the version that the caller has seen. Raises Problem."""
        with transaction.atomic():
            run = self.visible(pk)
            require_match(request, version_of(Run.objects.select_for_update().get(pk=run.pk)))
            act(by=self.officer, run=run)
        return self.told(run)


class Runs(RunEndpoint):
    """The list."""

    @operation(Operation(_("Background runs"), Scope.RUNS_READ, GROUP, RunQuery, answer=page_of(RunShape)))
    def get(self, request: Request) -> Response:
        """The caller’s own, and those at offices where they look after runs, the latest first."""
        found = runs_visible_to(self.officer)
        for parameter in ("state", "kind"):
            if parameter in self.asked:
                found = found.filter((parameter, self.asked[parameter]))
        if self.asked["mine"]:
            found = found.filter(by_id=self.officer.pk)
        return self.answer(LISTING.page(request, self.asked, found))

    @operation(
        Operation(
            _("Start a rehearsal"),
            Scope.RUNS_WRITE,
            GROUP,
            body=RehearsalBody,
            answer=RunShape,
            status=201,
            examples={"request": {"id": "7f6c1f36-3f0f-4a4e-9a5b-6f3c2f4f3d11", "steps": 20, "seconds": 0.5}},
        )
    )
    def post(self, request: Request) -> Response:  # noqa: ARG002 - DRF's shape
        """For whoever looks after runs."""
        sent = dict(self.sent)
        run = start_rehearsal(by=self.officer, run_id=sent.pop("id"), **sent)
        return self.told(run, status=201)


class OneRun(RunEndpoint):
    """One of them."""

    @operation(Operation(_("One background run"), Scope.RUNS_READ, GROUP, answer=RunShape, versioned=True))
    def get(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's shape
        """By its identity."""
        return self.told(self.visible(pk))


class RunCancel(RunEndpoint):
    """Stopping."""

    @operation(Operation(_("Stop a run"), Scope.RUNS_WRITE, GROUP, answer=RunShape, changes=True))
    def post(self, request: Request, pk: UUID) -> Response:
        """One’s own, or at an office where one looks after runs."""
        return self.changed(request, pk, cancel_run)


class RunRetry(RunEndpoint):
    """Trying again."""

    @operation(
        Operation(_("Try a failed or stopped run again"), Scope.RUNS_WRITE, GROUP, answer=RunShape, changes=True)
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """One’s own, or at an office where one looks after runs."""
        return self.changed(request, pk, retry_run)


class RunResult(RunEndpoint):
    """The file that came of a run."""

    @operation(Operation(_("The file that came of a run"), Scope.RUNS_READ, GROUP, gives="application/octet-stream"))
    def get(self, request: Request, pk: UUID) -> StreamingHttpResponse:  # noqa: ARG002 - DRF's shape
        """That it was taken goes on record."""
        run = self.visible(pk)
        if run.state != RunState.DONE or not run.file_path or not default_storage.exists(run.file_path):
            raise Http404
        if not may_take_result(self.officer, run):
            raise Http404
        take_result(by=self.officer, run=run)
        answer = StreamingHttpResponse(_pieces(run.file_path), content_type="application/octet-stream")
        answer["Content-Disposition"] = str(content_disposition_header(True, run.file_name))  # noqa: FBT003
        answer["Content-Length"] = str(run.file_size)
        return answer


def _pieces(path: str) -> Iterator[bytes]:
    with default_storage.open(path) as file:
        yield from file.chunks()
