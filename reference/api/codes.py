"""Codes of one list: to be fetched whole or bit by bit, or found by what somebody has typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from face.rest.endpoints import Endpoint, Operation, operation
from face.rest.etags import etag
from face.rest.lists import Listing
from face.rest.problems import Fault, Problem
from face.rest.shapes import Labels, page_of
from reference.models import Code, CodeList, Place, table_of
from reference.reports.picks import LIMIT, Wish, picks
from reference.rules.columns import Kind
from reference.rules.definitions import DEFINITIONS

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request
    from rest_framework.response import Response

GROUP = "code-lists"
READ = "code_lists.read"


class CodeShape(serializers.Serializer[Any]):
    """One code. It is never removed: after `valid_until` it may not be chosen any more."""

    code = serializers.CharField()
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    labels = Labels()
    synonyms = serializers.ListField(child=serializers.CharField())
    note = serializers.CharField(allow_blank=True)
    valid_from = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    details = serializers.DictField(help_text=_("Particulars of this list; its page tells which."))
    updated_at = serializers.DateTimeField()


_SHARED = ("code", "fr", "en", "pt", "synonyms", "note", "valid_from", "valid_until", "details", "updated_at")


def written(row: dict[str, Any]) -> dict[str, Any]:
    """A code as it is answered."""
    return {
        "code": row["code"],
        "parent": row.get("parent__code"),
        "labels": {"fr": row["fr"], "en": row["en"], "pt": row["pt"]},
        "synonyms": row["synonyms"].split("|") if row["synonyms"] else [],
        "note": row["note"],
        "valid_from": row["valid_from"],
        "valid_until": row["valid_until"],
        "details": row["details"],
        "updated_at": row["updated_at"],
    }


CODES = Listing(
    columns=(*_SHARED, "parent__code"),
    write=written,
    orders={"position": ("position", "code"), "code": ("code",)},
    usual="position",
    pulled=True,
)
PLACES = Listing(columns=_SHARED, write=written, orders={"position": ("code",), "code": ("code",)}, pulled=True)
CodeQuery = CODES.query(
    "Code",
    q=serializers.CharField(
        required=False,
        max_length=100,
        help_text=_("A code or words as typed, in any of the three languages, mistakes and all: the best first."),
    ),
    on=serializers.DateField(required=False, help_text=_("Only codes that may be chosen on this day.")),
    under=serializers.CharField(required=False, max_length=40, help_text=_("Only codes below this one.")),
    applies_to=serializers.RegexField(
        "^[a-z_]{1,32}:[A-Za-z0-9_.-]{1,40}$",
        required=False,
        help_text=_("Only codes that apply, for example `conveyances:VESSEL` or `country:SN`."),
    ),
)


class ListOfAddress(Endpoint):
    """What every address of one list needs."""

    def code_list(self, code: str) -> str:
        """The list. Raises Http404 if it is not there."""
        if code not in DEFINITIONS or not CodeList.objects.filter(pk=code).exists():
            raise Http404
        return code


class Codes(ListOfAddress):
    """The codes of a list."""

    @operation(
        Operation(
            _("Codes of a list, or those that fit what was typed"),
            READ,
            GROUP,
            CodeQuery,
            answer=page_of(CodeShape, pulled=True),
            details=_("Retired codes are in it, so that what is retired is noticed; `on` leaves them out. With `q` the"
                      " answer is one page."),
        )
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:
        """For everybody with a posting."""
        self.code_list(code)
        listing = PLACES if table_of(code) is Place else CODES
        if "q" in self.asked:
            wish = Wish(code, self.asked.get("on") or timezone.localdate(), self._under(code), self._applying_to(code))
            return self.answer({"items": _found(wish, self.asked["q"], self.asked["limit"]), "next": None})
        return self.answer(listing.page(request, self.asked, self._narrowed(code)))

    def _narrowed(self, code: str) -> QuerySet[Any]:
        found: Any = table_of(code)._default_manager.all()
        found = found.of(code)
        if "on" in self.asked:
            found = found.valid_on(self.asked["on"])
        if under := self._under(code):
            found = found.under(code, under)
        applying = self._applying_to(code)
        if table_of(code) is Place:
            return found.in_countries([applying["country"]]) if "country" in applying else found  # type: ignore[no-any-return]
        return found.applying_to(applying)  # type: ignore[no-any-return]

    def _under(self, code: str) -> str:
        under: str = self.asked.get("under", "")
        if under and not DEFINITIONS[code].tree:
            raise _unfit("under", _("The codes of this list stand side by side."))
        return under

    def _applying_to(self, code: str) -> dict[str, str]:
        given: str = self.asked.get("applies_to", "")
        if not given:
            return {}
        name, _colon, value = given.partition(":")
        known = {column.name for column in DEFINITIONS[code].columns if column.kind in (Kind.CODE, Kind.CODES)}
        if name not in known:
            raise _unfit("applies_to", _("The codes of this list are not told apart by that."))
        return {name: value}


class OneCode(ListOfAddress):
    """One code."""

    @operation(Operation(_("One code"), READ, GROUP, answer=CodeShape, versioned=True))
    def get(self, request: Request, code: str, value: str) -> Response:  # noqa: ARG002 - DRF's shape
        """By its list and itself, retired or not."""
        table = table_of(self.code_list(code))
        columns = PLACES.columns if table is Place else CODES.columns
        row = get_object_or_404(table._default_manager.filter(code_list_id=code).values("pk", *columns), code=value)
        return self.answer(written(row), etag=etag(code, row["pk"], row["updated_at"]))


def _found(wish: Wish, typed: str, limit: int) -> list[dict[str, Any]]:
    """What a picker would offer."""
    return [_offered(entry) for entry in picks(wish, typed, min(limit, 5 * LIMIT))]


def _offered(entry: Code | Place) -> dict[str, Any]:
    return written({name: getattr(entry, name) for name in _SHARED} | {"parent__code": entry.parent_code or None})


def _unfit(parameter: str, words: Any) -> Problem:
    return Problem("bad-parameter", errors=[Fault(words, "invalid", parameter)])
