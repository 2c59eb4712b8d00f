"""Records as they are sent and answered."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from cen_records.choices import Door, Level, Status
from cen_records.rules.document.paths import SCHEMA
from face.rest.shapes import Body

ROW = "0b7c1f0e-6a63-4d0e-9d6c-5d1f3f1c9a01"
EXAMPLE: dict[str, Any] = {
    "schema": 1,
    "case": {
        "form_profile": "SHORT", "office": "SN-DKR", "seized_on": "2026-11-20", "direction": "IMPORT",
        "location_type": "SEAPORT", "detection_method": "RISK_PROFILING", "ecommerce": {"is": "UNKNOWN"},
    },
    "lines": [{"id": ROW, "commodity": "COCAINE_HCL", "quantity": "12.5", "unit": "KG"}],
    "conveyances": [{"id": "0b7c1f0e-6a63-4d0e-9d6c-5d1f3f1c9a02", "mode": "VESSEL"}],
    "concealments": [{"id": "0b7c1f0e-6a63-4d0e-9d6c-5d1f3f1c9a03", "where": "IN_FREIGHT"}],
}  # fmt: skip


def _texts(words: Any) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(), help_text=words)


def _rows(words: Any) -> serializers.ListField:
    return serializers.ListField(
        child=serializers.DictField(child=serializers.JSONField(allow_null=True)), required=False, help_text=words
    )


class DocumentFields(serializers.Serializer[Any]):
    """The parts of a document. A value is text as typed, a list of texts, or `{"is": "UNKNOWN"}`."""

    schema = serializers.IntegerField(min_value=SCHEMA, max_value=SCHEMA, required=False)
    case = serializers.DictField(child=serializers.JSONField(allow_null=True), required=False)
    lines = _rows(_("The goods, one row for each commodity."))
    conveyances = _rows(_("The means of transport; `identity` holds plates and the like."))
    containers = _rows(_("Containers, with their seals."))
    legs = _rows(_("The route: departure, transit, destination."))
    concealments = _rows(_("Where the goods were hidden."))
    persons = _rows(_("Persons; `identity` holds their names."))
    companies = _rows(_("Companies; `identity` holds their names."))
    external_references = _rows(_("Numbers of the case in other systems."))
    answers = serializers.DictField(
        child=serializers.CharField(allow_blank=True),
        required=False,
        help_text=_("Reasons given to findings of the level ANSWER, by code and path: `{code}|{path}`."),
    )


class DocumentShape(DocumentFields):
    """A document as it is answered."""


class DocumentBody(DocumentFields, Body):
    """A record as a document. Each row has an `id`, a UUID of yours. `/records/fields` tells of every field."""


class RecordShape(serializers.Serializer[Any]):
    """A record in a list."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    status = serializers.ChoiceField(choices=Status.values)
    level = serializers.ChoiceField(choices=Level.values)
    version = serializers.IntegerField()
    administration = serializers.CharField()
    office = serializers.CharField()
    seized_on = serializers.DateField()
    direction = serializers.CharField(allow_null=True)
    form_profile = serializers.CharField(allow_null=True)
    commodities = serializers.ListField(child=serializers.CharField())
    door = serializers.ChoiceField(choices=Door.values)
    submitted_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField()


class OneRecordShape(RecordShape):
    """A record with all that it says."""

    document = DocumentShape()


class ReleasedShape(serializers.Serializer[Any]):
    """A released record in a list."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    status = serializers.ChoiceField(choices=Status.values)
    version = serializers.IntegerField()
    country = serializers.CharField()
    administration = serializers.CharField()
    office = serializers.CharField()
    seized_on = serializers.DateField()
    direction = serializers.CharField(allow_null=True)
    commodities = serializers.ListField(child=serializers.CharField())
    released_at = serializers.DateTimeField()
    validated_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField()


class OneReleasedShape(ReleasedShape):
    """A released record with all that left the country."""

    document = DocumentShape()


class FieldShape(serializers.Serializer[Any]):
    """One field of a document."""

    part = serializers.CharField(help_text=_("`case`, `lines`, `persons.identity`…"))
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    kind = serializers.CharField(help_text=_("CODE, CODES, DAY, NUMBER, LINE, WORDS…"))
    code_list = serializers.CharField(allow_blank=True)
    longest = serializers.IntegerField(allow_null=True)
    reach = serializers.CharField(help_text=_("How far it may go: NOMINAL, NATIONAL, REGIONAL or GLOBAL."))
    short = serializers.CharField(
        help_text=_("On the short form: `M` must be filled, `C` where it applies, `O` may be, `-` is not there.")
    )
    long = serializers.CharField(help_text=_("On the long form."))
    modes = _texts(_("Means of transport for which it applies; none: all."))
    goods = _texts(_("Commodities for which it applies; none: all."))


class FieldsShape(serializers.Serializer[Any]):
    """The table of all fields."""

    items = FieldShape(many=True)
