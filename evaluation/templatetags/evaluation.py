"""What the templates of evaluation ask about whoever looks."""

from __future__ import annotations

from decimal import Decimal

from django import template

from evaluation import permissions
from evaluation.impact.words import signed
from personnel.models import User

register = template.Library()


@register.simple_tag
def records_findings(user: User) -> bool:
    """Whether findings of the city or of an OPD are theirs to write."""
    return permissions.may_record_findings(user)


@register.filter
def bertanda(value: Decimal | None) -> str:
    """A change with its sign: '+0,80', '−0,20'; a dash where nothing may be said."""
    return "–" if value is None else signed(value)
