"""Offices: the tree, and which administration belongs to which RILO."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.api.callers import OfficerEndpoint
from accounts.choices import OfficeKind, PostSetting, Scope
from accounts.models import Office, RiloMembership
from accounts.permissions import Permission
from face.rest.endpoints import Operation, operation
from face.rest.etags import etag
from face.rest.lists import Listing
from face.rest.shapes import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from rest_framework.request import Request
    from rest_framework.response import Response

GROUP = "offices"


class MembershipShape(serializers.Serializer[Any]):
    """That an administration is served by a RILO, from one day to another."""

    rilo = serializers.CharField()
    administration = serializers.CharField()
    from_on = serializers.DateField()
    until_on = serializers.DateField(allow_null=True)


class OfficeShape(serializers.Serializer[Any]):
    """An office. `parent` is the office above it; an administration hangs under its RILO by membership."""

    code = serializers.CharField()
    kind = serializers.ChoiceField(choices=OfficeKind.values)
    name = serializers.CharField(help_text=_("As the office writes it."))
    names = serializers.DictField(child=serializers.CharField(), help_text=_("In other languages."))
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    administration = serializers.CharField(allow_null=True)
    country = serializers.CharField(allow_blank=True)
    setting = serializers.CharField(allow_blank=True)
    place = serializers.CharField(allow_blank=True, help_text=_("Its UN/LOCODE."))
    latitude = serializers.CharField(allow_null=True)
    longitude = serializers.CharField(allow_null=True)
    time_zone = serializers.CharField()
    language = serializers.CharField()
    closed_on = serializers.DateField(allow_null=True)
    updated_at = serializers.DateTimeField()


class OneOfficeShape(OfficeShape):
    """An office with its memberships, past and present."""

    memberships = MembershipShape(many=True)


COLUMNS = (
    "code", "kind", "name", "names", "parent__code", "administration__code", "country_code", "setting", "unlocode",
    "latitude", "longitude", "time_zone", "language", "closed_on", "updated_at",
)  # fmt: skip


def written(row: dict[str, Any]) -> dict[str, Any]:
    """An office as it is answered."""
    return {
        "code": row["code"],
        "kind": row["kind"],
        "name": row["name"],
        "names": row["names"],
        "parent": row["parent__code"],
        "administration": row["administration__code"],
        "country": row["country_code"],
        "setting": row["setting"],
        "place": row["unlocode"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "time_zone": row["time_zone"],
        "language": row["language"],
        "closed_on": row["closed_on"],
        "updated_at": row["updated_at"],
    }


LISTING = Listing(
    columns=COLUMNS,
    write=written,
    orders={"code": ("code",), "country": ("country_code", "code"), "kind": ("kind", "code")},
    pulled=True,
)
OfficeQuery = LISTING.query(
    "Office",
    q=serializers.CharField(required=False, max_length=80, help_text=_("Words of the name, or the code.")),
    kind=serializers.ChoiceField(choices=OfficeKind.values, required=False),
    country=serializers.RegexField("^[A-Z]{2}$", required=False, help_text=_("Two capital letters.")),
    setting=serializers.ChoiceField(choices=PostSetting.values, required=False),
    closed=serializers.BooleanField(required=False, default=True, help_text=_("False leaves out closed offices.")),
)


class Offices(OfficerEndpoint):
    """The list."""

    @operation(
        Operation(_("Offices that the caller may see"), Scope.OFFICES_READ, GROUP, OfficeQuery,
                  answer=page_of(OfficeShape, pulled=True))
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Narrowed by what is asked."""
        self.require_anywhere(Permission.OFFICE_VIEW)
        found = Office.objects.reached_by(self.officer, Permission.OFFICE_VIEW)
        if words := self.asked.get("q"):
            found = found.called(words)
        for parameter, column in (("kind", "kind"), ("country", "country_code"), ("setting", "setting")):
            if parameter in self.asked:
                found = found.filter(**{column: self.asked[parameter]})
        if not self.asked["closed"]:
            found = found.open()
        return self.answer(LISTING.page(request, self.asked, found))


class OneOffice(OfficerEndpoint):
    """One of them."""

    @operation(
        Operation(_("One office with its memberships"), Scope.OFFICES_READ, GROUP, answer=OneOfficeShape,
                  versioned=True)
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:  # noqa: ARG002 - DRF's shape
        """By its code."""
        seen = Office.objects.reached_by(self.officer, Permission.OFFICE_VIEW)
        row = get_object_or_404(seen.values("pk", *COLUMNS), code=code)
        related = RiloMembership.objects.about(row["pk"])
        body = written(row) | {"memberships": _told(related)}
        return self.answer(body, etag=etag("office", row["pk"], row["updated_at"]))


def _told(memberships: QuerySet[RiloMembership]) -> list[dict[str, Any]]:
    rows: Iterable[tuple[Any, ...]] = memberships.order_by("from_on", "pk").values_list(
        "rilo__code", "administration__code", "from_on", "until_on"
    )
    return [dict(zip(("rilo", "administration", "from_on", "until_on"), row, strict=True)) for row in rows]
