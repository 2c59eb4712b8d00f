"""The tags that pages are written with. A builtin library: no template loads it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.template.base import token_kwargs
from django.template.loader import get_template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html
from django.utils.safestring import SafeString

from face import addresses, kept
from face.columns import Columns

if TYPE_CHECKING:
    from django.template.base import FilterExpression, NodeList, Parser, Token
    from django.template.context import Context

    from face.keyset import Page

register = template.Library()

# What a component sees besides its own parameters.
PASSED_ON = ("request", "csrf_token", "csp_nonce", "LANGUAGE_CODE", "demo")


@functools.cache
def _drawing(name: str) -> str:
    return get_template(f"face/icons/{name}.svg").render().strip()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon: decoration, unless it has a label. Raises TemplateDoesNotExist for a name that is not drawn."""
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="icon" viewBox="0 0 24 24" {}>{}</svg>', said, SafeString(_drawing(name)))


class WrapNode(template.Node):
    """A component with a body."""

    def __init__(self, name: FilterExpression, values: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.name = name
        self.values = values
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Render the body where it stands, then the component around it, which sees only what it was given."""
        values = {key: value.resolve(context) for key, value in self.values.items()}
        values["body"] = self.nodelist.render(context)
        return _component(context, self.name.resolve(context), values)


@register.tag
def wrap(parser: Parser, token: Token) -> WrapNode:
    """Put what stands between `wrap "card" heading=…` and `endwrap` into the component of that name."""
    bits = token.split_contents()
    if len(bits) < 2:
        raise template.TemplateSyntaxError("wrap needs the name of a component")
    rest = bits[2:]
    values = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError(f"wrap does not understand {' '.join(rest)}")
    nodelist = parser.parse(("endwrap",))
    parser.delete_first_token()
    return WrapNode(parser.compile_filter(bits[1]), values, nodelist)


@register.simple_tag(takes_context=True)
def part(context: Context, component: str, /, **values: Any) -> SafeString:
    """Draw a component without a body; it sees only what it is given, never the variables of the page."""
    return _component(context, component, values)


def _component(context: Context, name: str, values: dict[str, Any]) -> SafeString:
    engine = context.template.engine  # type: ignore[union-attr]
    component = engine.get_template(f"face/{name}.html")
    passed_on = {key: context[key] for key in PASSED_ON if key in context}
    return component.render(context.new({**passed_on, **values}))


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str) -> SafeString:
    """Say what the page wrote in one of its blocks, tidied; empty if it wrote nothing. May be asked twice."""
    layers = reversed(context.render_context.dicts)  # an included template does not see the outer ones by itself
    blocks: Any = next((layer[BLOCK_CONTEXT_KEY] for layer in layers if BLOCK_CONTEXT_KEY in layer), None)
    block = blocks.get_block(name) if blocks else None
    if block is None:
        return SafeString("")
    with context.render_context.push(**{BLOCK_CONTEXT_KEY: blocks}):
        return SafeString(block.render(context).strip())


@register.simple_tag
def idle_seconds() -> int:
    """Say how long a session lives without a request."""
    return int(settings.VIGIE_IDLE_MINUTES) * 60


@register.filter
def as_rows(body: SafeString) -> SafeString:
    """Give the rows of a table their role, which they lose where a row is shown as a card."""
    return SafeString(body.replace("<tr>", '<tr role="row">'))


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """Say the query string of this page with changes; None takes a parameter away. The page position is dropped."""
    return addresses.changed(context["request"].GET, changes)


@register.simple_tag(takes_context=True)
def chip_url(context: Context, parameter: str, value: Any) -> str:
    """Say the query string of this page without one value of one filter."""
    return addresses.without(context["request"].GET, parameter, str(value))


@register.simple_tag(takes_context=True)
def clear_url(context: Context, chips: Any) -> str:
    """Say the query string of this page without any of the filters that the chips show."""
    return addresses.changed(context["request"].GET, {chip.parameter: None for chip in chips})


@register.simple_tag(takes_context=True)
def kept_owner(context: Context) -> SafeString:
    """Write the hidden field that says whose page this is, so that what is typed can find its way back."""
    request = context.get("request")
    signed = kept.sign_owner(request) if request is not None else ""
    return format_html('<input type="hidden" name="{}" value="{}">', kept.OWNER, signed) if signed else SafeString("")


@register.simple_tag
def cell(table: Page[Any] | Columns, name: str) -> SafeString:
    """Write the attributes of one cell: its class and, for phones, the name of its column."""
    columns = table if isinstance(table, Columns) else table.columns
    column = columns[name]
    if column is columns.first:
        return format_html('class="{}" scope="row" role="rowheader"', column.kind)
    return format_html('class="{}" role="cell" data-label="{}"', column.kind, column.label)


@register.filter
def initials(name: object) -> str:
    """Shorten a person's name to the first letters of its first and last words."""
    words = str(name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
