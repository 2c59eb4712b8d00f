"""What was done with accounts, as a sentence in the reader's language. Who did it and when stand beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.roles import ROLES
from audit.actions.runs import title_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from audit.models import Act

GAPS = re.compile(r"%\(\w+\)s")
SENTENCES: dict[str, str | Promise] = {
    "invitation.sent": _("%(subject)s was invited as %(role)s."),
    "invitation.recovery_issued": _("A slip to choose a new password was issued for %(subject)s."),
    "invitation.renewed": _("The invitation of %(subject)s was renewed with a new code."),
    "invitation.cancelled": _("The invitation of %(subject)s was cancelled."),
    "invitation.slip_shown": _("The slip with the code of %(subject)s was shown."),
    "officer.joined": _("%(subject)s accepted the invitation and opened the account."),
    "officer.recovered": _("%(subject)s chose a new password with a slip."),
    "officer.suspended": _("The account of %(subject)s was suspended."),
    "officer.reinstated": _("The account of %(subject)s was opened again."),
    "officer.corrected": _("The particulars of %(subject)s were corrected."),
    "officer.second_factors_removed": _("The second factors of %(subject)s were removed."),
    "officer.unlocked": _("The lock after wrong passwords was lifted for %(subject)s."),
    "officer.session_ended": _("One device of %(subject)s was signed out."),
    "officer.other_sessions_ended": _("All other devices of %(subject)s were signed out."),
    "officer.preferences_changed": _("%(subject)s changed the display or the language."),
    "officer.password_changed": _("%(subject)s changed the password."),
    "officer.password_reset": _("A new password was set for %(subject)s with the link from a letter."),
    "officer.password_link_sent": _("A link to choose a new password was sent to %(subject)s."),
    "officer.second_factor_added": _("A second factor was added for %(subject)s."),
    "officer.second_factor_removed": _("A second factor was removed for %(subject)s."),
    "officer.recovery_codes_renewed": _("New recovery codes were made for %(subject)s."),
    "officer.warned_of_dormancy": _("%(subject)s was warned that the unused account will be blocked."),
    "officer.blocked_as_dormant": _("The account of %(subject)s was blocked because nobody used it."),
    "demo.loaded": _("The demonstration people and offices were loaded at %(subject)s."),
    "code_list.edition_received": _("An edition of the code list %(subject)s was handed in."),
    "code_list.edition_applied": _("An edition of the code list %(subject)s came into force."),
    "code_list.edition_discarded": _("An edition of the code list %(subject)s was discarded."),
    "crosswalk.added": _("Words of other systems were added to the code lists."),
    "crosswalk.confirmed": _("The meaning of the word %(subject)s of another system was confirmed."),
    "run.started": _("“%(run)s” was started in the background."),
    "run.cancelled": _("The background run “%(run)s” was stopped."),
    "run.retried": _("The background run “%(run)s” was put back into its queue."),
    "run.result_taken": _("The file that the background run “%(run)s” made was downloaded."),
    "officers.exported": _("%(subject)s took out a list of officers."),
    "acts.exported": _("%(subject)s took out a list of acts."),
    "posting.granted": _("%(subject)s was posted as %(role)s to %(office)s from %(from_on)s."),
    "posting.granted_until": _("%(subject)s was posted as %(role)s to %(office)s from %(from_on)s until %(until_on)s."),
    "posting.ended": _("The posting of %(subject)s as %(role)s to %(office)s ends on %(until_on)s."),
    "posting.withdrawn": _("The posting of %(subject)s as %(role)s to %(office)s was withdrawn."),
}


def sentence(act: Act) -> str:
    """One act in words; the bare name of an act that is not known here. Not escaped."""
    name = act.act
    if name == "posting.granted" and act.details.get("until_on"):
        name = "posting.granted_until"
    return str(SENTENCES[name]) % _facts(act) if name in SENTENCES else act.act


def kinds_of_acts() -> dict[str, str]:
    """Each kind of act in words, with an ellipsis for whom, what and when."""
    return {name: GAPS.sub("…", str(words)) for name, words in SENTENCES.items() if name != "posting.granted_until"}


def _facts(act: Act) -> Mapping[str, str]:
    """What the sentences speak of; an en rule stands for what is not known."""
    details: dict[str, Any] = act.details
    role = ROLES.get(details.get("role", ""))
    return {
        "subject": act.subject_label,
        "run": title_of(details["kind"]) if "kind" in details else "–",
        "role": str(role.name) if role else "–",
        "office": details.get("office_name") or details.get("office") or act.office_code or "–",
        "from_on": _day(details.get("from_on")),
        "until_on": _day(details.get("until_on")),
    }


def _day(text: str | None) -> str:
    day = parse_date(text) if text else None
    return date_format(day, "DATE_FORMAT") if day else "–"
