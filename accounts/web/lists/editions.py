"""Loading a new edition of a code list: hand in the file, see what it would change, decide."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.actions.code_lists import (
    apply_code_list,
    discard_code_list,
    receive_code_list,
    require_code_lists,
    restore_code_list,
)
from accounts.web.people.pages import made, show
from face.columns import Column, Columns
from face.forms import DateInput
from reference.choices import EditionState, Reach
from reference.models import CodeList, Edition
from reference.presenters import CHANGES, fault_sentence
from reference.rules.columns import YEARS
from reference.rules.faults import unpacked
from reference.rules.sheets import MOST_BYTES, written

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse, QueryDict

    from accounts.web.people.pages import OfficerRequest


FAULTS = Columns(
    Column("line", gettext_lazy("Line"), kind="number"),
    Column("what", gettext_lazy("What is wrong")),
)
LABELS = (
    Column("code", gettext_lazy("Code"), kind="code"),
    Column("fr", gettext_lazy("French")),
    Column("en", gettext_lazy("English")),
    Column("pt", gettext_lazy("Portuguese")),
)
TOLD, CHANGED = Columns(*LABELS), Columns(*LABELS, Column("what", gettext_lazy("What changes")))


class EditionForm(forms.Form):
    """What is handed in as a new edition."""

    file = forms.FileField(label=gettext_lazy("File"), help_text=gettext_lazy("CSV, best saved as “CSV UTF-8”."))
    name = forms.CharField(
        label=gettext_lazy("Name of the edition"),
        max_length=80,
        help_text=gettext_lazy("For example “UN/LOCODE 2026-2”."),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"), max_length=200, help_text=gettext_lazy("Who publishes it, and where.")
    )
    reach = forms.ChoiceField(
        label=gettext_lazy("The file holds"), choices=Reach.choices, widget=forms.RadioSelect, initial=Reach.WHOLE
    )
    from_on = forms.DateField(
        label=gettext_lazy("In force from"),
        widget=DateInput,
        validators=[
            MinValueValidator(date(YEARS[0], 1, 1), gettext_lazy("This year must be a slip.")),
            MaxValueValidator(date(YEARS[-1], 12, 31), gettext_lazy("This year must be a slip.")),
        ],
        help_text=gettext_lazy("Codes that the file leaves out stay valid until the day before."),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """The file, if it is not larger than is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 40 MB."))
        return file


def edition_load(request: OfficerRequest, code: str) -> HttpResponse:
    """Hand in a file. For administrators above all offices."""
    require_code_lists(request.user)
    code_list = get_object_or_404(CodeList, pk=code)
    form = EditionForm(_sent(request), request.FILES or None, initial={"from_on": timezone.localdate()})
    if form.is_valid():
        file: UploadedFile[bytes] = form.cleaned_data.pop("file")
        receive = partial(receive_code_list, by=request.user, code_list=code_list, **form.cleaned_data)
        received = made(form, partial(receive, content=file.read(), file_name=file.name or ""))
        if received:
            return redirect("accounts:code-list-edition", code, received.number)
    return show(
        request, "accounts/lists/edition_load.html", {"form": form, "code_list": code_list, "steps": _way(code_list)}
    )


def edition(request: OfficerRequest, code: str, number: int) -> HttpResponse:
    """What an edition would change or what is wrong with it, and the decision. For administrators above all offices."""
    require_code_lists(request.user)
    shown = get_object_or_404(Edition.objects.select_related("code_list"), code_list=code, number=number)
    form = forms.Form(_sent(request))
    if form.is_valid():
        act = discard_code_list if "discard" in request.POST else apply_code_list
        if decided := made(form, partial(act, by=request.user, edition=shown)):
            _say(request, decided)
            return redirect("reference:list", code)
    context = {
        "form": form,
        "edition": shown,
        "code_list": shown.code_list,
        "open": shown.state == EditionState.PROPOSED,
        "faults": [(fault["line"], fault_sentence(fault)) for fault in shown.faults],
        "groups": _groups(shown),
        "fault_columns": FAULTS,
        "steps": _way(shown.code_list),
    }
    return show(request, "accounts/lists/edition.html", context)


@require_safe
def edition_errors(request: OfficerRequest, code: str, number: int) -> FileResponse:
    """All that is wrong with a file, as a sheet. For administrators above all offices."""
    require_code_lists(request.user)
    shown = get_object_or_404(
        Edition.objects.select_related("content"), code_list=code, number=number, fault_count__gt=0
    )
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    head = [_("Line"), _("Column"), _("What the file says"), _("What is wrong")]
    rows = (
        (str(fault.line or ""), fault.column, fault.value, fault_sentence(fault.as_record()))
        for fault in unpacked(bytes(shown.content.faults))
    )
    for line in written(head, rows):
        file.write(line.encode())
    file.seek(0)
    name = _("%(list)s-%(number)s-errors.csv") % {"list": code, "number": number}
    return FileResponse(file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")


def edition_restore(request: OfficerRequest, code: str, number: int) -> HttpResponse:
    """Propose the list as it stood under an earlier edition. For administrators above all offices."""
    require_code_lists(request.user)
    applied = Edition.objects.applied().select_related("code_list", "content")
    shown = get_object_or_404(applied, code_list=code, number=number)
    form = forms.Form(_sent(request))
    if form.is_valid() and (proposed := made(form, partial(restore_code_list, by=request.user, edition=shown))):
        return redirect("accounts:code-list-edition", code, proposed.number)
    context = {"form": form, "edition": shown, "code_list": shown.code_list, "steps": _way(shown.code_list)}
    return show(request, "accounts/lists/edition_restore.html", context)


def _sent(request: OfficerRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _say(request: OfficerRequest, decided: Edition) -> None:
    if decided.state == EditionState.DISCARDED:
        messages.info(
            request, _("The edition “%(name)s” was discarded. The list is as it was.") % {"name": decided.name}
        )
    else:
        messages.success(request, _("The edition “%(name)s” is in force.") % {"name": decided.name})


def _groups(shown: Edition) -> list[dict[str, Any]]:
    """The kinds of change, each with how many there are and those that are shown."""
    return [
        {
            "name": name,
            "count": shown.counts.get(kind, 0),
            "columns": CHANGED if kind == "changed" else TOLD,
            "rows": [change for change in shown.changes if change["kind"] == kind],
        }
        for kind, name in CHANGES.items()
    ]


def _way(code_list: CodeList) -> list[tuple[str, str]]:
    return [
        (_("Code lists"), reverse("reference:list-index")),
        (str(code_list), reverse("reference:list", args=[code_list.pk])),
        (_("Editions"), reverse("reference:edition-list", args=[code_list.pk])),
    ]
