"""The record of acts and the seals on it, for auditors and their programs."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.actions.consultations import search_acts
from accounts.api.callers import OfficerEndpoint
from accounts.choices import Scope
from accounts.models import Office
from accounts.permissions import Permission
from accounts.querysets.acts import acts_visible_to
from accounts.querysets.reach import under
from audit.choices import Operation as Law
from audit.kinds import kinds
from audit.models import Act, Seal
from audit.presenters import sentence
from face.rest.endpoints import Operation, operation
from face.rest.lists import Listing
from face.rest.shapes import page_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request
    from rest_framework.response import Response

GROUP = "acts"


class ActShape(serializers.Serializer[Any]):
    """One entry of the record, as people and offices were called at the time."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    act = serializers.CharField()
    operation = serializers.ChoiceField(choices=Law.values, help_text=_("What the law calls it."))
    sentence = serializers.CharField(help_text=_("The act in words, in the caller’s language."))
    by = serializers.IntegerField(allow_null=True, help_text=_("Null: Vigie itself."))
    by_name = serializers.CharField()
    by_office = serializers.CharField(allow_blank=True)
    role = serializers.CharField(allow_blank=True)
    office = serializers.CharField(allow_blank=True)
    subject_kind = serializers.CharField()
    subject_id = serializers.CharField()
    subject = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    recipients = serializers.ListField(child=serializers.CharField())
    details = serializers.DictField()
    request = serializers.CharField(allow_blank=True)


COLUMNS = (
    "id", "at", "act", "operation", "by_id", "by_name", "by_office_code", "role_code", "office_code", "subject_kind",
    "subject_id", "subject_label", "reason", "recipients", "details", "request_id",
)  # fmt: skip


def written(row: dict[str, Any]) -> dict[str, Any]:
    """An act as it is answered."""
    return {
        "id": row["id"],
        "at": row["at"],
        "act": row["act"],
        "operation": row["operation"],
        "sentence": sentence(Act(**{name: row[name] for name in ("act", "details", "subject_label", "office_code")})),
        "by": row["by_id"],
        "by_name": row["by_name"],
        "by_office": row["by_office_code"],
        "role": row["role_code"],
        "office": row["office_code"],
        "subject_kind": row["subject_kind"],
        "subject_id": row["subject_id"],
        "subject": row["subject_label"],
        "reason": row["reason"],
        "recipients": row["recipients"],
        "details": row["details"],
        "request": row["request_id"],
    }


LISTING = Listing(columns=COLUMNS, write=written, orders={"id": ("id",)}, usual="-id")
ActQuery = LISTING.query(
    "Act",
    act=serializers.CharField(required=False, max_length=60, help_text=_("One kind, such as `officer.suspended`.")),
    operation=serializers.ChoiceField(choices=Law.values, required=False),
    by=serializers.IntegerField(required=False, min_value=1, max_value=2**62),
    office=serializers.CharField(required=False, max_length=24, help_text=_("The office and those under it, today.")),
    subject_kind=serializers.CharField(required=False, max_length=40),
    subject_id=serializers.CharField(required=False, max_length=40),
    since=serializers.DateTimeField(required=False),
    until=serializers.DateTimeField(required=False),
    after=serializers.IntegerField(
        required=False, min_value=0, max_value=2**62, help_text=_("Only numbers above this: an earlier `sealed_up_to`.")
    ),
    sealed=serializers.BooleanField(required=False, default=False, help_text=_("Only what is sealed.")),
)
PLAIN = {
    "act": "act", "operation": "operation", "by": "by_id", "subject_kind": "subject_kind", "subject_id": "subject_id",
    "since": "at__gte", "until": "at__lt", "after": "id__gt",
}  # fmt: skip


class ActPageShape(page_of(ActShape)):  # type: ignore[misc]
    """One page of the record. What is sealed is whole: no act can appear among these numbers any more."""

    sealed_up_to = serializers.IntegerField(
        help_text=_("To fetch bit by bit: ask with `sealed=true`, `order=id`, and this as `after` next time.")
    )


