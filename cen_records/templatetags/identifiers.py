"""What a page with identifiers gives to the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import json_script

from cen_records.presenters.identifiers import words

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def identifier_words() -> SafeString:
    """Every sentence of the checks, for `static/js/records/identifiers.js`; once on a page, before its end."""
    return json_script(words(), "identifier-words")
