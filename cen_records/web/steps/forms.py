"""The forms of steps. They only ask; the acts decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.web.people.forms import OnceForm, ReadableField, ReasonForm
from cen_records.models import Case

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from accounts.models import Officer
    from cen_records.web.steps.sheets import Section

REMARK = "remark:"
COLUMN = 240  # characters: a remark is one sentence


class VersionForm(OnceForm):
    """Says which version was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class EndForm(ReasonForm, VersionForm):
    """Asks why."""


class DuplicateForm(EndForm):
    """Asks of which record."""

    of = forms.CharField(
        label=_("Reference of the other record"), max_length=40,
        help_text=_("The record that stands. This one leaves its way; it can be brought back."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-width": "medium"}),
    )  # fmt: skip
    field_order = ("of", "reason")

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_of(self) -> Case:
        """The record that is meant. Raises ValidationError when none can be seen that is called so."""
        typed = self.cleaned_data["of"].strip().upper()
        found = Case.objects.visible_to(self.by).filter(reference=typed).first()
        if found is None:
            raise forms.ValidationError(_("There is no record with this reference that you may see."), code="unknown")
        return found


class ReturnForm(VersionForm):
    """Says what has to be corrected: of the whole, and at each field."""

    reason = ReadableField(
        lines=True, label=_("What has to be corrected"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the whole record. Remarks at fields stand below."),
    )  # fmt: skip

    def __init__(self, *args: Any, sheet: Iterable[Section] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in sheet:
            for line in section.lines:
                self.fields[REMARK + line.path] = ReadableField(
                    label=_("Remark: %(field)s") % {"field": line.label}, max_length=COLUMN, required=False
                )

    @property
    def remarks(self) -> list[tuple[str, str]]:
        """The remarks that were made: (field path, words)."""
        told = self.cleaned_data.items()
        return [(name.removeprefix(REMARK), words) for name, words in told if name.startswith(REMARK) and words]


class ReleaseForm(VersionForm):
    """Lets the projection leave whose hash it holds."""

    expected_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    masked = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput, required=False)

    def __init__(self, *args: Any, paths: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["masked"].choices = [(path, path) for path in paths]  # type: ignore[attr-defined]


def _words(label: Any, hint: Any = "") -> ReadableField:
    return ReadableField(
        lines=True, label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), help_text=hint
    )


class QueryForm(OnceForm):
    """Asks the contact point about a released record."""

    remark_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    path = forms.ChoiceField(label=_("About"), required=False)
    words = _words(_("Question"), _("The contact point of the administration reads it."))

    def __init__(self, *args: Any, fields: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["path"].choices = [("", _("The whole record")), *fields]  # type: ignore[attr-defined]


class AnswerForm(OnceForm):
    """Answers one question of the RILO."""

    answer_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    words = _words(_("Answer"), _("It leaves the country: no names, numbers or plates."))
    leave_out = forms.BooleanField(label=_("Leave out what may tell who somebody is"), required=False)
