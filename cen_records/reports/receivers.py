"""Who receives what an administration releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import Office, RiloMembership

if TYPE_CHECKING:
    from cen_records.models import Case


def rilos_of(administration: Office) -> list[Office]:
    """The RILOs that the administration is a member of today."""
    members = RiloMembership.objects.holding(timezone.localdate()).filter(administration=administration)
    return list(Office.objects.filter(pk__in=members.values("rilo_id")).order_by("code"))


def receivers_of(administration: Office) -> list[Office]:
    """Its RILOs of today, and the other administrations that are members of them."""
    rilos = rilos_of(administration)
    members = RiloMembership.objects.holding(timezone.localdate()).filter(rilo__in=rilos)
    others = Office.objects.filter(pk__in=members.values("administration_id")).exclude(pk=administration.pk)
    return [*rilos, *others.order_by("code")]


def former_receivers(case: Case) -> list[Office]:
    """Every office that a version of the record was released to, members of today or not."""
    codes = {
        code for told in case.releases.filter(withdraws=False).values_list("recipients", flat=True) for code in told
    }
    return list(Office.objects.filter(code__in=codes).order_by("-kind", "code"))
