"""How the templates of evaluation write a change."""

from __future__ import annotations

from decimal import Decimal

from django import template

from evaluation.impact.words import signed

register = template.Library()


@register.filter
def bertanda(value: Decimal | None) -> str:
    """A change with its sign: '+0,80', '−0,20'; a dash where nothing may be said."""
    return "–" if value is None else signed(value)
