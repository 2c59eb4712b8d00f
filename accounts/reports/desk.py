"""What of offices and people waits for an officer, and whom they can ask."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.choices import OfficeKind
from accounts.models import Invitation, Office, Officer, Posting, RiloMembership
from accounts.permissions import Permission
from accounts.querysets.reach import reach
from accounts.reports.machinery import queues_that_stand_still
from accounts.roles import Administrator, NationalContactPoint
from face.waiting import Urgency, Waiting, WaitingGroup

if TYPE_CHECKING:
    from django.db.models import QuerySet

SOON_ENDING = timedelta(days=30)
EXPIRED_LATELY = timedelta(days=14)
AT_MOST = 6  # of each kind; the heading leads to all of them


def waiting_in_accounts(officer: Officer) -> list[WaitingGroup]:
    """Queues that stand still, invitations that run out, accounts about to be blocked, and postings that end."""
    today = timezone.localdate()
    return [
        queues_that_stand_still(officer),
        WaitingGroup(
            _("Your postings that end soon"), [_ending(p, today, own=True) for p in _own_ending(officer, today)]
        ),
        WaitingGroup(
            _("Invitations not taken up"),
            [_untaken(invitation, today) for invitation in _invitations(officer, today)],
            url=reverse("accounts:invitation-list"),
        ),
        WaitingGroup(
            _("Accounts about to be blocked"),
            [_dormant(dormant, today) for dormant in _dormant_accounts(officer)],
            url=reverse("accounts:officer-list") + "?state=dormant",
        ),
        WaitingGroup(
            _("Postings that end soon"), [_ending(posting, today) for posting in _postings_ending(officer, today)]
        ),
    ]


def colleagues_to_ask(officer: Officer) -> list[Posting]:
    """Those who look after this officer's account: the contact points of the country, else the nearest administrators.

    An officer whose posting has ended is still told whom to ask: the last posting says where.
    """
    last = officer.postings.select_related("office").first()
    in_charge = Posting.objects.current().filter(officer__is_active=True).exclude(officer=officer)
    for wanted in (
        _in_charge_of(last.office) if last else [Q(office__kind=OfficeKind.WCO, role_code=Administrator.code)]
    ):
        found = in_charge.filter(wanted).select_related("officer", "office").order_by("officer__family_name", "pk")[:3]
        if found:
            return list(found)
    return []


def _in_charge_of(office: Office) -> list[Q]:
    """Who looks after the people of an office, nearest first."""
    administration, day = office.administration_id, timezone.localdate()
    rilos = Office.objects.filter(
        memberships__in=RiloMembership.objects.holding(day).filter(administration=administration),
    )
    administrators = Q(role_code=Administrator.code)
    return [
        Q(role_code=NationalContactPoint.code, office=administration),
        administrators & Q(office=administration),
        administrators & Q(office__in=rilos.values("pk")),
        administrators & Q(office__kind=OfficeKind.WCO),
    ]


def _own_ending(officer: Officer, today: date) -> QuerySet[Posting]:
    return officer.postings.current().filter(until_on__lte=today + SOON_ENDING).select_related("office")


def _postings_ending(officer: Officer, today: date) -> QuerySet[Posting]:
    return (
        Posting.objects.current()
        .filter(reach(officer, Permission.POSTING_GRANT, to="office__"), until_on__lte=today + SOON_ENDING)
        .filter(officer__is_active=True)
        .exclude(officer=officer)
        .select_related("officer", "office")
        .order_by("until_on", "pk")[:AT_MOST]
    )


def _invitations(officer: Officer, today: date) -> QuerySet[Invitation]:
    return (
        Invitation.objects.visible_to(officer)
        .filter(accepted_at__isnull=True, cancelled_at__isnull=True)
        .filter(expires_at__date__gte=today - EXPIRED_LATELY, expires_at__date__lte=today + timedelta(days=3))
        .select_related("office")
        .order_by("expires_at", "pk")[:AT_MOST]
    )


def _dormant_accounts(officer: Officer) -> QuerySet[Officer]:
    """A reader of this list can do something about it: reach is that of suspending and reinstating."""
    theirs = Officer.objects.filter(reach(officer, Permission.OFFICER_SUSPEND, to="postings__office__"))
    dormant: QuerySet[Officer] = Officer.objects.about_to_be_blocked().filter(pk__in=theirs.values("pk"))
    return dormant.order_by("last_seen_on", "pk")[:AT_MOST]


def _ending(posting: Posting, today: date, *, own: bool = False) -> Waiting:
    ends_on = posting.until_on or today
    return Waiting(
        title=str(posting.role.name) if own else str(posting.officer),
        text=str(posting.office) if own else str(posting),
        url=reverse("accounts:me") if own else reverse("accounts:officer", args=[posting.officer_id]),
        due=_days_left(ends_on, today),
        due_on=ends_on,
        urgency=Urgency.SOON if ends_on - today <= timedelta(days=7) else Urgency.LATER,
    )


def _untaken(invitation: Invitation, today: date) -> Waiting:
    ends_on = timezone.localdate(invitation.expires_at)
    expired = invitation.expires_at <= timezone.now()
    days = (ends_on - today).days
    if expired:
        due = _("expired on %(day)s") % {"day": date_format(ends_on, "SHORT_DATE_FORMAT")}
    elif days <= 0:
        due = _("expires today")
    else:
        due = ngettext("expires in %(days)s day", "expires in %(days)s days", days) % {"days": days}
    return Waiting(
        title=str(invitation),
        text=str(invitation.office),
        url=reverse("accounts:invitation", args=[invitation.pk]),
        due=due,
        due_on=ends_on,
        urgency=Urgency.LATE if expired else Urgency.SOON,
    )


def _dormant(officer: Officer, today: date) -> Waiting:
    blocked_on = officer.will_be_blocked_on or today
    return Waiting(
        title=str(officer),
        text=_("Has not signed in for a long time. Ask them to sign in once."),
        url=reverse("accounts:officer", args=[officer.pk]),
        due=_days_left(blocked_on, today),
        due_on=blocked_on,
        urgency=Urgency.SOON,
    )


def _days_left(day: date, today: date) -> str:
    days = (day - today).days
    if days <= 0:
        return _("today")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
