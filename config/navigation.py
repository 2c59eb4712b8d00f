"""What every page shows around its content: the places this person may go to, and who they are here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.web.middleware import officer_of, postings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest
    from django.utils.functional import Promise

    from accounts.models import Posting


@dataclass(frozen=True)
class Place:
    """One entry of the navigation. `needs` is the permission without which it is not shown."""

    name: str | Promise
    url_name: str
    icon: str
    needs: Permission | None = None
    or_needs: Permission | None = None  # a second permission that is as good
    also: tuple[str, ...] = ()  # addresses of this place that do not begin with its own
    current: bool = False

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name)


# A room gets its place here when its first page works.
PLACES = (
    Place(_("Desk"), "desk", "desk"),
    Place(
        _("Records"), "cen_records:record-list", "records", Permission.RECORD_VIEW, or_needs=Permission.RELEASED_VIEW
    ),
    Place(_("Offices"), "accounts:office-list", "office", Permission.OFFICE_VIEW),
    Place(
        _("Officers"), "accounts:officer-list", "people", Permission.OFFICER_VIEW, also=("/invitations/", "/programs/")
    ),
    Place(_("Code lists"), "reference:list-index", "list", Permission.OFFICE_VIEW),
    Place(_("System"), "accounts:system", "settings", Permission.RUN_VIEW, also=("/runs/",)),
    Place(_("Acts"), "accounts:act-list", "history", Permission.ACT_VIEW),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context of the base page. One query at most; none for a person who is not signed in."""
    around: dict[str, Any] = {"demo": settings.DEMO, "languages": settings.LANGUAGES, "places": []}
    if officer_of(request) is None:
        return around
    postings = postings_of(request)
    around["my_postings"] = postings
    around["places"] = places_for(postings, request.path)
    return around


def places_for(postings: Sequence[Posting], path: str) -> list[Place]:
    """The places that somebody with these postings may go to; the one they are at is marked."""
    held = {permission for posting in postings for permission in posting.role.permissions}
    shown = [place for place in PLACES if place.needs is None or {place.needs, place.or_needs} & held]
    return [replace(place, current=_is_at(place, path)) for place in shown]


def _is_at(place: Place, path: str) -> bool:
    return path == place.url if place.url_name == "desk" else path.startswith((place.url, *place.also))
