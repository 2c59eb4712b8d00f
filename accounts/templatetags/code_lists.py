"""What pages of code lists ask of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from accounts.actions.code_lists import may_load_code_lists
from accounts.models import Officer
from accounts.reports.history import History, of_code_list

if TYPE_CHECKING:
    from django.template.context import Context

    from reference.models import CodeList

register = template.Library()


@register.simple_tag(takes_context=True)
def history_of_list(context: Context, code_list: CodeList) -> History:
    """What was done with a list, and what it changed."""
    request = context["request"]
    return of_code_list(code_list, request.user, before=request.GET.get("history", ""))


@register.simple_tag(takes_context=True)
def may_load_lists(context: Context) -> bool:
    """Say whether the reader may change code lists."""
    reader = context["request"].user
    return isinstance(reader, Officer) and may_load_code_lists(reader)
