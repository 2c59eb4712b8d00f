"""Offices: the tree, the list, and one office with whom to ask there."""

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.authority import posting_that_allows
from accounts.choices import OfficeKind
from accounts.models import Office, Officer, RiloMembership
from accounts.permissions import Permission
from accounts.reports.history import of_office
from accounts.web.people.directory import contact_points, memberships_of, people_at
from accounts.web.people.filters import OfficeFilter
from accounts.web.people.pages import OfficerRequest, require_anywhere, show
from accounts.web.people.tree import branches
from face.keyset import Column, Columns, Page, paginate

COLUMNS = Columns(
    Column("name", gettext_lazy("Name"), order=("by_name",)),
    Column("code", gettext_lazy("Code"), kind="code", order=("code",)),
    Column("kind", gettext_lazy("Kind"), order=("kind", "code")),
    Column("country", gettext_lazy("Country"), order=("country_code", "code")),
    Column("setting", gettext_lazy("Setting"), order=("setting", "code")),
)
POSTS = Columns(
    Column("name", gettext_lazy("Name"), order=("by_name",)),
    Column("code", gettext_lazy("Code"), kind="code", order=("code",)),
    Column("setting", gettext_lazy("Setting"), order=("setting", "code")),
)


@require_safe
def office_list(request: OfficerRequest) -> HttpResponse:
    """The offices that the reader may see, as a tree, or narrowed by filters as a list. For every officer."""
    require_anywhere(request.user, Permission.OFFICE_VIEW)
    seen = Office.objects.reached_by(request.user, Permission.OFFICE_VIEW)
    countries = seen.exclude(country_code="").order_by("country_code").values_list("country_code", flat=True).distinct()
    filters = OfficeFilter(request.GET, countries=list(countries))
    chips = filters.chips()
    has_tree = seen.filter(kind=OfficeKind.ADMINISTRATION).count() > 1
    as_list = bool(request.GET) or not has_tree
    context = {
        "filter_form": filters,
        "chips": chips,
        "as_list": as_list,
        "has_tree": has_tree,
    }
    if as_list:
        found = filters.narrow(seen.annotate(by_name=Lower("name")))
        context["page"] = paginate(request, found, COLUMNS, sort="code", size=50)
    else:
        context["branches"] = branches(seen)
    return show(request, "accounts/office_list.html", context)


@require_safe
def office(request: OfficerRequest, code: str) -> HttpResponse:
    """One office: facts, what it belongs to, whom to ask. People only for whoever may see people there."""
    seen = Office.objects.reached_by(request.user, Permission.OFFICE_VIEW)
    if "\0" in code:
        raise Http404
    found = get_object_or_404(seen.select_related("administration", "parent"), code=code)
    answering = list(contact_points(found))
    known = Officer.objects.visible_to(request.user).filter(pk__in=[posting.officer_id for posting in answering])
    may_see_people = posting_that_allows(request.user, Permission.OFFICER_VIEW, found) is not None
    context = {
        "office": found,
        "above": _linked(seen, found),
        "memberships": _memberships(seen, found),
        "position": f"{found.latitude:f}, {found.longitude:f}" if found.latitude and found.longitude else "",
        "language": dict(settings.LANGUAGES).get(found.language, found.language),
        "contact_points": answering,
        "known": set(known.values_list("pk", flat=True)),
        "may_see_people": may_see_people,
        "people": people_at(found) if may_see_people else [],
        "posts": _posts(request, found),
        "may_invite": posting_that_allows(request.user, Permission.OFFICER_INVITE, found) is not None,
        "history": of_office(found, request.user, before=request.GET.get("history", "")),
        "steps": [(_("Offices"), reverse("accounts:office-list"))],
    }
    return show(request, "accounts/office.html", context)


def _linked(seen: QuerySet[Office], found: Office) -> list[tuple[Office, bool]]:
    """What the office hangs under, nearest first, and whether the reader may open it."""
    above = [office for office in (found.parent, found.administration) if office and office != found]
    above = list(dict.fromkeys(above))
    open_to_reader = set(seen.filter(pk__in=[office.pk for office in above]).values_list("pk", flat=True))
    return [(office, office.pk in open_to_reader) for office in above]


def _memberships(seen: QuerySet[Office], found: Office) -> list[tuple[RiloMembership, Office, str]]:
    """The memberships, the office at the other end of each, and its address if the reader may open it."""
    both = [
        (membership, membership.administration if found.kind == OfficeKind.RILO else membership.rilo)
        for membership in memberships_of(found)
    ]
    open_to_reader = set(seen.filter(pk__in=[other.pk for _membership, other in both]).values_list("pk", flat=True))
    return [
        (membership, other, reverse("accounts:office", args=[other.code]) if other.pk in open_to_reader else "")
        for membership, other in both
    ]


def _posts(request: OfficerRequest, found: Office) -> Page[Office] | None:
    """The posts under an administration or a post; none for offices that have other offices under them."""
    if found.kind not in (OfficeKind.ADMINISTRATION, OfficeKind.POST):
        return None
    posts = Office.objects.under(found).exclude(pk=found.pk).annotate(by_name=Lower("name"))
    if found.kind == OfficeKind.POST and not posts.exists():
        return None
    return paginate(request, posts, POSTS, sort="code", size=25)
