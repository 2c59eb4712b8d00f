"""Seals: how things stand in words, and heads to copy or print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from accounts.web.acts.pages import tabs
from accounts.web.people.pages import require_anywhere, show
from audit.choices import RunState
from audit.models import Run, Seal
from audit.models.versions import Version
from audit.reports.standing import standings
from face.keyset import Column, Columns, paginate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from accounts.web.people.pages import OfficerRequest
    from audit.reports.standing import BookStanding

CHECK = "audit.verify_books"
LATE = timedelta(minutes=15)  # three rounds of sealing
STALE = timedelta(hours=36)  # a night was left out
BOOKS = Columns(
    Column("book", gettext_lazy("Book")),
    Column("entries", gettext_lazy("Entries sealed"), kind="number"),
    Column("waiting", gettext_lazy("Waiting"), kind="number"),
    Column("number", gettext_lazy("Newest seal"), kind="number"),
    Column("file", gettext_lazy("In the file")),
    Column("letter", gettext_lazy("By letter")),
)
COLUMNS = Columns(
    Column("made_at", gettext_lazy("Sealed at"), kind="date", order=("made_at", "-book", "number")),
    Column("book", gettext_lazy("Book")),
    Column("number", gettext_lazy("Seal"), kind="number"),
    Column("entries", gettext_lazy("Entries in the log"), kind="number"),
    Column("head", gettext_lazy("Head")),
)

# What books are called. Those of the rooms above are called by what their model calls itself.
NAMES = {
    "accounts_invitationversion": gettext_lazy("Versions of invitations"),
    "accounts_officerversion": gettext_lazy("Versions of people"),
    "accounts_officeversion": gettext_lazy("Versions of offices"),
    "accounts_postingversion": gettext_lazy("Versions of postings"),
    "accounts_rilomembershipversion": gettext_lazy("Versions of memberships in RILOs"),
    "audit_act": gettext_lazy("Acts"),
    "reference_codelistversion": gettext_lazy("Versions of code lists"),
    "reference_crosswalkversion": gettext_lazy("Versions of crosswalks"),
}


@dataclass(frozen=True)
class State:
    """How something stands: the kind of the notice, its heading and one sentence."""

    kind: str
    heading: str
    text: str


def seal_list(request: OfficerRequest) -> HttpResponse:
    """All books, the last seals, what the nightly check found, and the newest heads. For whoever may view acts."""
    require_anywhere(request.user, Permission.ACT_VIEW)
    page = paginate(request, Seal.objects.heads(), COLUMNS, sort="-made_at", size=25)
    books = standings()
    context: dict[str, Any] = {
        "page": page,
        "rows": [(seal, name_of(seal.book), grouped(bytes(seal.head))) for seal in page.rows],
        "books": [(name_of(book.table), book) for book in books],
        "book_columns": BOOKS,
        "head_lines": "\n".join(book.newest.signed_head.line for book in books if book.newest),
        "states": [checked(), sealed(books)],
        "tabs": tabs(current="seal-list"),
    }
    return show(request, "accounts/acts/seal_list.html", context)


def name_of(table: str) -> str:
    """What a book is called; the name of its table where nobody has named it."""
    if table in NAMES:
        return str(NAMES[table])
    model = next((model for model in apps.get_models() if model._meta.db_table == table), None)
    if model is not None and issubclass(model, Version):
        return _("Versions: %(what)s") % {"what": model.pgh_tracked_model._meta.verbose_name}
    named = model is not None and isinstance(model._meta.verbose_name, Promise)
    return str(model._meta.verbose_name) if model and named else table


def grouped(head: bytes) -> str:
    """A hash in groups of eight, to be compared by eye with a printed sheet."""
    return head.hex(" ", -4)


def checked() -> State:
    """What the last check of all books found."""
    run = Run.objects.filter(kind=CHECK, state__in=[RunState.DONE, RunState.FAILED]).order_by("-finished_at").first()
    if run is None or run.finished_at is None:
        return State("attention", _("Not checked yet"), _("Everything is compared with its seals each night."))
    if run.state == RunState.FAILED:
        return State("stop", _("The check did not come to an end"), run.outcome_sentence)
    if "found" not in run.outcome_values:
        return State("attention", _("Not checked yet"), run.outcome_sentence)
    if run.outcome_values["found"]:
        return State("stop", _("Something is not as it was sealed"), run.outcome_sentence)
    if run.finished_at < timezone.now() - STALE:
        return State("attention", _("Not checked since last night"), run.outcome_sentence)
    return State("good", _("Everything is what was sealed"), run.outcome_sentence)


def sealed(books: Sequence[BookStanding]) -> State:
    """Whether sealing keeps up with what is written."""
    if not any(book.waiting for book in books):
        return State("good", _("Everything is sealed"), _("Nothing has been written since the last seals."))
    since = [book.waiting_since for book in books if book.waiting_since]
    if since and min(since) < timezone.now() - LATE:
        text = _("Entries have been waiting for their seal for more than 15 minutes. Tell the administrator.")
        return State("stop", _("Sealing has stopped"), text)
    return State("accent", _("Some entries wait for their seal"), _("They are sealed within a few minutes."))
