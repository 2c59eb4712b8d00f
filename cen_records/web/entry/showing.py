"""The screens of a record that is being entered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cen_records.actions.submitting import examine
from cen_records.choices import RemarkKind
from cen_records.presenters.findings import words
from cen_records.presenters.inputs import label
from cen_records.reports.starting import last_cases, offices_of_entry, usual_values
from cen_records.rules.document.judging import unanswered
from cen_records.rules.document.paths import flat, unflat
from cen_records.rules.findings import Level
from cen_records.web.entry.forms import EntryForm, Said
from cen_records.web.entry.sections import ADD, ROWS, SECTIONS, section_of
from cen_records.web.entry.sheets import Sheet, long_sheet, short_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from accounts.models import Office
    from cen_records.models import Case, Draft
    from cen_records.rules.document.paths import Document, Flat
    from cen_records.rules.findings import Finding
    from cen_records.web.entry.sections import Section
    from cen_records.web.pages import OfficerRequest


@dataclass(frozen=True)
class Entry:
    """A record on its way in: what stands in it, and since when."""

    identity: UUID
    values: Flat
    revision: int = 0
    draft: Draft | None = None
    section: Section | None = None
    said: Said = field(default_factory=Said)
    copied_from: Case | None = None
    is_unsaved: bool = False

    @property
    def document(self) -> Document:
        """What was typed."""
        return unflat(self.values)

    @property
    def is_short(self) -> bool:
        """Whether it is the short form."""
        return self.values.get("case.form_profile") != "LONG"

    @property
    def address(self) -> str:
        """Where this screen is saved."""
        if self.section:
            return reverse("cen_records:draft-section", args=[self.identity, self.section.code])
        return reverse("cen_records:draft", args=[self.identity])


def entry_of(draft: Draft, section: Section | None = None, said: Said | None = None) -> Entry:
    """What stands in a draft, with what was remarked when it was returned."""
    said = said or Said()
    return Entry(
        draft.pk, flat(draft.content), draft.revision, draft, section, replace(said, remarks=_remarks(draft)),
    )  # fmt: skip


def findings_of(draft: Draft) -> list[Finding]:
    """What submitting would say now; warnings that were answered are quiet."""
    _reading, found = examine(draft.content, office=draft.office)
    return unanswered(found, draft.content["answers"])


def show(request: OfficerRequest, entry: Entry, *, status: int = 200) -> HttpResponse:
    """The screen: the short form, a section of the long one, or the list of its sections."""
    offices = offices_of_entry(request.user)
    if not entry.is_short and entry.section is None:
        return _show_list(request, entry, status)
    sheet = _sheet(entry, offices)
    usual = usual_values(request.user) if entry.is_short else {}
    form = EntryForm(sheet, entry.values, short=entry.is_short, offices=offices, said=entry.said, usual=usual)
    context = {**_around(entry, offices), "form": form, "sheet": sheet, "errors_on_page": bool(form.errors)}
    if entry.section:
        context |= {"adding": [(part, ADD[part]) for part in entry.section.parts], **_neighbours(entry)}
        return render(request, "cen_records/entry/section.html", context, status=status)
    context |= {"last": last_cases(request.user)[:3]}
    return render(request, "cen_records/entry/short.html", context, status=status)


def _sheet(entry: Entry, offices: Sequence[Office]) -> Sheet:
    if entry.section:
        return long_sheet(entry.document, entry.section)
    sheet = short_sheet(entry.document)
    silent = (*sheet.silent, ("case.form_profile", "SHORT"))
    here = str(entry.values.get("case.office", ""))
    if len(offices) == 1 and here in ("", offices[0].code):  # nothing to choose: one input less
        block = sheet.blocks[0]
        cells = tuple(cell for cell in block.cells if cell.path != "case.office")
        return Sheet((replace(block, cells=cells),), (*silent, ("case.office", offices[0].code)))
    return Sheet(sheet.blocks, silent)


def _show_list(request: OfficerRequest, entry: Entry, status: int) -> HttpResponse:
    found = findings_of(entry.draft) if entry.draft else []
    states = [_state(entry, section, found) for section in SECTIONS]
    context = {
        **_around(entry, offices_of_entry(request.user)),
        "sections": states,
        "completed": sum(state["kind"] == "good" for state in states),
        "blocking": [_told(entry, each) for each in found if each.level is Level.BLOCKS],
        "warnings": [
            (each, words(each), entry.values.get(f"answers.{each.key}", ""), _told(entry, each))
            for each in found
            if each.level is Level.ANSWER
        ],
        "asked": bool(entry.said.findings),
        "errors_on_page": bool(entry.said.findings),
    }
    return render(request, "cen_records/entry/sections.html", context, status=status)


def _state(entry: Entry, section: Section, found: Sequence[Finding]) -> dict[str, Any]:
    blocking = [each for each in found if each.level is Level.BLOCKS and section_of(each.path) is section]
    wrong = [each for each in blocking if each.code != "MISSING"]
    typed = any(section.covers(path) for path, value in entry.values.items() if value is not True)
    url = reverse("cen_records:draft-section", args=[entry.identity, section.code])
    state: dict[str, Any] = {"name": section.name, "about": section.about, "url": url}
    if wrong or any(section.covers(path) for path in entry.said.remarks):
        return state | {"word": _("To be corrected"), "kind": "stop", "icon": "warning"}
    if not typed:
        return state | {"word": _("Not begun"), "kind": "neutral"}
    if blocking:
        return state | {"word": _("Incomplete"), "kind": "attention"}
    return state | {"word": _("Complete"), "kind": "good", "icon": "check"}


def _told(entry: Entry, finding: Finding) -> dict[str, str]:
    """A finding with the way to its field."""
    section = section_of(finding.path)
    url = reverse("cen_records:draft-section", args=[entry.identity, section.code]) if section else ""
    return {
        "words": words(finding),
        "url": f"{url}?checked=1#id_{finding.path}" if url else "",
        "name": name_of(finding.path),
    }


def name_of(path: str) -> str:
    """What a field is called, with its kind of row before it."""
    part, *rest = path.split(".")
    if not rest:
        return str(ROWS.get(part, ""))
    name = rest[-1]
    part = f"{part}.identity" if "identity" in rest[:-1] else part
    try:
        return label(part, name)
    except LookupError:
        return str(ROWS.get(part, ""))


def saved_words(draft: Draft | None) -> str:
    """Whether it is safe, in words."""
    if draft is None:
        return _("Not saved yet")
    saved = timezone.localtime(draft.saved_at)
    if saved.date() == timezone.localdate():
        return _("Saved %(time)s, not submitted") % {"time": date_format(saved, "TIME_FORMAT")}
    return _("Saved on %(day)s, not submitted") % {"day": date_format(saved, "DATETIME_FORMAT")}


def _around(entry: Entry, offices: Sequence[Office]) -> dict[str, Any]:
    code = entry.values.get("case.office")
    office = next((each for each in offices if each.code == code), entry.draft.office if entry.draft else None)
    return {
        "entry": entry,
        "other_form": "LONG" if entry.is_short else "SHORT",
        "all_sections": "all",
        "office": office,
        "case": entry.draft.case if entry.draft else None,
        "saved_words": saved_words(entry.draft),
        "steps": _way_back(entry),
    }


def _way_back(entry: Entry) -> list[tuple[str, str]]:
    steps = [(_("Records"), reverse("cen_records:record-list"))]
    if entry.section:
        case = entry.draft.case if entry.draft else None
        name = case.reference if case else _("New seizure record")
        steps.append((name, reverse("cen_records:draft", args=[entry.identity])))
    return steps


def _neighbours(entry: Entry) -> dict[str, Any]:
    codes = [section.code for section in SECTIONS]
    place = codes.index(entry.section.code) if entry.section else 0
    after = SECTIONS[place + 1] if place + 1 < len(SECTIONS) else None
    return {"place": place + 1, "places_in_all": len(SECTIONS), "after": after}


def _remarks(draft: Draft) -> dict[str, list[str]]:
    if draft.case is None:
        return {}
    found: dict[str, list[str]] = {}
    asked = draft.case.remarks.filter(kind__in=[RemarkKind.RETURN, RemarkKind.QUERY], settled_at=None)
    for remark in asked:
        found.setdefault(remark.field, []).append(remark.words)
    return found
