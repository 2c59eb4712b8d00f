"""The code lists themselves, and the editions that made them what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from face.rest.endpoints import Endpoint, Operation, operation
from face.rest.etags import etag
from face.rest.lists import Listing
from face.rest.shapes import Labels, page_of
from reference.api.codes import GROUP, READ
from reference.models import CodeList
from reference.presenters import GROUPS

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response


class CodeListShape(serializers.Serializer[Any]):
    """One list of codes, and the number of its edition in force: what has another number has changed."""

    code = serializers.CharField()
    group = serializers.ChoiceField(choices=list(GROUPS))
    names = Labels()
    purposes = Labels()
    size = serializers.IntegerField(help_text=_("Codes in use when the edition in force began."))
    edition = serializers.IntegerField(allow_null=True)
    edition_name = serializers.CharField(allow_null=True)
    in_force_since = serializers.DateField(allow_null=True)


COLUMNS = ("pk", "group", "names", "purposes", "size", "edition__number", "edition__name", "edition__from_on")


def written(row: dict[str, Any]) -> dict[str, Any]:
    """A list as it is answered."""
    nothing = {"fr": "", "en": "", "pt": ""}
    return {
        "code": row["pk"],
        "group": row["group"],
        "names": nothing | row["names"],
        "purposes": nothing | row["purposes"],
        "size": row["size"],
        "edition": row["edition__number"],
        "edition_name": row["edition__name"],
        "in_force_since": row["edition__from_on"],
    }


LISTING = Listing(columns=COLUMNS, write=written, orders={"code": ("pk",), "group": ("group", "position", "pk")})
CodeListQuery = LISTING.query("CodeList", group=serializers.ChoiceField(choices=list(GROUPS), required=False))


class CodeLists(Endpoint):
    """All of them."""

    @operation(Operation(_("All code lists"), READ, GROUP, CodeListQuery, answer=page_of(CodeListShape)))
    def get(self, request: Request) -> Response:
        """For everybody with a posting."""
        found = CodeList.objects.all()
        if "group" in self.asked:
            found = found.filter(group=self.asked["group"])
        return self.answer(LISTING.page(request, self.asked, found))


class OneCodeList(Endpoint):
    """One of them."""

    @operation(Operation(_("One code list"), READ, GROUP, answer=CodeListShape, versioned=True))
    def get(self, request: Request, code: str) -> Response:  # noqa: ARG002 - DRF's shape
        """By its code."""
        row = get_object_or_404(CodeList.objects.values(*COLUMNS), pk=code)
        return self.answer(written(row), etag=etag("list", code, row["edition__number"]))
