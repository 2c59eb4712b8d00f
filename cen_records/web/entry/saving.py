"""Keeping what was typed: by a form, or by a script a second after the last key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, JsonResponse

from accounts.permissions import Permission, Refused
from cen_records.access import nominal_of
from cen_records.actions.drafts import begin_draft, save_draft
from cen_records.actions.errors import IdentityTaken
from cen_records.models import Draft
from cen_records.reports.starting import offices_of_entry, usual_office
from cen_records.rules.document.paths import flat, unflat
from cen_records.web.entry.forms import Said
from cen_records.web.entry.sent import overlaid, values_of
from cen_records.web.entry.showing import Entry, entry_of, name_of, saved_words

if TYPE_CHECKING:
    from accounts.models import Office, Officer
    from cen_records.rules.document.merging import Conflict
    from cen_records.rules.document.paths import Flat
    from cen_records.web.entry.sections import Section
    from cen_records.web.entry.sent import Pairs
    from cen_records.web.pages import OfficerRequest

LARGEST = 512 * 1024  # bytes of one saving


@dataclass(frozen=True)
class Sending:
    """One screen as it was sent."""

    pairs: Pairs
    based_on: int
    section: Section | None = None
    device: str = ""


@dataclass(frozen=True)
class Kept:
    """What became of it."""

    draft: Draft
    conflicts: list[Conflict]


def own_draft(officer: Officer, identity: UUID) -> Draft | None:
    """The draft that the officer may go on with. Asked within `nominal_of`, or there is none."""
    seen = Draft.objects.visible_to(officer).select_related("office", "case")
    return seen.filter(pk=identity).first()


def keep(officer: Officer, identity: UUID, sending: Sending, *, change: Any = None) -> Kept:
    """Save it, and begin the draft if this is the first saving. `change` may take or add rows.

    Raises SubmittedBefore, Refused; Http404 for an identity that is somebody else's.
    """
    with nominal_of(officer):
        draft = own_draft(officer, identity)
        values = (
            overlaid(draft, sending.based_on, sending.pairs, sending.section) if draft else values_of(sending.pairs)
        )
        values = change(values) if change else values
        if draft is None:
            return Kept(_begun(officer, identity, values), [])
        saved = save_draft(
            by=officer, identity=identity, content=unflat(values), based_on=sending.based_on, device=sending.device
        )
        return Kept(saved.draft, saved.conflicts)


def _begun(officer: Officer, identity: UUID, values: Flat) -> Draft:
    office = _office(officer, values)
    try:
        return begin_draft(by=officer, identity=identity, office=office, content=unflat(values))
    except IdentityTaken as taken:
        raise Http404 from taken


def _office(officer: Officer, values: Flat) -> Office:
    offices = offices_of_entry(officer)
    named = next((office for office in offices if office.code == values.get("case.office")), None)
    office = named or usual_office(officer, offices) or next(iter(offices), None)
    if office is None:
        raise Refused(Permission.RECORD_ENTER)
    return office


def entry_after(kept: Kept, section: Section | None, said: Said | None = None) -> Entry:
    """The screen after a saving. Where two people wrote, what this one wrote stands in the field, theirs beside it."""
    entry = entry_of(kept.draft, section, replace(said or Said(), conflicts=kept.conflicts))
    return replace(
        entry, values=entry.values | {each.path: each.mine for each in kept.conflicts if each.mine is not None}
    )


def answer(request: OfficerRequest, identity: UUID, section: Section | None) -> JsonResponse:
    """Save what a script sends: `{"based_on": 3, "pairs": [["case.seized_on", "2026-11-20"]]}`."""
    sending = _read(request, section)
    if sending is None:
        return JsonResponse({"words": "?"}, status=400)
    kept = keep(request.user, identity, sending)
    conflicts = [
        {"path": each.path, "name": name_of(each.path), "theirs": as_text(each.theirs), "mine": as_text(each.mine)}
        for each in kept.conflicts
    ]
    entry = entry_after(kept, section)
    told = {
        "revision": kept.draft.revision,
        "words": saved_words(kept.draft),
        "url": entry.address,
        "conflicts": conflicts,
        "changed": _changed(kept, sending),
    }
    return JsonResponse(told)


def _read(request: OfficerRequest, section: Section | None) -> Sending | None:
    if len(request.body) > LARGEST:
        return None
    try:
        sent = json.loads(request.body)
        pairs = [(str(name), str(value)) for name, value in sent["pairs"]]
        return Sending(pairs, int(sent["based_on"]), section, request.headers.get("User-Agent", "")[:80])
    except (ValueError, TypeError, KeyError):
        return None


def _changed(kept: Kept, sending: Sending) -> dict[str, str]:
    """What stands now in fields that somebody else saved since this screen was read."""
    now, mine = flat(kept.draft.content), values_of(sending.pairs)
    apart = {conflict.path for conflict in kept.conflicts}
    since = {path for revision, path, _before in kept.draft.changes if revision > sending.based_on}
    told = {path: (as_text(now.get(path)), as_text(mine.get(path))) for path in since - apart}
    return {path: theirs for path, (theirs, own) in told.items() if theirs.strip() != own.strip()}


def as_text(value: Any) -> str:
    """A value as an input holds it; a mark is none."""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None or isinstance(value, Mapping) else str(value)
