"""What the templates of training ask about whoever looks."""

from __future__ import annotations

from django import template

from personnel.models import User
from training import permissions

register = template.Library()


@register.simple_tag
def keeps_absences(user: User) -> bool:
    """Whether the tab of leave and duty travel is for them."""
    return permissions.may_keep_absences(user)


@register.simple_tag
def nominates(user: User) -> bool:
    """Whether the tab of what waits for HR's agreement is for them."""
    return permissions.may_nominate(user)