class Acts(OfficerEndpoint):
    """The record."""

    @operation(
        Operation(
            _("The record of acts"),
            Scope.ACTS_READ,
            GROUP,
            ActQuery,
            answer=ActPageShape,
            details=_("For whoever may view acts. That somebody searched goes on record, once an hour."),
        )
    )
    def get(self, request: Request) -> Response:
        """Narrowed by what is asked."""
        self.require_anywhere(Permission.ACT_VIEW)
        sealed = _sealed()
        found = self._narrowed(sealed)
        told = {name: str(self.asked[name]) for name in (*PLAIN, "office") if name in self.asked and name != "after"}
        search_acts(by=self.officer, filters=told)
        return self.answer(LISTING.page(request, self.asked, found) | {"sealed_up_to": sealed})

    def _narrowed(self, sealed: int) -> QuerySet[Act]:
        found = acts_visible_to(self.officer)
        for parameter, condition in PLAIN.items():
            if parameter in self.asked:
                found = found.filter((condition, self.asked[parameter]))
        if "office" in self.asked:
            seen = Office.objects.reached_by(self.officer, Permission.ACT_VIEW)
            office = get_object_or_404(seen, code=self.asked["office"])
            found = found.filter(office_code__in=Office.objects.filter(under(office)).values("code"))
        return found.filter(id__lte=sealed) if self.asked["sealed"] else found


class KindShape(serializers.Serializer[Any]):
    """One kind of act."""

    act = serializers.CharField()
    words = serializers.CharField()
    operation = serializers.ChoiceField(choices=Law.values)


class KindsShape(serializers.Serializer[Any]):
    """All of them."""

    items = KindShape(many=True)


class ActKinds(OfficerEndpoint):
    """What can stand in the record."""

    @operation(Operation(_("Every kind of act in words"), Scope.ACTS_READ, GROUP, answer=KindsShape))
    def get(self, request: Request) -> Response:  # noqa: ARG002 - DRF's shape
        """For whoever may view acts."""
        self.require_anywhere(Permission.ACT_VIEW)
        told = sorted(kinds().items())
        items = [{"act": name, "words": kind.in_general, "operation": kind.operation} for name, kind in told]
        return self.answer({"items": items})


class SealShape(serializers.Serializer[Any]):
    """One seal: a signed head over all entries of a book so far. `line` is what is kept outside and compared."""

    book = serializers.CharField(help_text=_("Which table it seals; the record of acts is `audit_act`."))
    number = serializers.IntegerField()
    first_id = serializers.IntegerField()
    last_id = serializers.IntegerField()
    count = serializers.IntegerField()
    head = serializers.CharField()
    made_at = serializers.CharField()
    key_id = serializers.CharField()
    signature = serializers.CharField()
    line = serializers.CharField()


def seal_written(row: dict[str, Any]) -> dict[str, Any]:
    """A seal as it is answered."""
    head = Seal(**{name: row[name] for name in SEAL_COLUMNS}).signed_head
    return {
        "book": head.book,
        "number": head.number,
        "first_id": head.first_id,
        "last_id": head.last_id,
        "count": head.count,
        "head": head.head.hex(),
        "made_at": head.made_at,
        "key_id": head.key_id,
        "signature": b64encode(head.signature).decode(),
        "line": head.line,
    }


SEAL_COLUMNS = (
    "book", "number", "columns", "first_id", "last_id", "count", "listed", "head", "previous", "made_at", "key_id",
    "signature",
)  # fmt: skip
SEALS = Listing(
    columns=SEAL_COLUMNS,
    write=seal_written,
    orders={"made": ("made_at", "book", "number"), "number": ("book", "number")},
    usual="-made",
)
SealQuery = SEALS.query("Seal", book=serializers.CharField(required=False, max_length=63))


class Seals(OfficerEndpoint):
    """The seals."""

    @operation(Operation(_("Seals on the record"), Scope.ACTS_READ, GROUP, SealQuery, answer=page_of(SealShape)))
    def get(self, request: Request) -> Response:
        """For whoever may view acts: to be kept elsewhere, and compared."""
        self.require_anywhere(Permission.ACT_VIEW)
        found = Seal.objects.heads()
        if "book" in self.asked:
            found = found.filter(book=self.asked["book"])
        return self.answer(SEALS.page(request, self.asked, found))


def _sealed() -> int:
    """The last act that is sealed."""
    latest = Seal.objects.newest_of(Act._meta.db_table)
    return latest.last_id if latest else 0
