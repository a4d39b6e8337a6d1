"""``{% url %}`` as Django has it, known to all templates without loading: ``personnel.addresses`` keeps what
it has looked up."""

from __future__ import annotations

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parsed
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from personnel.addresses import reverse

register = template.Library()


class Address(URLNode):
    """One address; after ``as`` it is kept, or nothing where no page has that name."""

    def render(self, context: Context) -> str:
        args = [arg.resolve(context) for arg in self.args]
        kwargs = {name: value.resolve(context) for name, value in self.kwargs.items()}
        try:
            address = reverse(self.view_name.resolve(context), args, kwargs)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            address = ""
        if self.asvar is None:
            return conditional_escape(address) if context.autoescape else address
        context[self.asvar] = address
        return ""


@register.tag
def url(parser: Parser, token: Token) -> Address:
    """``{% url "planning:item_detail" item.pk %}``, ``{% url … as address %}``."""
    node = parsed(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)
