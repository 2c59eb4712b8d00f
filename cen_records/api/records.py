"""National records: listed, fetched bit by bit, read one by one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.choices import Scope
from accounts.models import Office
from accounts.permissions import Permission
from accounts.querysets.reach import under
from cen_records.access import nominal_of
from cen_records.actions.consultations import look_at_names
from cen_records.api.answers import RECORDS, NamesQuery, RecordEndpoint
from cen_records.api.shapes import FieldsShape, OneRecordShape, RecordShape
from cen_records.choices import Status
from cen_records.models import Case, GoodsLine
from cen_records.reports.documents import document_of
from cen_records.reports.shapes import TABLES, shapes
from cen_records.rules.fields import FIELDS
from face.rest.endpoints import Operation, operation
from face.rest.etags import etag
from face.rest.lists import Listing
from face.rest.shapes import page_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from rest_framework.request import Request
    from rest_framework.response import Response

SAME = ("id", "reference", "status", "level", "version", "seized_on", "door", "submitted_at", "due_at", "updated_at")
NAMED = {
    "administration": "administration__code",
    "office": "office__code",
    "direction": "direction__code",
    "form_profile": "form_profile__code",
}


def written(row: Mapping[str, Any]) -> dict[str, Any]:
    """A record as it is answered in a list, still without its goods."""
    return {name: row[name] for name in SAME} | {name: row[way] for name, way in NAMED.items()} | {"commodities": []}


def version_of(case: Case) -> str:
    """The mark of a record’s present version: of what it says, and of where it stands."""
    return etag("record", case.pk, case.version, case.status, case.updated_at)


def filters(statuses: Sequence[str]) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
    """The allow-list of what lists of records are narrowed by."""
    return {
        "status": serializers.ChoiceField(choices=statuses, required=False),
        "office": serializers.CharField(required=False, max_length=24, help_text=_("The office and those under it.")),
        "seized_from": serializers.DateField(required=False),
        "seized_until": serializers.DateField(required=False, help_text=_("This day included.")),
        "commodity": serializers.CharField(
            required=False, max_length=40, help_text=_("A code of the list `commodity`, or the one above it.")
        ),
        "direction": serializers.CharField(required=False, max_length=40),
    }


def narrowed(found: Any, lines: Any, asked: Mapping[str, Any]) -> Any:
    """The records that the filters leave."""
    plain = {
        "status": "status", "seized_from": "seized_on__gte", "seized_until": "seized_on__lte",
        "direction": "direction__code",
    }  # fmt: skip
    found = found.filter(**{column: asked[name] for name, column in plain.items() if name in asked})
    if "office" in asked:
        office = Office.objects.filter(code=asked["office"]).first()
        found = found.filter(office__in=Office.objects.filter(under(office))) if office else found.none()
    if "commodity" in asked:
        code = asked["commodity"]
        fitting = lines.filter(Q(commodity__code=code) | Q(commodity__parent__code=code) | Q(flow__code=code))
        found = found.filter(pk__in=fitting.values("case_id"))
    return found


def with_goods(items: list[dict[str, Any]], lines: Any) -> None:
    """Add to each record of a page which goods it tells of, in one question."""
    goods: dict[UUID, list[str]] = defaultdict(list)
    told = lines.filter(case__in=[item["id"] for item in items]).order_by("case_id", "number")
    for case, code in told.values_list("case_id", "commodity__code"):
        goods[case].append(code)
    for item in items:
        item["commodities"] = goods[item["id"]]


LISTING = Listing(
    columns=(*SAME, *NAMED.values()),
    write=written,
    orders={
        "seized": ("seized_on", "id"),
        "submitted": ("submitted_at", "id"),
        "reference": ("reference", "id"),
    },
    usual="-seized",
    pulled=True,
)
RecordQuery = LISTING.query("Record", **filters(Status.values))


class Records(RecordEndpoint):
    """The list."""

    @operation(
        Operation(_("Seizure records"), Scope.RECORDS_READ, RECORDS, RecordQuery,
                  answer=page_of(RecordShape, pulled=True))
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Those of the posts and administrations where the caller may read records, the latest first."""
        self.require_anywhere(Permission.RECORD_VIEW)
        found = narrowed(Case.objects.visible_to(self.officer), GoodsLine.objects, self.asked)
        body = LISTING.page(request, self.asked, found)
        with_goods(body["items"], GoodsLine.objects)
        return self.answer(body)


class OneRecordRead(RecordEndpoint):
    """What every address of one record needs."""

    def visible(self, pk: UUID) -> Case:
        """The record. Raises Http404 if there is none that the caller may see."""
        seen = Case.objects.visible_to(self.officer).select_related(*(way.split("__")[0] for way in NAMED.values()))
        return get_object_or_404(seen, pk=pk)

    def told(self, pk: UUID, *, named: bool = False, status: int = 200, location: str = "") -> Response:
        """The record as it stands now."""
        case = self.visible(pk)
        body = {name: getattr(case, name) for name in SAME}
        body |= {name: code.code if (code := getattr(case, name)) else None for name in NAMED}
        body["commodities"] = [line.commodity.code for line in case.lines.select_related("commodity")]
        with nominal_of(self.officer):
            body["document"] = document_of(case, nominal=named)
        return self.answer(body, etag=version_of(case), status=status, location=location)

    def read(self, pk: UUID) -> Response:
        """The record, with names where they are asked for and may be told."""
        case = self.visible(pk)
        named = self.wants_names(case.office)
        if named:
            look_at_names(by=self.officer, case=case)
        return self.told(pk, named=named)


ONE = Operation(
    _("One seizure record"),
    Scope.RECORDS_READ,
    RECORDS,
    NamesQuery,
    answer=OneRecordShape,
    versioned=True,
    details=_("Without names, unless they are asked for with `names=true` and may be told."),
)


class Fields(RecordEndpoint):
    """The table of fields."""

    @operation(
        Operation(
            _("Every field of a record"),
            Scope.RECORDS_READ,
            RECORDS,
            answer=FieldsShape,
            details=_("Its kind, its code list, on which form it is owed, for what it applies, how far it may go."),
        )
    )
    def get(self, request: Request) -> Response:  # noqa: ARG002 - DRF's shape
        """For whoever may read records somewhere; it holds nothing of any record."""
        self.require_anywhere(Permission.RECORD_VIEW)
        items = [_told(part, field) for part, fields in FIELDS.items() for field in fields]
        return self.answer({"items": items})


def _told(part: str, field: Any) -> dict[str, Any]:
    shape = shapes()[part][field.name]
    return {
        "part": part,
        "name": field.name,
        "label": str(TABLES[part]._meta.get_field(field.name).verbose_name),  # type: ignore[union-attr]
        "kind": shape.kind.name,
        "code_list": shape.code_list,
        "longest": shape.most or None,
        "reach": field.reach.name,
        "short": field.short.value,
        "long": field.long.value,
        "modes": sorted(field.modes),
        "goods": sorted(field.goods),
    }
