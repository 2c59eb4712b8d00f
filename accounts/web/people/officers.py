"""Reading officers: the list, its export, and one officer's page."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_safe

from accounts.actions.consultations import look_at_particulars
from accounts.actions.exports import export_officers
from accounts.authority import has_anywhere
from accounts.choices import InvitationState
from accounts.models import Office, Officer, Posting
from accounts.permissions import Permission
from accounts.querysets.reach import reach
from accounts.reports.history import of_officer
from accounts.web.people.cards import (
    Allowed,
    PostingRow,
    next_step,
    officer_badge,
    other_steps,
    tabs_of_people,
)
from accounts.web.people.filters import INVITED, OfficerFilter
from accounts.web.people.pages import OfficerRequest, require_anywhere, show, visible_officer
from accounts.web.people.sheets import sheet
from face.keyset import Column, Columns, paginate

COLUMNS = Columns(
    Column("name", _("Name"), order=("by_family_name", "given_names")),
    Column("sign_in_name", _("Sign-in name"), kind="code", order=("sign_in_name",)),
    Column("postings", _("Current postings")),
    Column("state", _("State")),
    Column("last_seen_on", _("Last seen"), kind="date"),
)
FACTOR_NAMES: dict[str, str | Promise] = {
    Authenticator.Type.TOTP: _("Authenticator application"),
    Authenticator.Type.WEBAUTHN: _("Passkey or security key"),
    Authenticator.Type.RECOVERY_CODES: _("Recovery codes"),
}


@require_safe
def officer_list(request: OfficerRequest) -> HttpResponse:
    """The officers that the reader may see, narrowed by the filters. For whoever may see people somewhere."""
    require_anywhere(request.user, Permission.OFFICER_VIEW)
    may_invite = has_anywhere(request.user, Permission.OFFICER_INVITE)
    if request.GET.get("state") == INVITED and may_invite:
        return _invitations_instead(request)
    filters = OfficerFilter(request.GET, by=request.user)
    page = paginate(request, _narrowed(filters, request.user), COLUMNS, sort="name", size=50)
    context = {
        "page": page,
        "rows": [(officer, officer_badge(officer)) for officer in page.rows],
        "filter_form": filters,
        "chips": filters.chips(),
        "tabs": tabs_of_people(request.user, current="officer-list"),
        "may_invite": may_invite,
    }
    return show(request, "accounts/officer_list.html", context)


@require_GET  # each export leaves an act
def officer_export(request: OfficerRequest) -> HttpResponseBase:
    """Exactly what the list shows with these filters, as CSV. For whoever may see people somewhere."""
    require_anywhere(request.user, Permission.OFFICER_VIEW)
    filters = OfficerFilter(request.GET, by=request.user)
    found = _narrowed(filters, request.user).order_by(Lower("family_name"), "given_names", "pk")
    export_officers(by=request.user, count=found.count(), filters=filters.in_force())
    head = [_("Family name"), _("Given names"), _("Staff number"), _("Sign-in name"), _("Current postings")]
    head += [_("State"), _("Last seen")]
    return sheet(_("officers"), head, found, _as_row)


@require_safe
def officer(request: OfficerRequest, pk: int) -> HttpResponse:
    """One officer: postings, sign-in, what was done. For the officer, and whoever may see people there."""
    person = visible_officer(request, pk)
    look_at_particulars(by=request.user, officer=person)
    postings = list(person.postings.select_related("office"))
    current = [posting for posting in postings if PostingRow(posting).holds]
    allowed = Allowed.of(request.user, person)
    rows, elsewhere = _postings_shown(request.user, person, postings)
    locked, factors = _is_locked(person), _factors(person)
    step = next_step(person, current, allowed, locked=locked)
    others = other_steps(person, allowed, locked=locked, has_factors=bool(factors))
    context = {
        "person": person,
        "badge": officer_badge(person),
        "current": [row.posting for row in rows if row.holds],
        "posting_rows": rows,
        "elsewhere": elsewhere,
        "allowed": allowed,
        "next_step": step,
        "other_steps": [other for other in others if step is None or other.url != step.url],
        "locked": locked,
        "factors": factors,
        "factor_owed": any(posting.role.second_factor for posting in current),
        "sessions": UserSession.objects.filter(user=person).count(),
        "history": of_officer(person, request.user, before=request.GET.get("history", "")),
        "steps": [(_("Officers"), reverse("accounts:officer-list"))],
    }
    return show(request, "accounts/officer.html", context)


def _narrowed(filters: OfficerFilter, reader: Officer) -> QuerySet[Officer]:
    """The visible officers that fit the filters, with their current postings where the reader may see people."""
    here = Q(officer=reader) | reach(reader, Permission.OFFICER_VIEW, to="office__")
    current = Prefetch("postings", Posting.objects.current().filter(here).select_related("office"))
    seen = Officer.objects.visible_to(reader).annotate(by_family_name=Lower("family_name"))
    return filters.narrow(seen.prefetch_related(current))


def _invitations_instead(request: OfficerRequest) -> HttpResponseRedirect:
    """Who is invited has no account yet: the same filters on the list of open invitations."""
    query = request.GET.copy()
    query["state"] = InvitationState.OPEN
    return HttpResponseRedirect(f"{reverse('accounts:invitation-list')}?{query.urlencode()}")


def _as_row(officer: Officer) -> list[str]:
    postings = "; ".join(f"{posting.role.name}, {posting.office.code}" for posting in officer.postings.all())
    seen_on = officer.last_seen_on.isoformat() if officer.last_seen_on else ""
    names = [officer.family_name, officer.given_names, officer.staff_number, officer.sign_in_name]
    return [*names, postings, str(officer_badge(officer).word), seen_on]


def _is_locked(officer: Officer) -> bool:
    """Whether too many wrong passwords have closed this account to some address for a while."""
    attempts = AccessAttempt.objects.filter(username=officer.sign_in_name)
    attempts = attempts.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT)
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    return bool(attempts.filter(attempt_time__gt=since).exists())


def _factors(officer: Officer) -> list[str | Promise]:
    """The second factors in words, each kind once."""
    kinds = Authenticator.objects.filter(user=officer).values_list("type", flat=True)
    return [FACTOR_NAMES[kind] for kind in sorted(set(kinds), reverse=True)]


def _postings_shown(reader: Officer, person: Officer, postings: list[Posting]) -> tuple[list[PostingRow], int]:
    """The postings at offices where the reader may see people (all of one's own), and how many are elsewhere."""
    here = Office.objects.filter(pk__in=[posting.office_id for posting in postings])
    seen = set(here.filter(reach(reader, Permission.OFFICER_VIEW)).values_list("pk", flat=True))
    granted = set(here.filter(reach(reader, Permission.POSTING_GRANT)).values_list("pk", flat=True))
    rows = [
        PostingRow(posting, may_end=reader.pk != person.pk and posting.office_id in granted)
        for posting in postings
        if reader.pk == person.pk or posting.office_id in seen
    ]
    return rows, len(postings) - len(rows)
