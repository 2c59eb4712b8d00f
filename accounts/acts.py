"""What is done with accounts, and by officers with background runs and the record: each kind with its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.roles import ROLES
from audit.actions.runs import title_of
from audit.choices import Operation
from audit.kinds import Kind

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from audit.models import Act


@dataclass(frozen=True)
class PostingKind(Kind):
    """Speaks of a role at an office from one day to another."""

    until: str | Promise = ""  # the sentence when a last day is known

    def sentence_for(self, act: Act) -> str | Promise:
        """The sentence with the last day, where there is one."""
        return self.until if self.until and act.details.get("until_on") else self.sentence

    def facts(self, act: Act) -> dict[str, str]:
        """Role and days in the reader's language, and the office by its name."""
        details: dict[str, Any] = act.details
        role = ROLES.get(details.get("role", ""))
        return {
            **super().facts(act),
            "role": str(role.name) if role else "–",
            "office": details.get("office_name") or details.get("office") or act.office_code or "–",
            "from_on": _day(details.get("from_on")),
            "until_on": _day(details.get("until_on")),
        }


class RunKind(Kind):
    """Speaks of a background run by its title."""

    def facts(self, act: Act) -> dict[str, str]:
        """The title of the run in the reader's language."""
        return {**super().facts(act), "run": title_of(act.details["kind"]) if "kind" in act.details else "–"}


def _day(text: str | None) -> str:
    day = parse_date(text) if text else None
    return date_format(day, "DATE_FORMAT") if day else "–"


# --- Invitations ---------------------------------------------------------------------------
INVITED = PostingKind("invitation.sent", _("%(subject)s was invited as %(role)s."), Operation.COLLECTION)
RECOVERY_ISSUED = Kind(
    "invitation.recovery_issued",
    _("A slip to choose a new password was issued for %(subject)s."),
    Operation.ALTERATION,
)
INVITATION_RENEWED = Kind(
    "invitation.renewed", _("The invitation of %(subject)s was renewed with a new code."), Operation.ALTERATION
)
INVITATION_CANCELLED = Kind(
    "invitation.cancelled", _("The invitation of %(subject)s was cancelled."), Operation.ALTERATION
)
SLIP_SHOWN = Kind(
    "invitation.slip_shown", _("The slip with the code of %(subject)s was shown."), Operation.CONSULTATION
)

# --- Officers ------------------------------------------------------------------------------
JOINED = Kind("officer.joined", _("%(subject)s accepted the invitation and opened the account."), Operation.COLLECTION)
RECOVERED = Kind("officer.recovered", _("%(subject)s chose a new password with a slip."), Operation.ALTERATION)
SUSPENDED = Kind(
    "officer.suspended", _("The account of %(subject)s was suspended."), Operation.ALTERATION, reason_owed=True
)
REINSTATED = Kind(
    "officer.reinstated", _("The account of %(subject)s was opened again."), Operation.ALTERATION, reason_owed=True
)
CORRECTED = Kind("officer.corrected", _("The particulars of %(subject)s were corrected."), Operation.ALTERATION)
SECOND_FACTORS_REMOVED = Kind(
    "officer.second_factors_removed",
    _("The second factors of %(subject)s were removed."),
    Operation.ALTERATION,
    reason_owed=True,
)
UNLOCKED = Kind(
    "officer.unlocked", _("The lock after wrong passwords was lifted for %(subject)s."), Operation.ALTERATION
)
SESSION_ENDED = Kind("officer.session_ended", _("One device of %(subject)s was signed out."), Operation.ALTERATION)
OTHER_SESSIONS_ENDED = Kind(
    "officer.other_sessions_ended", _("All other devices of %(subject)s were signed out."), Operation.ALTERATION
)
PREFERENCES_CHANGED = Kind(
    "officer.preferences_changed", _("%(subject)s changed the display or the language."), Operation.ALTERATION
)
PASSWORD_CHANGED = Kind("officer.password_changed", _("%(subject)s changed the password."), Operation.ALTERATION)
PASSWORD_RESET = Kind(
    "officer.password_reset",
    _("A new password was set for %(subject)s with the link from a letter."),
    Operation.ALTERATION,
)
PASSWORD_LINK_SENT = Kind(
    "officer.password_link_sent", _("A link to choose a new password was sent to %(subject)s."), Operation.ALTERATION
)
SECOND_FACTOR_ADDED = Kind(
    "officer.second_factor_added", _("A second factor was added for %(subject)s."), Operation.ALTERATION
)
SECOND_FACTOR_REMOVED = Kind(
    "officer.second_factor_removed", _("A second factor was removed for %(subject)s."), Operation.ALTERATION
)
RECOVERY_CODES_RENEWED = Kind(
    "officer.recovery_codes_renewed", _("New recovery codes were made for %(subject)s."), Operation.ALTERATION
)
WARNED_OF_DORMANCY = Kind(
    "officer.warned_of_dormancy",
    _("%(subject)s was warned that the unused account will be blocked."),
    Operation.ALTERATION,
)
BLOCKED_AS_DORMANT = Kind(
    "officer.blocked_as_dormant",
    _("The account of %(subject)s was blocked because nobody used it."),
    Operation.ALTERATION,
)
PARTICULARS_SEEN = Kind(
    "officer.particulars_seen", _("The particulars of %(subject)s were looked at."), Operation.CONSULTATION
)
OFFICERS_EXPORTED = Kind("officers.exported", _("%(subject)s took out a list of officers."), Operation.DISCLOSURE)

