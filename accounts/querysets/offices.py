"""Reading offices and the memberships that hang them together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.querysets.reach import NOWHERE, reach, under

if TYPE_CHECKING:
    from accounts.models import Office, Officer, RiloMembership
    from accounts.permissions import Permission


def holding_on(day: date) -> Q:
    """The condition that a dated row (`from_on`, `until_on`, both included) holds on a day."""
    return Q(from_on__lte=day) & (Q(until_on__isnull=True) | Q(until_on__gte=day))


class OfficeQuerySet(models.QuerySet["Office"]):
    """Offices by their place in the tree."""

    def under(self, *offices: Office, on: date | None = None) -> Self:
        """The given offices and all that hang under them on a day (today unless told)."""
        wanted = NOWHERE
        for office in offices:
            wanted |= under(office, on=on)
        return self.filter(wanted)

    def reached_by(self, officer: Officer, permission: Permission) -> Self:
        """The offices at which the officer has that permission today."""
        return self.filter(reach(officer, permission))

    def called(self, words: str) -> Self:
        """Those whose name (in any language), code or place code holds every one of these words."""
        found = self
        for word in words.split():
            named = Q(name__unaccent__icontains=word)
            for language, _name in settings.LANGUAGES:
                named |= Q(**{f"names__{language}__icontains": word})
            found = found.filter(named | Q(code__icontains=word) | Q(unlocode__iexact=word))
        return found

    def open(self, on: date | None = None) -> Self:
        """Offices not closed by that day."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on or timezone.localdate()))


class MembershipQuerySet(models.QuerySet["RiloMembership"]):
    """RILO memberships by the days on which they hold."""

    def holding(self, on: date) -> Self:
        """Memberships that hold on that day."""
        return self.filter(holding_on(on))

    def about(self, office_id: int) -> Self:
        """Those of one office, as a RILO or as a member."""
        return self.filter(Q(rilo=office_id) | Q(administration=office_id))
