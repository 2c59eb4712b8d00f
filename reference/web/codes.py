"""The page of one code, and the way to it from a few letters. For any signed-in person."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reference.models import Code, CodeList, Crosswalk, Place, entries_of
from reference.presenters import COLUMNS, cell_sentence
from reference.rules.definitions import DEFINITIONS
from reference.web.fields import CodeField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

SHOWN = 100


class AnyCodeField(CodeField):
    """Any code of a list, retired ones too."""

    def clean(self, value: Any) -> Code | Place | None:
        """The code, whether it may still be chosen or not."""
        found: Code | Place | None = forms.Field.clean(self, value)
        return found


class FindForm(forms.Form):
    """A code by a few letters of its name."""

    def __init__(self, code_list: str, asked: Mapping[str, Any] | None = None) -> None:
        super().__init__(asked)
        self.fields["entry"] = AnyCodeField(code_list, label=gettext_lazy("Find a code"))


@require_safe
def find_code(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the code that was picked or typed; where there is none, say so."""
    shown = get_object_or_404(CodeList, pk=code)
    form = FindForm(code, request.GET)
    if form.is_valid():
        return redirect("reference:code", code, form.cleaned_data["entry"].code)
    context = {"code_list": shown, "finder": form, "steps": _way(shown)}
    return render(request, "reference/code_find.html", context, status=422)


@require_safe
def code_page(request: HttpRequest, code: str, entry: str) -> HttpResponse:
    """All that is known of one code: its words, how long it is valid, where it stands, what others call it."""
    code_list = get_object_or_404(CodeList, pk=code)
    shown = get_object_or_404(entries_of(code).select_related("edition"), code=entry)
    below: Any = []
    mappings: Any = []
    if isinstance(shown, Code):
        below = Code.objects.filter(parent=shown).order_by("position", "code")[:SHOWN]
        mappings = Crosswalk.objects.filter(code=shown)[:SHOWN]
    context = {
        "code_list": code_list,
        "shown": shown,
        "label": shown.label(),
        "over": shown.as_entry().is_over_on(timezone.localdate()),
        "synonyms": ", ".join(filter(None, shown.synonyms.split("|"))),
        "more": particulars(shown, _labels(shown)),
        "below": below,
        "mappings": mappings,
        "steps": _way(code_list),
    }
    return render(request, "reference/code.html", context)


def particulars(entry: Code | Place, labels: Mapping[str, str] | None = None) -> list[tuple[Promise, str]]:
    """What only codes of this list have: the name of each column and what the code has there.

    Codes of other lists stand there as codes, or as `labels` has them by column.
    """
    known = labels or {}
    columns = DEFINITIONS[entry.code_list_id].columns
    told = (
        (column, known.get(column.name) or cell_sentence(column, entry.details.get(column.name))) for column in columns
    )
    return [(COLUMNS[column.name], words) for column, words in told if words]


def _labels(entry: Code | Place) -> dict[str, str]:
    """The codes of other lists that a code names, in words, by column. One query."""
    columns = (column for column in DEFINITIONS[entry.code_list_id].columns if column.of)
    named = {column: _codes(entry.details[column.name]) for column in columns if column.name in entry.details}
    found = Code.objects.filter(code_list__in={column.of for column in named}, code__in=set(chain(*named.values())))
    words = {(code.code_list_id, code.code): code.label() for code in found}
    return {
        column.name: ", ".join(words.get((str(column.of), code), code) for code in codes)
        for column, codes in named.items()
    }


def _codes(told: str | list[str]) -> list[str]:
    return [told] if isinstance(told, str) else told


def _way(code_list: CodeList) -> list[tuple[str, str]]:
    return [
        (_("Code lists"), reverse("reference:list-index")),
        (str(code_list), reverse("reference:list", args=[code_list.pk])),
    ]
