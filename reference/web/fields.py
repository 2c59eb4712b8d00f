"""Form fields for codes, for the forms of every room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, cast

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from face.forms import Picker
from reference.models import Code, Place
from reference.reports.picks import Wish, find, offered, picks
from reference.rules.definitions import DEFINITIONS

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict


class CodePicker(Picker):
    """A picker that asks the server, and where the browser runs no scripts a field for the code or the exact word."""

    template_name = "reference/forms/code_picker.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """What was picked, or else what was typed."""
        return data.get(f"{name}-typed") or super().value_from_datadict(data, files, name)


class WholeList(Picker):
    """A picker that holds its list, and the retired code that a record was written with."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Offer what stands in the record as well, though it may not be chosen anew."""
        groups = super().optgroups(name, value, attrs)
        offered = {str(option["value"]) for _name, options, _place in groups for option in options}
        for chosen in (each for each in value if each and each not in offered):
            option = self.create_option(name, chosen, self.label_of(chosen), selected=True, index=len(groups))
            groups.append((None, [option], len(groups)))
        return groups


class CodeField(forms.Field):
    """One code of a list, cleaned to the `Code` or `Place` itself; None where nothing was chosen.

    Takes the code, or the exact label in any of the three languages. A code that is retired, or not among those
    that are offered, is refused unless the record has it already (`initial`).
    """

    def __init__(
        self, code_list: str, *, under: str = "", applying_to: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        self.code_list = code_list
        large = DEFINITIONS[code_list].large
        kwargs.setdefault("widget", CodePicker() if large else WholeList())
        super().__init__(**kwargs)
        self.narrow(under=under, applying_to=applying_to or {})

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Each form has its own field: narrowing one leaves the others as they are."""
        copied: Self = super().__deepcopy__(memo)
        copied.narrow(under=self.under, applying_to=self.applying_to)
        return copied

    def narrow(self, *, under: str = "", applying_to: Mapping[str, str]) -> None:
        """Offer only what lies under a code and applies to others, `{"conveyances": "VESSEL"}`."""
        self.under, self.applying_to = under, dict(applying_to)
        self._offered: dict[str, list[tuple[str, str]]] = {}
        widget = cast("Picker", self.widget)
        widget.label_of = self._label_of
        if isinstance(widget, CodePicker):
            asked = {"under": under, **applying_to} if under else applying_to
            widget.url = cast("str", reverse_lazy("reference:pick", args=[self.code_list], query=asked))
            widget.attrs["data-url"] = widget.url
        else:
            widget.choices = cast("Any", self._choices)

    @property
    def _wish(self) -> Wish:
        return Wish(self.code_list, under=self.under, applying_to=self.applying_to)

    def _choices(self) -> list[tuple[str, str]]:
        language = get_language() or ""
        if language not in self._offered:
            self._offered[language] = [("", ""), *((entry.code, entry.label()) for entry in picks(self._wish, ""))]
        return self._offered[language]

    def _label_of(self, code: str) -> str:
        """How a chosen code reads, also when it is retired."""
        entry = next(iter(find(self.code_list, code)), None)
        if entry is None:
            return code
        over = entry.as_entry().is_over_on(timezone.localdate())
        return _("%(label)s (retired)") % {"label": entry.label()} if over else str(entry.label())

    def prepare_value(self, value: Any) -> Any:
        """A code as the page holds it."""
        return value.code if isinstance(value, Code | Place) else value

    def to_python(self, value: Any) -> Code | Place | None:
        """The code that was picked or typed. Raises ValidationError where there is none, or several."""
        text = str(value or "").replace("\0", "").strip()
        if not text:
            return None
        found = find(self.code_list, text)
        if not found:
            raise ValidationError(
                _("“%(text)s” is not in the list. Type a code or the exact word."), params={"text": text}
            )
        if len(found) > 1:
            raise ValidationError(_("“%(text)s” may be several things. Type the code."), params={"text": text})
        return cast("Code | Place", found[0])

    def clean(self, value: Any) -> Code | Place | None:
        """The code, refused when it is not offered and not the one that stood here before."""
        entry: Code | Place | None = super().clean(value)
        if entry is None or entry.code == self.prepare_value(self.initial):
            return entry
        if entry.as_entry().is_over_on(timezone.localdate()):
            raise ValidationError(_("“%(label)s” is retired. Choose another."), params={"label": entry.label()})
        if not offered(self._wish).filter(pk=entry.pk).exists():
            raise ValidationError(_("“%(label)s” does not fit here. Choose another."), params={"label": entry.label()})
        return entry

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another code was chosen."""
        return (self.prepare_value(initial) or "") != (data or "")
