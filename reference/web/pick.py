"""Suggestions while somebody types, for the pickers of every room's forms."""

from datetime import date

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reference.models import Code, Place
from reference.reports.picks import Wish, detail_of, picks
from reference.rules.columns import Kind
from reference.rules.definitions import DEFINITIONS, Definition


@require_safe
def pick(request: HttpRequest, code: str) -> JsonResponse:
    """The codes that fit `q`, valid on the day `on`, below `under`, and applying to what else the address names."""
    if code not in DEFINITIONS:
        raise Http404
    definition = DEFINITIONS[code]
    wish = Wish(
        code,
        on=_day(request.GET.get("on", "")),
        under=_asked(request, "under") if definition.tree else "",
        applying_to=_applying_to(definition, request),
    )
    found = picks(wish, _asked(request, "q"))
    return JsonResponse([_suggestion(entry) for entry in found], safe=False)


def _suggestion(entry: Code | Place) -> dict[str, str]:
    return {"value": entry.code, "text": entry.label(), "detail": detail_of(entry)}


def _asked(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "")


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return timezone.localdate()


def _applying_to(definition: Definition, request: HttpRequest) -> dict[str, str]:
    """The columns that name codes of another list, as far as the address says which: `conveyances=VESSEL`."""
    named = (column.name for column in definition.columns if column.kind in (Kind.CODE, Kind.CODES))
    return {name: _asked(request, name) for name in named if _asked(request, name)}
