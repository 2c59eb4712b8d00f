"""The form of one's own preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.choices import Density, Theme
from face.forms import Segmented

if TYPE_CHECKING:
    from accounts.models import Officer


class PreferencesForm(forms.Form):
    """How the pages speak and look."""

    language = forms.ChoiceField(
        label=_("Language"), help_text=_("Of your pages and of the letters to you."), widget=Segmented
    )
    theme = forms.ChoiceField(label=_("Colours"), choices=Theme.choices, widget=Segmented)
    density = forms.ChoiceField(label=_("Rows of tables"), choices=Density.choices, widget=Segmented)
    single_key_shortcuts = forms.BooleanField(
        label=_("Single-key shortcuts"),
        help_text=_("For example / for the search. Switch them off if you dictate to your computer."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, NAMES.get(code, name)) for code, name in settings.LANGUAGES]  # type: ignore[attr-defined]

    @staticmethod
    def values_of(officer: Officer, language: str) -> dict[str, Any]:
        """What the officer has chosen; the language of this page where none was."""
        return {
            "language": officer.language if officer.language in dict(settings.LANGUAGES) else language,
            "theme": officer.theme,
            "density": officer.density,
            "single_key_shortcuts": officer.single_key_shortcuts,
        }


# Each language is named in itself, so that it is found by who reads no other.
NAMES = {"fr": "Français", "en": "English", "pt": "Português"}
