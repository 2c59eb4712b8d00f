"""Whom to ask about an office, and who works there."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from accounts.choices import OfficeKind
from accounts.models import Office, Posting, RiloMembership
from accounts.roles import NationalContactPoint, RiloAnalyst

AT_MOST = 50


def contact_points(office: Office) -> QuerySet[Posting]:
    """Those who answer for the office: the contact points of its administration, the analysts of a RILO."""
    answering = Q(office=office.administration_id or office.pk, role_code=NationalContactPoint.code)
    if office.kind == OfficeKind.ADMINISTRATION:
        answering = Q(office=office, role_code=NationalContactPoint.code)
    elif office.kind == OfficeKind.RILO:
        answering = Q(office=office, role_code=RiloAnalyst.code)
    return _working().filter(answering)


def people_at(office: Office) -> QuerySet[Posting]:
    """Who holds a posting at this very office today, at most fifty."""
    return _working().filter(office=office)[:AT_MOST]


def memberships_of(office: Office) -> QuerySet[RiloMembership]:
    """Of an administration: its RILOs, past and present; of a RILO: its members. Of others none."""
    related = RiloMembership.objects.select_related("rilo", "administration")
    if office.kind == OfficeKind.RILO:
        return related.filter(rilo=office).order_by(Lower("administration__name"), "from_on")
    return related.filter(administration=office).order_by("-from_on")


def _working() -> QuerySet[Posting]:
    """Postings of today whose officers can sign in."""
    current = Posting.objects.current().filter(officer__is_active=True, officer__is_program=False)
    return current.select_related("officer", "office").order_by(
        Lower("officer__family_name"), "officer__given_names", "pk"
    )
