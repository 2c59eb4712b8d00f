"""One officer as the pages show them: the state in a word, and the one thing to do next."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.authority import has_anywhere, may_over
from accounts.choices import BlockReason, InvitationState
from accounts.models import Invitation, Officer, Posting
from accounts.permissions import Permission
from audit.models import Act
from audit.presenters import sentence

LATEST = 30
SOON_ENDING = timedelta(days=30)
INVITATION_KINDS = {
    InvitationState.OPEN: "accent",
    InvitationState.EXPIRED: "attention",
    InvitationState.ACCEPTED: "good",
    InvitationState.CANCELLED: "neutral",
}


@dataclass(frozen=True)
class Badge:
    """A state, always in a word."""

    word: str | Promise
    kind: str


@dataclass(frozen=True)
class Step:
    """Something that the reader may do: the word on the button and where it leads."""

    word: str | Promise
    url: str
    why: str | Promise = ""
    icon: str = ""


@dataclass(frozen=True)
class Event:
    """One entry of a timeline."""

    who: str
    what: str
    when: object
    office: str
    note: str


@dataclass(frozen=True)
class PostingRow:
    """One posting of an officer, and whether the reader may end it."""

    posting: Posting
    may_end: bool = False

    @property
    def holds(self) -> bool:
        """Whether it holds today."""
        closed_on = self.posting.office.closed_on
        return self.badge.kind == "good" and (closed_on is None or closed_on > timezone.localdate())

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to end: its last day has passed, or it was withdrawn."""
        if self.posting.withdrawn_at:
            return True
        return self.posting.until_on is not None and self.posting.until_on < timezone.localdate()

    @property
    def badge(self) -> Badge:
        """Where today stands in its days, in a word."""
        if self.posting.withdrawn_at:
            return Badge(gettext_lazy("Withdrawn"), "neutral")
        if self.is_over:
            return Badge(gettext_lazy("Ended"), "neutral")
        if self.posting.from_on > timezone.localdate():
            return Badge(gettext_lazy("To come"), "accent")
        return Badge(gettext_lazy("Current"), "good")


@dataclass(frozen=True)
class Tab:
    """One tab above a list."""

    name: str | Promise
    url: str
    current: bool


def officer_badge(officer: Officer) -> Badge:
    """Whether this officer can sign in, in a word."""
    if officer.blocked_reason == BlockReason.SUSPENDED:
        return Badge(gettext_lazy("Suspended"), "stop")
    if officer.blocked_reason == BlockReason.DORMANT:
        return Badge(gettext_lazy("Blocked, not used"), "attention")
    if officer.will_be_blocked_on:
        return Badge(gettext_lazy("About to be blocked"), "attention")
    return Badge(gettext_lazy("Active"), "good")


def invitation_badge(invitation: Invitation) -> Badge:
    """What has become of this invitation, in a word."""
    state = invitation.state
    return Badge(state.label, INVITATION_KINDS[state])


def tabs_of_people(reader: Officer, *, current: str) -> list[Tab]:
    """Officers, invitations, programs: those of the lists that the reader may open; no tab where there is one list."""
    lists = [
        ("officer-list", gettext_lazy("Officers"), Permission.OFFICER_VIEW),
        ("invitation-list", gettext_lazy("Invitations"), Permission.OFFICER_INVITE),
        ("program-list", gettext_lazy("Programs"), Permission.POSTING_GRANT),
    ]
    tabs = [
        Tab(name, reverse(f"accounts:{route}"), route == current)
        for route, name, permission in lists
        if has_anywhere(reader, permission)
    ]
    return tabs if len(tabs) > 1 else []


def timeline(acts: QuerySet[Act]) -> list[Event]:
    """The latest acts in words, newest first."""
    return [Event(act.by_name, sentence(act), act.at, act.by_office_code, act.reason) for act in acts[:LATEST]]


@dataclass(frozen=True)
class Allowed:
    """What the reader may do to an officer. To their own account nobody does any of this."""

    suspend: bool
    reinstate: bool
    correct: bool
    post: bool

    @classmethod
    def of(cls, reader: Officer, officer: Officer) -> "Allowed":
        """Ask the policy once for the whole page."""
        if reader.pk == officer.pk:
            return cls(suspend=False, reinstate=False, correct=False, post=False)
        return cls(
            suspend=may_over(reader, Permission.OFFICER_SUSPEND, officer, every=False),
            reinstate=may_over(reader, Permission.OFFICER_SUSPEND, officer, every=True),
            correct=may_over(reader, Permission.OFFICER_INVITE, officer, every=True),
            post=officer.is_active and has_anywhere(reader, Permission.POSTING_GRANT),
        )


def next_step(officer: Officer, current: list[Posting], allowed: Allowed, *, locked: bool) -> Step | None:
    """The one thing to do about this officer, if there is one and the reader may do it."""
    if not officer.is_active:
        return _reinstating(officer) if allowed.reinstate else None
    if not current and allowed.post:
        return _posting(officer, _("This officer holds no posting now and so can do nothing."))
    if locked and allowed.suspend:
        why = _("Sign-in is locked after too many wrong passwords.")
        return Step(_("Unlock sign-in"), reverse("accounts:officer-unlock", args=[officer.pk]), why, "shield")
    return _ending(officer, current) if allowed.post else None


def _reinstating(officer: Officer) -> Step:
    on = date_format(timezone.localdate(officer.blocked_at), "SHORT_DATE_FORMAT")
    why = _("This officer has not been able to sign in since %(day)s.") % {"day": on}
    return Step(_("Reinstate"), reverse("accounts:officer-reinstate", args=[officer.pk]), why, "check")


def _posting(officer: Officer, why: str) -> Step:
    return Step(_("Add a posting"), reverse("accounts:posting-grant", args=[officer.pk]), why, "plus")


def _ending(officer: Officer, current: list[Posting]) -> Step | None:
    """What to do when the last of the postings ends soon."""
    ends: list[date] = [posting.until_on for posting in current if posting.until_on]
    if len(ends) < len(current) or max(ends) > timezone.localdate() + SOON_ENDING:
        return None
    day = date_format(max(ends), "SHORT_DATE_FORMAT")
    return _posting(officer, _("The last posting of this officer ends on %(day)s.") % {"day": day})


def other_steps(officer: Officer, allowed: Allowed, *, locked: bool, has_factors: bool) -> list[Step]:
    """Everything else that the reader may do and that makes sense now, from the mildest to the hardest."""

    def to(route: str) -> str:
        return reverse(f"accounts:{route}", args=[officer.pk])

    steps = []
    if allowed.correct:
        steps.append(Step(_("Correct name or address"), to("officer-correct"), icon="edit"))
    if allowed.suspend and locked:
        steps.append(Step(_("Unlock sign-in"), to("officer-unlock"), icon="shield"))
    if allowed.correct and officer.is_active:
        steps.append(Step(_("Print a slip for a new password"), to("recovery-slip-issue"), icon="print"))
    if allowed.correct and has_factors:
        steps.append(Step(_("Remove second factors"), to("second-factors-remove"), icon="key"))
    if not officer.is_active and allowed.reinstate:
        steps.append(Step(_("Reinstate"), to("officer-reinstate"), icon="check"))
    if officer.is_active and allowed.suspend:
        steps.append(Step(_("Suspend"), to("officer-suspend"), icon="stop"))
    return steps
