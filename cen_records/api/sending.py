"""One record: read, or sent whole. Sent twice it is one; sent otherwise it is a correction, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Scope
from cen_records.actions.receiving import receive_record
from cen_records.api.answers import RECORDS, told
from cen_records.api.records import ONE, OneRecordRead, version_of
from cen_records.api.shapes import EXAMPLE, DocumentBody, OneRecordShape
from cen_records.models import Case
from face.rest.endpoints import Operation, operation
from face.rest.etags import require_match

if TYPE_CHECKING:
    from uuid import UUID

    from rest_framework.request import Request
    from rest_framework.response import Response


class OneRecord(OneRecordRead):
    """One of them."""

    @operation(ONE)
    def get(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's shape
        """By its identity."""
        return self.read(pk)

    @operation(
        Operation(
            _("Send a seizure record"),
            Scope.RECORDS_WRITE,
            RECORDS,
            body=DocumentBody,
            answer=OneRecordShape,
            may_change=True,
            status_of_new=201,
            details=_(
                "The identity is a UUID of yours. 201: it was not there; 200: the same document was sent before, or a"
                " record that was returned or released has been corrected, for which `If-Match` says which version was"
                " read. 409: it stands where it cannot be corrected, a draft of it is open, or the identity is"
                " somebody else’s. 422: `findings` tell what stands against it at which field, and nothing is kept,"
                " no draft either. A correction without `identity` in a row keeps the names there; an empty one"
                " removes them."
            ),
            examples={"request": EXAMPLE},
        )
    )
    def put(self, request: Request, pk: UUID) -> Response:
        """For whoever enters records at the office that the document names."""

        def agreed(case: Case) -> None:
            require_match(request, version_of(case))

        is_there = Case.objects.visible_to(self.officer).filter(pk=pk).exists()  # then names may have been kept
        with told(named=not is_there), transaction.atomic():
            received = receive_record(by=self.officer, identity=pk, sent=self.sent, agreed=agreed)
        location = reverse("api:record", args=[pk])
        return self.told(pk, status=201, location=location) if received.is_new else self.told(pk)
