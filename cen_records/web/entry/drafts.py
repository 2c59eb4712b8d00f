"""Pages on which a record is entered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission
from cen_records.access import nominal_of
from cen_records.actions.drafts import discard_draft
from cen_records.actions.errors import NotReady, SubmittedBefore
from cen_records.actions.submitting import submit_case
from cen_records.models import Case, Draft
from cen_records.reports.starting import copied_document, last_cases, offices_of_entry, starting_document, usual_office
from cen_records.rules.document.paths import flat
from cen_records.rules.fields import LISTS
from cen_records.web.entry.forms import Said
from cen_records.web.entry.saving import Sending, answer, entry_after, keep, own_draft
from cen_records.web.entry.sections import BY_CODE
from cen_records.web.entry.sent import pairs_of, values_of, without_row
from cen_records.web.entry.showing import Entry, entry_of, findings_of, show
from cen_records.web.pages import OfficerRequest, require_anywhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import Officer
    from cen_records.rules.document.paths import Flat
    from cen_records.web.entry.sections import Section

FORM_METHODS = ["GET", "HEAD", "POST"]
# What nearly every record says, and the long form asks for.
LONG_FORM = {"case.record_type": "SEIZURE", "case.date_precision": "DAY", "case.detecting_service": "CUSTOMS"}


@require_safe
def draft_new(request: OfficerRequest) -> HttpResponse:
    """An empty short form, or one like an earlier case (`?copy=last`, `?copy=<uuid>`). Saving it begins the draft."""
    require_anywhere(request.user, Permission.RECORD_ENTER)
    kept = getattr(request, "kept", None)
    if kept is not None and (identity := _uuid(kept.get("identity", ""))):
        with nominal_of(request.user):
            draft = own_draft(request.user, identity)
            entry = entry_of(draft) if draft else Entry(identity, {})
            return show(request, _with_kept(request, entry))
    office = usual_office(request.user, offices_of_entry(request.user))
    copied = _copied(request.user, request.GET.get("copy", ""))
    document = copied_document(copied, office) if copied else starting_document(request.user, office)
    return show(request, Entry(uuid4(), flat(document), copied_from=copied))


@require_http_methods([*FORM_METHODS, "PUT"])
def draft(request: OfficerRequest, pk: UUID, section: str = "") -> HttpResponse:
    """One screen of a draft: shown, saved by its form (POST), saved by a script as one types (PUT)."""
    require_anywhere(request.user, Permission.RECORD_ENTER)
    if section and section not in BY_CODE:
        raise Http404
    screen = BY_CODE.get(section)
    try:
        if request.method == "PUT":
            return answer(request, pk, screen)
        return _saved(request, pk, screen) if request.method == "POST" else _shown(request, pk, screen)
    except SubmittedBefore:
        return redirect("cen_records:record-receipt", pk)


@require_http_methods(FORM_METHODS)
def draft_submit(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Save the screen and hand the draft in; what is wrong or odd is told at its field. Twice is once."""
    require_anywhere(request.user, Permission.RECORD_ENTER)
    if request.method != "POST":
        with nominal_of(request.user):
            return show(request, _checked(_found(request, pk)))
    try:
        kept = keep(request.user, pk, _sending(request, None), change=None)
        if kept.conflicts:
            with nominal_of(request.user):
                return show(request, entry_after(kept, None), status=409)
        case = submit_case(by=request.user, identity=pk)
    except SubmittedBefore:
        return redirect("cen_records:record-receipt", pk)
    except NotReady as refusal:
        with nominal_of(request.user):
            found = _found(request, pk)
            return show(request, entry_of(found, None, Said(refusal.findings)), status=422)
    return redirect("cen_records:record-receipt", case.pk)


@require_http_methods(FORM_METHODS)
def draft_discard(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Ask once more, then throw the draft away."""
    require_anywhere(request.user, Permission.RECORD_ENTER)
    with nominal_of(request.user):
        found = _found(request, pk)
        if request.method == "POST":
            discard_draft(by=request.user, draft=found)
            messages.success(request, _("The draft is gone."))
            return redirect("cen_records:record-list")
        return render(request, "cen_records/entry/discard.html", {"entry": entry_of(found)})


def _shown(request: OfficerRequest, pk: UUID, section: Section | None) -> HttpResponse:
    with nominal_of(request.user):
        found = own_draft(request.user, pk)
        if found is None:
            return _gone(request, pk)
        entry = _checked(found, section) if "checked" in request.GET else entry_of(found, section)
        return show(request, _with_kept(request, entry))


def _saved(request: OfficerRequest, pk: UUID, section: Section | None) -> HttpResponse:
    row = uuid4()
    kept = keep(request.user, pk, _sending(request, section), change=_change(request, row))
    if kept.conflicts:
        with nominal_of(request.user):
            return show(request, entry_after(kept, section), status=409)
    following = request.POST.get("next", "")
    screen = BY_CODE.get(following) or (None if following else section)
    there = entry_of(kept.draft, screen).address
    return redirect(f"{there}#row-{row}" if "add" in request.POST else there)


def _change(request: OfficerRequest, row: UUID) -> Callable[[Flat], Flat] | None:
    """What a button does to the rows, or to the form itself."""
    added, removed, profile = (request.POST.get(name, "") for name in ("add", "remove", "profile"))
    if added in LISTS:
        return lambda values: {**values, f"{added}.{row}": True}
    if removed:
        return lambda values: without_row(values, removed)
    if profile in ("SHORT", "LONG"):
        usual = LONG_FORM if profile == "LONG" else {}
        return lambda values: {**usual, **values, "case.form_profile": profile}
    return None


def _sending(request: OfficerRequest, section: Section | None) -> Sending:
    based_on = request.POST.get("based_on", "")
    device = request.headers.get("User-Agent", "")[:80]
    return Sending(pairs_of(request.POST), int(based_on) if based_on.isdecimal() else 0, section, device)


def _found(request: OfficerRequest, pk: UUID) -> Draft:
    found = own_draft(request.user, pk)
    if found is None:
        raise Http404
    return found


def _gone(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """A draft that has become a record leads to it."""
    if Case.objects.visible_to(request.user).entered_by(request.user).filter(pk=pk).exists():
        return redirect("cen_records:record-receipt", pk)
    raise Http404


def _checked(draft: Draft, section: Section | None = None) -> Entry:
    return entry_of(draft, section, Said(findings_of(draft)))


def _with_kept(request: OfficerRequest, entry: Entry) -> Entry:
    """What was typed before the session ended, or before the language changed, over what was saved."""
    kept = getattr(request, "kept", None)
    if kept is None:
        return entry
    based_on = kept.get("based_on", "")
    revision = int(based_on) if based_on.isdecimal() else entry.revision
    return replace(entry, values=entry.values | values_of(pairs_of(kept)), revision=revision, is_unsaved=True)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _copied(officer: Officer, wanted: str) -> Case | None:
    if wanted == "last":
        return last_cases(officer).first()
    identity = _uuid(wanted)
    return Case.objects.visible_to(officer).filter(pk=identity).first() if identity else None
