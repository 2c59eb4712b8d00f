"""What pages of code lists ask of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from accounts.actions.code_lists import may_load_code_lists
from accounts.models import Officer

if TYPE_CHECKING:
    from django.template.context import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def may_load_lists(context: Context) -> bool:
    """Say whether the reader may change code lists."""
    reader = context["request"].user
    return isinstance(reader, Officer) and may_load_code_lists(reader)
