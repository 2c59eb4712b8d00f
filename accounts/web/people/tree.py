"""The office tree as a page shows it: each RILO, the administrations it serves, and how many posts they have."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from accounts.choices import OfficeKind
from accounts.models import Office, Posting, RiloMembership
from accounts.querysets.offices import OfficeQuerySet
from accounts.roles import NationalContactPoint
from accounts.web.people.proposals import plain_letters


@dataclass
class Branch:
    """A RILO (None: no RILO serves these) and its administrations; `is_seen`: the reader may open the RILO."""

    rilo: Office | None
    is_seen: bool
    administrations: list[Office] = field(default_factory=list)


def branches(seen: OfficeQuerySet) -> list[Branch]:
    """The visible part of the tree. An administration that two RILOs serve stands under both."""
    open_here = seen.open()
    contact_point = Posting.objects.current().filter(role_code=NationalContactPoint.code, office=OuterRef("pk"))
    administrations = {
        office.pk: office
        for office in open_here.filter(kind=OfficeKind.ADMINISTRATION)
        .annotate(
            post_count=Count("posts", filter=Q(posts__kind=OfficeKind.POST)), has_contact_point=Exists(contact_point)
        )
        .order_by("code")
    }
    rilos = {office.pk: Branch(office, is_seen=True) for office in open_here.filter(kind=OfficeKind.RILO)}
    alone = Branch(None, is_seen=False)
    memberships = RiloMembership.objects.holding(timezone.localdate()).filter(administration__in=administrations)
    served: dict[int, list[Branch]] = {}
    for membership in memberships.select_related("rilo"):
        branch = rilos.setdefault(membership.rilo_id, Branch(membership.rilo, is_seen=False))
        served.setdefault(membership.administration_id, []).append(branch)
    by_country = sorted(administrations.items(), key=lambda item: plain_letters(item[1].country))
    for pk, administration in by_country:
        for branch in served.get(pk, [alone]):
            branch.administrations.append(administration)
    grown = sorted(rilos.values(), key=lambda branch: str(branch.rilo))
    return [*grown, alone] if alone.administrations else grown