OFFICERS_FETCHED = Kind("officers.fetched", _("%(subject)s fetched officers with a program."), Operation.CONSULTATION)

# --- Programs and their tokens -------------------------------------------------------------
TOKEN_ISSUED = Kind(
    "token.issued", _("The token “%(name)s” for programs was issued for %(subject)s."), Operation.ALTERATION
)
TOKEN_REVOKED = Kind("token.revoked", _("The token “%(name)s” of %(subject)s was revoked."), Operation.ALTERATION)
TOKEN_MET_ADDRESS = Kind(
    "token.met_address",
    _("The token “%(name)s” of %(subject)s was used from a new address, %(address)s."),
    Operation.ALTERATION,
)
PROGRAM_REGISTERED = PostingKind(
    "program.registered", _("The program %(subject)s was registered as %(role)s at %(office)s."), Operation.COLLECTION
)
PROGRAM_CLOSED = Kind("program.closed", _("The program %(subject)s was closed."), Operation.ALTERATION)

# --- The record of acts --------------------------------------------------------------------
ACTS_SEARCHED = Kind("acts.searched", _("%(subject)s searched the record of acts."), Operation.CONSULTATION)
ACTS_EXPORTED = Kind("acts.exported", _("%(subject)s took out a list of acts."), Operation.DISCLOSURE)

# --- Postings ------------------------------------------------------------------------------
POSTING_GRANTED = PostingKind(
    "posting.granted",
    _("%(subject)s was posted as %(role)s to %(office)s from %(from_on)s."),
    Operation.ALTERATION,
    until=_("%(subject)s was posted as %(role)s to %(office)s from %(from_on)s until %(until_on)s."),
)
POSTING_ENDED = PostingKind(
    "posting.ended",
    _("The posting of %(subject)s as %(role)s to %(office)s ends on %(until_on)s."),
    Operation.ALTERATION,
    reason_owed=True,
)
POSTING_WITHDRAWN = PostingKind(
    "posting.withdrawn",
    _("The posting of %(subject)s as %(role)s to %(office)s was withdrawn."),
    Operation.ALTERATION,
    reason_owed=True,
)

# --- Background runs -----------------------------------------------------------------------
RUN_STARTED = RunKind("run.started", _("“%(run)s” was started in the background."), Operation.ALTERATION)
RUN_CANCELLED = RunKind("run.cancelled", _("The background run “%(run)s” was stopped."), Operation.ALTERATION)
RUN_RETRIED = RunKind(
    "run.retried", _("The background run “%(run)s” was put back into its queue."), Operation.ALTERATION
)
RUN_RESULT_TAKEN = RunKind(
    "run.result_taken", _("The file that the background run “%(run)s” made was downloaded."), Operation.DISCLOSURE
)
RUN_FILE_REMOVED = RunKind(
    "run.file_removed",
    _("The file that the background run “%(run)s” made was removed: its time was over."),
    Operation.ERASURE,
)

# --- The demonstration ---------------------------------------------------------------------
DEMO_LOADED = Kind(
    "demo.loaded",
    _("The demonstration people and offices were loaded at %(subject)s."),
    Operation.COLLECTION,
)
