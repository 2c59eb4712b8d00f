"""Loading editions of code lists: hand in a file, see what it would change, decide. For administrators above all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.actions.code_lists import apply_code_list, discard_code_list, receive_code_list, require_code_lists
from accounts.api.callers import OfficerEndpoint
from accounts.choices import Scope
from face.rest.endpoints import Operation, operation
from face.rest.etags import etag, require_match
from face.rest.lists import Listing
from face.rest.problems import Fault, Problem
from face.rest.shapes import Body, page_of
from reference.choices import EditionState, Reach
from reference.models import CodeList, Edition
from reference.presenters import fault_sentence
from reference.rules.columns import YEARS
from reference.rules.sheets import MOST_BYTES

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

GROUP = "editions"


class FaultShape(serializers.Serializer[Any]):
    """One thing that is wrong with the file."""

    line = serializers.IntegerField(allow_null=True)
    sentence = serializers.CharField()

    class Meta:
        """Its name in the description: problems have a shape of that name."""

        ref_name = "FileFault"


class EditionShape(serializers.Serializer[Any]):
    """One state of a list: what it would change or has changed, or what is wrong with its file."""

    code_list = serializers.CharField()
    number = serializers.IntegerField()
    name = serializers.CharField()
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    state = serializers.ChoiceField(choices=EditionState.values)
    reach = serializers.ChoiceField(choices=Reach.values)
    from_on = serializers.DateField()
    file_name = serializers.CharField(allow_blank=True)
    file_sha256 = serializers.CharField()
    counts = serializers.DictField(child=serializers.IntegerField())
    fault_count = serializers.IntegerField()
    received_at = serializers.DateTimeField()
    received_by_name = serializers.CharField()
    decided_at = serializers.DateTimeField(allow_null=True)
    decided_by_name = serializers.CharField(allow_blank=True)


class OneEditionShape(EditionShape):
    """The same with the first two hundred faults."""

    faults = FaultShape(many=True)


class EditionBody(Body):
    """The file, as CSV, and what it is."""

    file = serializers.FileField(max_length=120)
    name = serializers.CharField(max_length=80)
    source = serializers.CharField(max_length=200)  # type: ignore[assignment]
    reach = serializers.ChoiceField(choices=Reach.values, default=Reach.WHOLE)
    from_on = serializers.DateField(
        validators=[MinValueValidator(date(YEARS[0], 1, 1)), MaxValueValidator(date(YEARS[-1], 12, 31))]
    )


_SAME = (
    "number", "name", "source", "state", "reach", "from_on", "file_name", "file_sha256", "counts", "fault_count",
    "received_at", "received_by_name", "decided_at", "decided_by_name",
)  # fmt: skip
COLUMNS = ("code_list_id", *_SAME)


def written(row: dict[str, Any]) -> dict[str, Any]:
    """An edition as it is answered."""
    return {"code_list": row["code_list_id"], **{name: row[name] for name in _SAME}}


def version_of(edition: Edition) -> str:
    """The mark of its present version: another as soon as it is decided, or another one came into force."""
    return etag("edition", edition.pk, edition.state, edition.code_list.edition_id)


LISTING = Listing(columns=COLUMNS, write=written, orders={"number": ("number",)}, usual="-number")
EditionQuery = LISTING.query("Edition", state=serializers.ChoiceField(choices=EditionState.values, required=False))


class EditionEndpoint(OfficerEndpoint):
    """What every address of editions needs."""

    def told(self, code: str, number: int, *, status: int = 200) -> Response:
        """The edition as it stands now. Raises Http404."""
        found = get_object_or_404(Edition.objects.select_related("code_list"), code_list=code, number=number)
        body = written({name: getattr(found, name) for name in COLUMNS})
        body["faults"] = [{"line": fault["line"] or None, "sentence": fault_sentence(fault)} for fault in found.faults]
        location = reverse("api:edition", args=[code, number]) if status == 201 else ""
        return self.answer(body, etag=version_of(found), status=status, location=location)

    def decided(self, request: Request, code: str, number: int, act: Any) -> Response:
        """Do it with the version that the caller has seen. Raises Problem, Refused, ListNotChanged."""
        require_code_lists(self.officer)
        with transaction.atomic():
            get_object_or_404(CodeList.objects.select_for_update(), pk=code)
            edition = get_object_or_404(Edition.objects.select_related("code_list"), code_list=code, number=number)
            require_match(request, version_of(edition))
            act(by=self.officer, edition=edition)
        return self.told(code, number)


class Editions(EditionEndpoint):
    """The editions of a list."""

    @operation(
        Operation(_("Editions of a code list"), Scope.CODE_LISTS_READ, GROUP, EditionQuery,
                  answer=page_of(EditionShape))
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:
        """For everybody with a posting, the last first."""
        found = get_object_or_404(CodeList, pk=code).editions.all()
        if "state" in self.asked:
            found = found.filter(state=self.asked["state"])
        return self.answer(LISTING.page(request, self.asked, found))

    @operation(
        Operation(
            _("Hand in a file as a new edition"),
            Scope.CODE_LISTS_WRITE,
            GROUP,
            body=EditionBody,
            answer=OneEditionShape,
            status=201,
            takes_file=True,
            details=_("Nothing is changed yet: look at `counts` and `faults`, then apply or discard it."),
        )
    )
    def post(self, request: Request, code: str) -> Response:  # noqa: ARG002 - DRF's shape
        """For administrators above all offices."""
        require_code_lists(self.officer)
        code_list = get_object_or_404(CodeList, pk=code)
        sent = dict(self.sent)
        file = sent.pop("file")
        if file.size > MOST_BYTES:
            raise Problem("too-large", errors=[Fault(_("The file is larger than 40 MB."), "max_length", "file")])
        received = receive_code_list(
            by=self.officer, code_list=code_list, content=file.read(), file_name=file.name or "", **sent
        )
        return self.told(code, received.number, status=201)


class OneEdition(EditionEndpoint):
    """One of them."""

    @operation(
        Operation(_("One edition, with what is wrong with it"), Scope.CODE_LISTS_READ, GROUP, answer=OneEditionShape,
                  versioned=True)
    )  # fmt: skip
    def get(self, request: Request, code: str, number: int) -> Response:  # noqa: ARG002 - DRF's shape
        """For administrators above all offices."""
        require_code_lists(self.officer)
        return self.told(code, number)


class EditionApply(EditionEndpoint):
    """Putting one in force."""

    @operation(
        Operation(_("Put an edition in force"), Scope.CODE_LISTS_WRITE, GROUP, answer=OneEditionShape, changes=True)
    )
    def post(self, request: Request, code: str, number: int) -> Response:
        """All of it or nothing."""
        return self.decided(request, code, number, apply_code_list)


class EditionDiscard(EditionEndpoint):
    """Leaving one."""

    @operation(Operation(_("Discard an edition"), Scope.CODE_LISTS_WRITE, GROUP, answer=OneEditionShape, changes=True))
    def post(self, request: Request, code: str, number: int) -> Response:
        """The list stays as it is."""
        return self.decided(request, code, number, discard_code_list)
