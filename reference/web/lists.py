"""The pages of code lists, for any signed-in person: which there are, what is in one, how it came to be so."""

import gzip
import tempfile
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from face.keyset import Column, Columns, paginate
from reference.models import Code, CodeList, Crosswalk, Edition, Place, entries_of, table_of
from reference.presenters import GROUPS, source_sentence
from reference.reports.picks import Wish, picks
from reference.reports.sheets import write_sheet
from reference.rules.entries import LANGUAGES
from reference.web.codes import FindForm, particulars

SHOWN = 50
MARK = b"\xef\xbb\xbf"  # by which spreadsheets know UTF-8

HALVES = (("SEIZURE", "TRANSPORT", "PEOPLE"), ("GOODS", "UNITS", "PLACES"))
MAPPINGS = Columns(
    Column("foreign", gettext_lazy("Their word")),
    Column("system", gettext_lazy("System"), kind="code"),
    Column("code", gettext_lazy("Our code")),
    Column("state", gettext_lazy("State")),
)


def _columns(shown: CodeList) -> Columns:
    """What the table shows of a list: particulars only where it has any."""
    order = ("code",) if table_of(shown.pk) is Place else ("position", "code")
    more = [Column("more", gettext_lazy("Particulars"))] if shown.definition.columns else []
    return Columns(
        Column("code", gettext_lazy("Code"), kind="code", order=order),
        Column("label", gettext_lazy("Meaning")),
        Column("others", gettext_lazy("In the other languages")),
        *more,
        Column("state", gettext_lazy("State")),
    )


class SearchForm(forms.Form):
    """What is looked for in a list."""

    q = forms.CharField(label=gettext_lazy("Code or word"), required=False, max_length=100)
    retired = forms.BooleanField(label=gettext_lazy("With retired codes"), required=False)


@require_safe
def list_index(request: HttpRequest) -> HttpResponse:
    """All lists by what they are about, with how many codes each has."""
    lists = list(CodeList.objects.in_order())
    found = {group: [each for each in lists if each.group == group] for group in GROUPS}
    halves = [[(GROUPS[group], found[group]) for group in half if found[group]] for half in HALVES]
    return render(request, "reference/list_index.html", {"halves": halves, "loaded": bool(lists)})


@require_safe
def code_list(request: HttpRequest, code: str) -> HttpResponse:
    """One list: its codes, or those that fit what is searched, retired ones only when asked for."""
    shown = get_object_or_404(CodeList.objects.select_related("edition"), pk=code)
    search = SearchForm(request.GET)
    wanted = search.cleaned_data if search.is_valid() else {}
    typed, columns = wanted.get("q", ""), _columns(shown)
    context: dict[str, Any] = {
        "code_list": shown,
        "filter_form": search,
        "steps": [(_("Code lists"), reverse("reference:list-index"))],
        "mappings": Crosswalk.objects.filter(code_list=shown).select_related("code")[:200],
        "columns": columns,
        "mapping_columns": MAPPINGS,
        "source": source_sentence(shown.edition) if shown.edition else "",
    }
    entries = _entries(shown, with_retired=wanted.get("retired", False))
    if shown.definition.large:
        context["finder"] = FindForm(code)
    if typed:
        context["rows"] = [_row(entry) for entry in picks(Wish(code), typed, SHOWN)]
    else:
        page = paginate(request, entries, columns, sort="code", size=SHOWN)
        context |= {"page": page, "rows": [_row(entry) for entry in page.rows]}
    return render(request, "reference/code_list.html", context)


def _entries(shown: CodeList, *, with_retired: bool) -> QuerySet[Any]:
    entries = entries_of(shown.pk)
    if not with_retired:
        today = timezone.localdate()
        entries = entries.filter(Q(valid_until=None) | Q(valid_until__gte=today))
    return entries


def _row(entry: Code | Place) -> dict[str, Any]:
    """A code as the table shows it."""
    label = entry.label()
    others = dict.fromkeys(getattr(entry, language) for language in LANGUAGES)
    return {
        "entry": entry,
        "label": label,
        "others": [other for other in others if other and other != label],
        "more": particulars(entry),
        "over": entry.as_entry().is_over_on(timezone.localdate()),
    }


@require_safe
def list_download(request: HttpRequest, code: str) -> FileResponse:  # noqa: ARG001 (as every page)
    """The whole list as the file that would load it."""
    shown = get_object_or_404(CodeList, pk=code)
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    file.write(MARK)
    write_sheet(shown, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{code}.csv", content_type="text/csv; charset=utf-8")


@require_safe
def edition_list(request: HttpRequest, code: str) -> HttpResponse:
    """The editions of a list, the last first: who brought each and what it changed."""
    shown = get_object_or_404(CodeList.objects.select_related("edition"), pk=code)
    steps = [(_("Code lists"), reverse("reference:list-index")), (str(shown), reverse("reference:list", args=[code]))]
    editions = shown.editions.all()[:100]
    told = [(edition, source_sentence(edition)) for edition in editions]
    return render(request, "reference/edition_list.html", {"code_list": shown, "editions": told, "steps": steps})


@require_safe
def edition_download(request: HttpRequest, code: str, number: int) -> HttpResponse:  # noqa: ARG001 (as every page)
    """The list as it stood under an edition."""
    edition = get_object_or_404(Edition.objects.applied().select_related("content"), code_list=code, number=number)
    content = MARK + gzip.decompress(bytes(edition.content.list_after))
    headers = {"Content-Disposition": f'attachment; filename="{code}-{number}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
