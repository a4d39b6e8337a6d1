"""A share as a small bar beside its number, inside a table: the table is the chart."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def share_bar(percent: Decimal | None) -> SafeString:
    """Decorative: the number beside it says the same."""
    length = f"{min(max(percent or Decimal(0), Decimal(0)), Decimal(100)):.1f}%"
    return format_html(
        '<svg class="share-bar" aria-hidden="true" focusable="false">'
        '<rect class="chart__ground" width="100%" height="100%" rx="3"/>'
        '<rect class="chart__bar" width="{}" height="100%" rx="3"/></svg>',
        length,
    )
