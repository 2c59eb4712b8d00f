"""Shapes of what is asked, sent and answered, as far as they are the same everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from face.rest.problems import KINDS, Fault, Problem

if TYPE_CHECKING:
    from django.http import QueryDict

LARGEST = 200
USUAL = 100


class Strict(serializers.Serializer[Any]):
    """Takes the fields that it names and refuses all others."""

    def to_internal_value(self, data: Any) -> Any:
        """Raises ValidationError that names each field which is not known."""
        if isinstance(data, dict):
            unknown = {name: [_("There is no such field.")] for name in data if name not in self.fields}
            if unknown:
                raise serializers.ValidationError(unknown, code="unknown")
        return super().to_internal_value(data)


class Body(Strict):
    """What is sent to change something."""


class Query(Strict):
    """The parameters of an address."""

    @classmethod
    def read(cls, given: QueryDict) -> dict[str, Any]:
        """Their values. Raises Problem that names each parameter which does not fit."""
        faults = [Fault(_("It is given twice."), "twice", name) for name in given if len(given.getlist(name)) > 1]
        query = cls(data=given.dict())
        if not query.is_valid():
            faults += [
                Fault(str(word), str(getattr(word, "code", "invalid")), name)
                for name, words in query.errors.items()
                for word in words
            ]
        if faults:
            raise Problem("bad-parameter", errors=faults)
        return dict(query.validated_data)


class NoQuery(Query):
    """For an address that takes no parameters."""


class PageQuery(Query):
    """What every list can be asked."""

    cursor = serializers.CharField(required=False, help_text=_("The place to go on from: copy `next` instead."))
    limit = serializers.IntegerField(
        required=False, default=USUAL, min_value=1, max_value=LARGEST, help_text=_("How many at once.")
    )
    count = serializers.BooleanField(required=False, default=False, help_text=_("Also count, up to a thousand."))


class PullQuery(PageQuery):
    """What a list can be asked that can be fetched bit by bit."""

    updated_since = serializers.CharField(
        required=False,
        max_length=80,
        help_text=_("Only what has changed since: the `watermark` of an earlier answer, or a time."),
    )


class CountShape(serializers.Serializer[Any]):
    """How many there are, as far as they were counted."""

    value = serializers.IntegerField()
    exact = serializers.BooleanField(help_text=_("False: there are more than this."))


class FaultShape(serializers.Serializer[Any]):
    """One thing that is wrong."""

    field = serializers.CharField(allow_blank=True)
    message = serializers.CharField()
    code = serializers.CharField()


class FindingShape(serializers.Serializer[Any]):
    """One thing that a rule found in a document."""

    path = serializers.CharField(allow_blank=True, help_text=_("The way to the field: `lines.{id}.quantity`."))
    code = serializers.CharField()
    level = serializers.CharField(help_text=_("BLOCKS, ANSWER (put right, or explained) or INFORMATION."))
    message = serializers.CharField()


class ConflictShape(serializers.Serializer[Any]):
    """A field that two wrote, each in another way. A value is what documents hold; null: nothing, or not shown."""

    path = serializers.CharField()
    base = serializers.JSONField(allow_null=True, help_text=_("What stood there before."))
    theirs = serializers.JSONField(allow_null=True, help_text=_("What stands there now."))
    mine = serializers.JSONField(allow_null=True, help_text=_("What you sent."))


class ProblemShape(serializers.Serializer[Any]):
    """What went wrong (RFC 9457)."""

    type = serializers.ChoiceField(choices=[(kind.uri, kind.name) for kind in KINDS.values()])
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = FaultShape(many=True, required=False)  # type: ignore[assignment]
    findings = FindingShape(many=True, required=False)
    conflicts = ConflictShape(many=True, required=False)
    request_id = serializers.CharField(required=False)


def page_of(shape: type[serializers.Serializer[Any]], *, pulled: bool = False) -> type[serializers.Serializer[Any]]:
    """The shape of one page of a list."""
    name = f"{shape.__name__.removesuffix('Shape')}PageShape"
    fields: dict[str, Any] = {
        "items": shape(many=True),
        "next": serializers.CharField(allow_null=True, help_text=_("The address of the next page; null on the last.")),
        "count": CountShape(required=False),
    }
    if pulled:
        fields["watermark"] = serializers.CharField(
            required=False, help_text=_("Everything up to here is in this list: give it as `updated_since` next time.")
        )
    return type(name, (serializers.Serializer,), {"__doc__": "One page of a list.", **fields})


class Labels(serializers.Serializer[Any]):
    """What something is called in the three languages."""

    fr = serializers.CharField(allow_blank=True)
    en = serializers.CharField(allow_blank=True)
    pt = serializers.CharField(allow_blank=True)
