"""Records that resemble one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Exists, Model, OuterRef, Q, Value
from django.utils.translation import gettext as _

from cen_records.models import Case, Container, Conveyance, GoodsLine, RouteLeg
from cen_records.reports.rows import with_parts

if TYPE_CHECKING:
    from accounts.models import Officer
    from cen_records.reports.whole import Whole

WITHIN = timedelta(days=365)
AT_MOST = 5
NEVER = Value(value=False, output_field=BooleanField())


@dataclass(frozen=True)
class Similar:
    """A record, and what makes it resemble the other."""

    case: Case
    why: str


def similar_to(whole: Whole, reader: Officer) -> list[Similar]:
    """Of the same administration, within a year of it: the same container, ship or flight, or goods and departure."""
    case = whole.case
    seen = Case.objects.visible_to(reader).filter(
        administration_id=case.administration_id, seized_on__range=(case.seized_on - WITHIN, case.seized_on + WITHIN)
    )
    met = seen.exclude(pk=case.pk).annotate(**_likenesses(whole))
    like = Q(same_container=True) | Q(same_vessel=True) | Q(same_flight=True) | Q(same_goods=True, same_departure=True)
    order = ("-same_container", "-same_vessel", "-same_flight", "-seized_on")
    found = with_parts(met.filter(like).order_by(*order)[:AT_MOST])
    return [Similar(one, _why(one)) for one in found]


def _likenesses(whole: Whole) -> dict[str, Exists | Value]:
    parts = whole.parts
    ships = {one.imo_number for one in parts["conveyances"]} - {""}
    flights = {one.flight_number for one in parts["conveyances"]} - {""}
    departures = {leg.country_id for leg in parts["legs"] if leg.role.code == "DEPARTURE"} - {None}
    asked: dict[str, tuple[type[Model], dict[str, Any]]] = {
        "same_container": (Container, {"number__in": [one.number for one in parts["containers"]]}),
        "same_vessel": (Conveyance, {"imo_number__in": ships}),
        "same_flight": (Conveyance, {"flight_number__in": flights}),
        "same_goods": (GoodsLine, {"flow_id__in": {line.flow_id for line in parts["lines"]}}),
        "same_departure": (RouteLeg, {"role__code": "DEPARTURE", "country_id__in": departures}),
    }
    return {
        name: Exists(model._default_manager.filter(case=OuterRef("pk"), **said)) if all(said.values()) else NEVER
        for name, (model, said) in asked.items()
    }


def _why(one: Case) -> str:
    reasons = {
        "same_container": _("same container"),
        "same_vessel": _("same ship"),
        "same_flight": _("same flight"),
    }
    found = [words for name, words in reasons.items() if getattr(one, name)]
    if one.same_goods and one.same_departure:  # type: ignore[attr-defined]
        found.append(_("same kind of goods from the same country"))
    return ", ".join(found)
