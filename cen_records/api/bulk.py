"""Many records at once, as a background run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.api.runs import COLUMNS, RunShape, written
from accounts.choices import Scope
from audit.models import Run
from cen_records.actions.batches import send_batch
from cen_records.api.answers import RECORDS, RecordEndpoint
from cen_records.api.shapes import EXAMPLE
from face.rest.endpoints import Operation, operation
from face.rest.shapes import Body, Strict

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

MOST = 1_000


class BulkItem(Strict):
    """One record and its identity."""

    id = serializers.UUIDField()
    document = serializers.DictField(child=serializers.JSONField(allow_null=True))


class BulkBody(Body):
    """Up to a thousand records. `id` is yours: sent twice, it is one run."""

    id = serializers.UUIDField()
    records: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=BulkItem(), min_length=1, max_length=MOST
    )


class BulkRecords(RecordEndpoint):
    """Sending many."""

    @operation(
        Operation(
            _("Send many seizure records"),
            Scope.RECORDS_WRITE,
            RECORDS,
            body=BulkBody,
            answer=RunShape,
            status=201,
            details=_(
                "Each is taken as if it were sent by itself, exactly once; none is corrected. The file of the run tells"
                " of each: `accepted`, `same` or `refused`, with `code` and `findings`. Follow it at `/runs/{id}`."
            ),
            examples={
                "request": {
                    "id": "0b7c1f0e-6a63-4d0e-9d6c-5d1f3f1c9b01",
                    "records": [{"id": "0b7c1f0e-6a63-4d0e-9d6c-5d1f3f1c9b02", "document": EXAMPLE}],
                }
            },
        )
    )
    def post(self, request: Request) -> Response:  # noqa: ARG002 - DRF's shape
        """For whoever enters records."""
        documents = [{"id": str(one["id"]), "document": one["document"]} for one in self.sent["records"]]
        run = send_batch(by=self.officer, batch_id=self.sent["id"], documents=documents)
        now = Run.objects.get(pk=run.pk)
        body = written({name: getattr(now, name) for name in COLUMNS})
        return self.answer(body, status=201, location=reverse("api:run", args=[run.pk]))
