"""Drafts: read, saved as often as one likes whatever they say, thrown away, handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.choices import Scope
from accounts.permissions import Permission
from cen_records.access import nominal_of
from cen_records.actions.consultations import look_at_names
from cen_records.actions.drafts import begin_draft, digest_of, discard_draft, save_draft
from cen_records.actions.receiving import office_named
from cen_records.actions.submitting import submit_case
from cen_records.api.answers import DRAFTS, NamesQuery, RecordEndpoint, told
from cen_records.api.records import OneRecordRead
from cen_records.api.shapes import EXAMPLE, DocumentShape, OneRecordShape
from cen_records.choices import Door
from cen_records.models import Draft
from cen_records.rules.document.names import is_of_names, keeping_names, without_names
from cen_records.rules.document.tidying import tidy
from face.rest.endpoints import Operation, operation
from face.rest.problems import Problem
from face.rest.shapes import Body

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from rest_framework.request import Request
    from rest_framework.response import Response

    from cen_records.rules.document.merging import Conflict


class DraftBody(Body):
    """A document, valid or not: what does not fit is told when it is submitted."""

    content = serializers.DictField(child=serializers.JSONField(allow_null=True))


class DraftShape(serializers.Serializer[Any]):
    """A draft. `record`: the record that it is to put right."""

    id = serializers.UUIDField()
    record = serializers.UUIDField(allow_null=True)
    office = serializers.CharField()
    revision = serializers.IntegerField()
    begun_at = serializers.DateTimeField()
    saved_at = serializers.DateTimeField()
    content = DocumentShape()


def version_of(draft: Draft) -> str:
    """The mark of a draft’s present revision, which is the revision itself."""
    return f'"{draft.revision}"'


class DraftEndpoint(RecordEndpoint):
    """What every address of one draft needs."""

    def found(self, pk: UUID, *, locked: bool = False) -> Draft | None:
        """The draft, if there is one that the caller may see. Within `nominal_of`."""
        seen = Draft.objects.visible_to(self.officer).select_related("office")
        return (seen.select_for_update(of=("self",)) if locked else seen).filter(pk=pk).first()

    def visible_draft(self, pk: UUID, *, locked: bool = False) -> Draft:
        """The draft. Raises Http404."""
        draft = self.found(pk, locked=locked)
        if draft is None:
            raise Http404
        return draft

    def told_draft(self, draft: Draft, *, named: bool = False, status: int = 200) -> Response:
        """The draft as it stands now."""
        body = {
            "id": draft.pk,
            "record": draft.case_id,
            "office": draft.office.code,
            **{name: getattr(draft, name) for name in ("revision", "begun_at", "saved_at")},
            "content": draft.content if named else without_names(draft.content),
        }
        location = reverse("api:draft", args=[draft.pk]) if status == 201 else ""
        return self.answer(body, etag=version_of(draft), status=status, location=location)

    def revision_read(self, draft: Draft) -> int:
        """The revision that the caller says to have read. Raises Problem (428, 412)."""
        given = self.request.headers.get("If-Match", "").strip()
        if not given:
            raise Problem("if-match-needed")
        number = given.strip('"')
        if not (number.isascii() and number.isdigit() and len(number) < 10 and int(number) <= draft.revision):
            raise Problem("changed-meanwhile", headers={"ETag": version_of(draft)})
        return int(number)

    def require_present(self, draft: Draft) -> None:
        """Let pass who has read the present revision. Raises Problem (428, 412)."""
        if self.revision_read(draft) != draft.revision:
            raise Problem("changed-meanwhile", headers={"ETag": version_of(draft)})


class OneDraft(DraftEndpoint):
    """One of them."""

    @operation(
        Operation(_("One draft"), Scope.RECORDS_READ, DRAFTS, NamesQuery, answer=DraftShape, versioned=True,
                  details=_("Without names, unless they are asked for with `names=true` and may be told."))
    )  # fmt: skip
    def get(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's shape
        """One’s own, and those that put right a record of where one enters."""
        with nominal_of(self.officer):
            draft = self.visible_draft(pk)
            named = self.wants_names(draft.office)
            if named:
                look_at_names(by=self.officer, case=draft)
            return self.told_draft(draft, named=named)

    @operation(
        Operation(
            _("Save a draft"),
            Scope.RECORDS_WRITE,
            DRAFTS,
            body=DraftBody,
            answer=DraftShape,
            may_change=True,
            status_of_new=201,
            details=_(
                "The identity is a UUID of yours and becomes the record’s. Where the draft is there, `If-Match` says"
                " on which revision the work was based. What others changed meanwhile in other fields is kept; where"
                " the same field was changed, 409 tells `conflicts` and nothing is saved. Rows without `identity` keep"
                " the names there."
            ),
            examples={"request": {"content": EXAMPLE}},
        )
    )
    def put(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's shape
        """For whoever enters records; of others’ drafts nobody finds anything."""
        self.require_anywhere(Permission.RECORD_ENTER)
        content = self.sent["content"]
        with told(named=True), transaction.atomic(), nominal_of(self.officer):
            draft = self.found(pk, locked=True)
            if draft is None:
                return self._begun(pk, content)
            kept = keeping_names(content, draft.content)
            if digest_of(tidy(kept)[0]) == draft.content_sha256:
                return self.told_draft(draft)
            saved = save_draft(by=self.officer, identity=pk, content=kept, based_on=self.revision_read(draft))
            if saved.conflicts:
                raise Problem(
                    "conflict", _("Somebody else changed the same fields. Decide for each of them, and send it again."),
                    headers={"ETag": version_of(draft)}, more={"conflicts": _told(saved.conflicts)},
                )  # fmt: skip
            return self.told_draft(saved.draft)

    @operation(
        Operation(_("Throw a draft away"), Scope.RECORDS_WRITE, DRAFTS, status=204, changes=True,
                  details=_("A record that it was to put right stays as it was."))
    )  # fmt: skip
    def delete(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's shape
        """One’s own, and those that put right a record of where one enters."""
        with transaction.atomic(), nominal_of(self.officer):
            draft = self.visible_draft(pk, locked=True)
            self.require_present(draft)
            discard_draft(by=self.officer, draft=draft)
        return self.done()

    def _begun(self, pk: UUID, content: dict[str, Any]) -> Response:
        office = office_named(self.officer, tidy(content)[0])
        begun = begin_draft(by=self.officer, identity=pk, office=office, content=content, door=Door.API)
        return self.told_draft(begun, status=201)


class DraftSubmit(DraftEndpoint, OneRecordRead):
    """Handing one in."""

    @operation(
        Operation(
            _("Submit a draft"),
            Scope.RECORDS_WRITE,
            DRAFTS,
            answer=OneRecordShape,
            status=201,
            changes=True,
            details=_("422: `findings` tell what stands against it at which field, and the draft stays as it was."),
        )
    )
    def post(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's shape
        """Submitted twice it is one record."""
        self.require_anywhere(Permission.RECORD_ENTER)
        with told(named=self.may_be_told_names), transaction.atomic(), nominal_of(self.officer):
            draft = self.found(pk, locked=True)
            if draft is not None:
                self.require_present(draft)
            case = submit_case(by=self.officer, identity=pk)
        return self.told(case.pk, status=201, location=reverse("api:record", args=[case.pk]))


def _told(conflicts: Iterable[Conflict]) -> list[dict[str, Any]]:
    return [
        {"path": one.path, "base": None, "theirs": None, "mine": None}
        if is_of_names(one.path)
        else {"path": one.path, "base": one.base, "theirs": one.theirs, "mine": one.mine}
        for one in conflicts
    ]
