"""What every form that is sent carries; known to all templates without loading."""

from __future__ import annotations

import secrets
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from personnel.once import FIELD

register = template.Library()

COUNT = "kirim"


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> SafeString:
    """Django's own token and, for whoever has signed in, the key by which a form takes effect once."""
    token = context.get("csrf_token")
    if not token or token == "NOTPROVIDED":  # noqa: S105 - Django's word for none
        return SafeString("")
    drawn = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
    user: Any = context.get("user")
    if user is None or not user.is_authenticated:
        return drawn
    return format_html('{}<input type="hidden" name="{}" value="{}">', drawn, FIELD, secrets.token_urlsafe(9))


@register.simple_tag(takes_context=True)
def own_address(context: Context) -> str:
    """The page itself as the address of its form, but not the same one: a browser that cannot reach it puts
    its own words in place of a page of the same address, and with it goes all that was typed."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    count = query.get(COUNT, "0")
    query[COUNT] = str(int(count) % 9 + 1 if count.isascii() and count.isdigit() else 1)
    return f"?{query.urlencode()}"
