"""The five pages of one's own account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

PAGES = (
    ("accounts:me", _("Preferences")),
    ("accounts:second-factors", _("Second factors")),
    ("account_change_password", _("Password")),
    ("accounts:sessions", _("Sessions")),
    ("accounts:tokens", _("Access for programs")),
)


@dataclass(frozen=True)
class Tab:
    """One tab above the page."""

    name: str | Promise
    url: str
    current: bool


def own_tabs(current: str) -> list[Tab]:
    """The tabs, with the current page marked."""
    return [Tab(word, reverse(page), page == current) for page, word in PAGES]
