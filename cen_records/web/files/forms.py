"""What is told of a file when it is sent, by a browser with or without script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cen_records.actions.attachments import Told
from cen_records.actions.file_errors import FileTooLarge
from cen_records.rules.pictures import MOST_BYTES
from reference.models import Code

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

NOT_TAKEN = {"VIDEO"}  # kinds of the list that no file of ours can be
TYPES = "image/jpeg,image/png,image/webp,application/pdf"
SHA256 = RegexValidator(r"^[0-9a-f]{64}\Z")


class KindField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A kind of file, chosen by its code."""

    def label_from_instance(self, obj: Any) -> str:
        """In the reader's language."""
        return str(obj.label())


class FileForm(forms.Form):
    """A file and what it shows. With script only what is told comes first, and the file after it in pieces."""

    camera = forms.FileField(
        label=gettext_lazy("Take a picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Choose a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": TYPES}),
        help_text=gettext_lazy("Picture (JPEG, PNG, WebP) or PDF, at most 25 MB."),
    )
    kind = KindField(label=gettext_lazy("What it is"), queryset=Code.objects.none(), to_field_name="code")
    line = forms.ChoiceField(label=gettext_lazy("Goods line"), required=False)
    caption = forms.CharField(label=gettext_lazy("Caption"), max_length=200, required=False)
    identity = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    size = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    sha256 = forms.CharField(widget=forms.HiddenInput, required=False, validators=[SHA256])
    original_sha256 = forms.CharField(widget=forms.HiddenInput, required=False, validators=[SHA256])
    file_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)
    taken_at = forms.DateTimeField(widget=forms.HiddenInput, required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])

    def __init__(self, *arguments: Any, lines: list[tuple[str, str]], in_pieces: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.in_pieces = in_pieces
        kinds = Code.objects.of("attachment_kind").valid_on(timezone.localdate()).exclude(code__in=NOT_TAKEN)
        self.fields["kind"].queryset = kinds.order_by("position", "code")  # type: ignore[attr-defined]
        self.fields["line"].choices = [("", _("The whole record")), *lines]  # type: ignore[attr-defined]
        if not lines:
            del self.fields["line"]

    def clean(self) -> dict[str, Any]:
        """That there is a file, or the size and hash of one that follows."""
        told: dict[str, Any] = super().clean() or {}
        sent = told.get("file") or told.get("camera")
        if self.in_pieces:
            if not (told.get("size") is not None and told.get("sha256")):
                self.add_error(None, _("Size and hash of the file are missing."))
        elif sent is None:
            self.add_error("file", _("Choose a file, or take a picture."))
        elif (sent.size or 0) > MOST_BYTES:
            self.add_error("file", FileTooLarge())
        return told

    @property
    def sent(self) -> UploadedFile[bytes]:
        """The file of a plain form."""
        found: UploadedFile[bytes] = self.cleaned_data.get("file") or self.cleaned_data["camera"]
        return found

    def told(self) -> Told:
        """What is told of the file."""
        known = self.cleaned_data
        return Told(
            kind=known["kind"],
            size=known.get("size") or 0,
            sha256=known.get("sha256", ""),
            original_sha256=known.get("original_sha256", ""),
            file_name=known["file_name"] if self.in_pieces else self.sent.name or "",
            caption=known["caption"],
            line_id=known.get("line") or None,
            taken_at=known.get("taken_at"),
        )


class ShareForm(forms.Form):
    """What is said of a picture that leaves the country."""

    caption = forms.CharField(
        label=gettext_lazy("Caption that leaves with it"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("No names, plates, numbers of documents or telephones."),
    )
    is_free = forms.BooleanField(
        label=gettext_lazy("The picture shows no face, no plate, no document and no label with a name or address.")
    )
