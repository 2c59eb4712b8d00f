"""Officers with their postings. Names stay with those who may see people at their offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.actions.consultations import fetch_officers, look_at_particulars
from accounts.api.callers import OfficerEndpoint
from accounts.choices import Scope
from accounts.models import Office, Officer, Posting
from accounts.permissions import Permission
from accounts.querysets.reach import reach, under
from accounts.roles import ROLES
from face.rest.endpoints import Operation, operation
from face.rest.etags import etag
from face.rest.lists import Listing
from face.rest.shapes import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rest_framework.request import Request
    from rest_framework.response import Response

    from accounts.querysets.officers import OfficerQuerySet

GROUP = "officers"
STATES = ("ACTIVE", "SUSPENDED", "DORMANT")


class PostingShape(serializers.Serializer[Any]):
    """A role at an office from one day to another, both included."""

    id = serializers.UUIDField()
    office = serializers.CharField()
    role = serializers.ChoiceField(choices=list(ROLES))
    from_on = serializers.DateField()
    until_on = serializers.DateField(allow_null=True)
    withdrawn = serializers.BooleanField(help_text=_("Granted by mistake: it never counted."))


class OfficerShape(serializers.Serializer[Any]):
    """A person with an account, and those of their postings that the caller may see."""

    id = serializers.IntegerField()
    sign_in_name = serializers.CharField()
    family_name = serializers.CharField()
    given_names = serializers.CharField(allow_blank=True)
    staff_number = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_null=True)
    language = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=STATES)
    joined_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    postings = PostingShape(many=True)


COLUMNS = (
    "pk", "sign_in_name", "family_name", "given_names", "staff_number", "email", "language", "blocked_reason",
    "joined_at", "updated_at",
)  # fmt: skip


def written(row: dict[str, Any]) -> dict[str, Any]:
    """An officer as answered, still without postings."""
    return {
        "id": row["pk"],
        **{name: row[name] for name in COLUMNS[1:7]},
        "state": row["blocked_reason"] or "ACTIVE",
        "joined_at": row["joined_at"],
        "updated_at": row["updated_at"],
        "postings": [],
    }


LISTING = Listing(
    columns=COLUMNS,
    write=written,
    orders={"id": ("pk",), "name": ("family_name", "given_names", "pk"), "joined": ("joined_at", "pk")},
    pulled=True,
)
OfficerQuery = LISTING.query(
    "Officer",
    q=serializers.CharField(required=False, max_length=80, help_text=_("Words of the names, or a number.")),
    office=serializers.CharField(required=False, max_length=24, help_text=_("The office and those under it, today.")),
    role=serializers.ChoiceField(choices=list(ROLES), required=False),
    state=serializers.ChoiceField(choices=STATES, required=False),
)


def version_of(officer: Officer) -> str:
    """The mark of an officer’s present version, postings and all."""
    return etag("officer", officer.pk, officer.updated_at)


class Officers(OfficerEndpoint):
    """The list."""

    @operation(
        Operation(
            _("Officers whom the caller may see"),
            Scope.OFFICERS_READ,
            GROUP,
            OfficerQuery,
            answer=page_of(OfficerShape, pulled=True),
            details=_("That a list was fetched goes on record, with its filters, once an hour."),
        )
    )
    def get(self, request: Request) -> Response:
        """Narrowed by what is asked."""
        self.require_anywhere(Permission.OFFICER_VIEW)
        found = self._narrowed(Officer.objects.visible_to(self.officer))
        fetch_officers(by=self.officer, filters=self._told())
        body = LISTING.page(request, self.asked, found)
        with_postings(self.officer, body["items"])
        return self.answer(body)

    def _narrowed(self, found: OfficerQuerySet) -> OfficerQuerySet:
        asked = self.asked
        if words := asked.get("q"):
            found = found.called(words)
        if "office" in asked or "role" in asked:
            postings = Posting.objects.current().filter(Q(role_code=asked["role"]) if "role" in asked else Q())
            if "office" in asked:
                seen = Office.objects.reached_by(self.officer, Permission.OFFICER_VIEW)
                postings = postings.filter(under(get_object_or_404(seen, code=asked["office"]), to="office__"))
            found = found.filter(pk__in=postings.values("officer"))
        if "state" in asked:
            state = asked["state"]
            found = found.filter(is_active=True) if state == "ACTIVE" else found.filter(blocked_reason=state)
        return found

    def _told(self) -> Mapping[str, str]:
        """The filters, for the record."""
        return {name: str(self.asked[name]) for name in ("q", "office", "role", "state") if name in self.asked}


class OfficerOfAddress(OfficerEndpoint):
    """What every address of one officer needs."""

    def visible(self, pk: int) -> Officer:
        """The officer. Raises Http404 if there is none whom the caller may see."""
        found: Officer = get_object_or_404(Officer.objects.visible_to(self.officer), pk=pk)
        return found

    def told(self, pk: int, *, status: int = 200, location: str = "") -> Response:
        """The officer as they stand now."""
        officer = self.visible(pk)
        body = written({name: getattr(officer, name) for name in COLUMNS})
        with_postings(self.officer, [body])
        return self.answer(body, etag=version_of(officer), status=status, location=location)


class OneOfficer(OfficerOfAddress):
    """One of them."""

    @operation(
        Operation(
            _("One officer with postings"),
            Scope.OFFICERS_READ,
            GROUP,
            answer=OfficerShape,
            versioned=True,
            details=_("That somebody looked goes on record, once an hour."),
        )
    )
    def get(self, request: Request, pk: int) -> Response:  # noqa: ARG002 - DRF's shape
        """By number."""
        look_at_particulars(by=self.officer, officer=self.visible(pk))
        return self.told(pk)


def with_postings(reader: Officer, officers: Iterable[dict[str, Any]]) -> None:
    """Put to each the postings at offices where the reader may see people; all of them to the reader’s own."""
    by_number = {officer["id"]: officer for officer in officers}
    here = reach(reader, Permission.OFFICER_VIEW, to="office__") | Q(officer=reader)
    postings = Posting.objects.filter(here, officer__in=by_number).order_by("from_on", "pk")
    for posting in postings.values(
        "pk", "officer_id", "office__code", "role_code", "from_on", "until_on", "withdrawn_at"
    ):
        by_number[posting["officer_id"]]["postings"].append(
            {
                "id": posting["pk"],
                "office": posting["office__code"],
                "role": posting["role_code"],
                "from_on": posting["from_on"],
                "until_on": posting["until_on"],
                "withdrawn": posting["withdrawn_at"] is not None,
            }
        )
