"""How every form looks: one renderer, one field template, and the few widgets that HTML does not have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting


class FaceField(BoundField):
    """A field on a page, with what its template asks about it."""

    @property
    def shape(self) -> str:
        """Which of the ways of standing on the page: check, password or plain."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        return "password" if getattr(widget, "input_type", "") == "password" else "plain"

    @property
    def unit(self) -> str:
        """The unit written behind the input."""
        return str(self.field.widget.attrs.get("data-unit", ""))

    @property
    def anchor(self) -> str:
        """The id that a link to this field leads to: the input, or the first of several."""
        return f"{self.auto_id}_0" if self.use_fieldset and self.auto_id else self.auto_id


class FaceRenderer(TemplatesSetting):
    """Django's FORM_RENDERER: our templates for forms and fields, also for forms that others wrote."""

    form_template_name = "face/forms/form.html"
    field_template_name = "face/forms/field.html"
    bound_field_class = FaceField


class DateInput(forms.DateInput):
    """A date, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")  # what the browser wants, in every language


class DecimalInput(forms.TextInput):
    """A number as the reader's language writes it, with the keyboard for it on phones."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class DecimalField(forms.DecimalField):
    """A number with decimals: takes and shows `12 345,6` in French."""

    widget = DecimalInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"localize": True, **kwargs})


class Segmented(forms.RadioSelect):
    """A choice of two to five short words, side by side."""

    template_name = "face/forms/segmented.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Say whether the words are few enough to stand side by side on a phone."""
        context = super().get_context(name, value, attrs)
        context["widget"]["few"] = len(list(self.choices)) <= 3
        return context


class Picker(forms.Select):
    """One out of many: a select that becomes a field with suggestions where the browser can.

    With `url` the suggestions come from there, as JSON [{value, text, detail}] for `?q=`; the page itself then
    holds only the value that is chosen, and `label_of` says how it reads.
    """

    template_name = "face/forms/picker.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        url: str = "",
        label_of: Callable[[str], str] = str,
    ) -> None:
        super().__init__({**({"data-url": url} if url else {}), **(attrs or {})}, choices)
        self.url = url
        self.label_of = label_of

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Offer what is chosen also where the page does not hold the whole list."""
        groups = super().optgroups(name, value, attrs)
        if self.url:
            offered = {str(option["value"]) for _name, options, _place in groups for option in options}
            for chosen in filter(None, value):
                if chosen not in offered:
                    option = self.create_option(name, chosen, self.label_of(chosen), selected=True, index=len(groups))
                    groups.append((None, [option], len(groups)))
        return groups


class PasswordInput(forms.PasswordInput):
    """A password. The page adds the button that shows it."""
