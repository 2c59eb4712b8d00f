"""What was released: the projection, and nothing of the national record behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts.choices import Scope
from accounts.permissions import Permission
from cen_records.api.answers import RELEASED, RecordEndpoint
from cen_records.api.records import filters, narrowed, with_goods
from cen_records.api.shapes import OneReleasedShape, ReleasedShape
from cen_records.choices import Status
from cen_records.models import ReleasedCase, ReleasedLine
from cen_records.reports.documents import released_document_of
from face.rest.endpoints import Operation, operation
from face.rest.etags import etag
from face.rest.lists import Listing
from face.rest.shapes import page_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from rest_framework.request import Request
    from rest_framework.response import Response

ABROAD = (Status.RELEASED.value, Status.QUERIED.value, Status.VALIDATED.value)
SAME = ("id", "reference", "status", "version", "seized_on", "released_at", "validated_at", "updated_at")
NAMED = {
    "country": "country_code",
    "administration": "administration__code",
    "office": "office__code",
    "direction": "direction__code",
}


def written(row: Mapping[str, Any]) -> dict[str, Any]:
    """A released record as it is answered in a list, still without its goods."""
    return {name: row[name] for name in SAME} | {name: row[way] for name, way in NAMED.items()} | {"commodities": []}


def version_of(released: ReleasedCase) -> str:
    """The mark of its present version."""
    return etag("released", released.pk, released.version, released.status, released.updated_at)


LISTING = Listing(
    columns=(*SAME, *NAMED.values()),
    write=written,
    orders={"seized": ("seized_on", "id"), "released": ("released_at", "id"), "reference": ("reference", "id")},
    usual="-seized",
    pulled=True,
)
ReleasedQuery = LISTING.query("Released", **filters(ABROAD))


class AllReleased(RecordEndpoint):
    """The list."""

    @operation(
        Operation(_("Released records"), Scope.RELEASED_READ, RELEASED, ReleasedQuery,
                  answer=page_of(ReleasedShape, pulled=True),
                  details=_("What was withdrawn does not come any more: fetch everything now and then."))
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Those of the administrations that share a RILO with where the caller reads them, the latest first."""
        self.require_anywhere(Permission.RELEASED_VIEW)
        found = narrowed(ReleasedCase.objects.visible_to(self.officer), ReleasedLine.objects, self.asked)
        body = LISTING.page(request, self.asked, found)
        with_goods(body["items"], ReleasedLine.objects)
        return self.answer(body)


class ReleasedEndpoint(RecordEndpoint):
    """What every address of one released record needs."""

    def visible(self, pk: UUID) -> ReleasedCase:
        """The released record. Raises Http404 if there is none that the caller may see."""
        seen = ReleasedCase.objects.visible_to(self.officer).select_related("administration", "office", "direction")
        return get_object_or_404(seen, pk=pk)

    def told(self, pk: UUID) -> Response:
        """The released record as it stands now."""
        released = self.visible(pk)
        body: dict[str, Any] = {name: getattr(released, name) for name in SAME}
        body |= {
            "country": released.country_code,
            "administration": released.administration.code,
            "office": released.office.code,
            "direction": released.direction.code if released.direction else None,
            "commodities": [line.commodity.code for line in released.lines.select_related("commodity")],
            "document": released_document_of(released),
        }
        return self.answer(body, etag=version_of(released))


class OneReleased(ReleasedEndpoint):
    """One of them."""

    @operation(
        Operation(_("One released record"), Scope.RELEASED_READ, RELEASED, answer=OneReleasedShape, versioned=True)
    )
    def get(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's shape
        """By its identity: what left the country, and no more."""
        return self.told(pk)
