"""The ways into the lists of records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.authority import has_anywhere
from accounts.choices import OfficeKind
from accounts.permissions import Permission
from face import addresses

if TYPE_CHECKING:
    from accounts.models import Officer
    from cen_records.web.pages import OfficerRequest

MINE, OFFICE, ALL, RELEASED = "mine", "office", "all", "released"


@dataclass(frozen=True)
class Tab:
    """One way; `of` is how the address says it."""

    of: str
    name: str
    url: str
    current: bool


def tabs_of(request: OfficerRequest) -> list[Tab]:
    """Those that this officer has; the one that is shown is marked."""
    officer, home, released = request.user, reverse("cen_records:record-list"), reverse("cen_records:released-list")
    at_released = request.path == released
    names = _national(officer)
    asked = request.GET.get("of", "")
    chosen = RELEASED if at_released else asked if asked in names else ALL
    kept = QueryDict() if at_released else request.GET
    tabs = [Tab(of, name, home + addresses.changed(kept, {"of": of}), of == chosen) for of, name in names.items()]
    if has_anywhere(officer, Permission.RELEASED_VIEW):
        tabs.append(Tab(RELEASED, _("Released in the region"), released, at_released))
    return tabs


def offices_of(officer: Officer) -> list[int]:
    """The customs posts where the officer works."""
    held = officer.postings.granting(Permission.RECORD_VIEW).filter(office__kind=OfficeKind.POST)
    return list(held.values_list("office_id", flat=True))


def _national(officer: Officer) -> dict[str, str]:
    if not has_anywhere(officer, Permission.RECORD_VIEW):
        return {}
    names = {MINE: _("Mine")} if has_anywhere(officer, Permission.RECORD_ENTER) else {}
    if offices_of(officer):
        names[OFFICE] = _("My office")
    return {**names, ALL: _("All that I may see")}
