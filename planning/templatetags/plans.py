"""Where the pages of a plan lie."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from personnel.addresses import reverse
from personnel.templatetags.palu import crumbs
from planning.models import Plan, PlanItem

register = template.Library()


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def plan_crumbs(
    context: Context, plan: Plan, item: PlanItem | str | None = None, here: str = ""
) -> dict[str, Any]:
    """The list, the plan, maybe one of its items, then this page; without ``here`` the last of them."""
    label = f"{plan.unit.name} {plan.cycle.year}"
    if plan.revision:
        label += f", perubahan ke-{plan.revision}"
    above = ["Rencana", reverse("planning:plan_list"), label, reverse("planning:plan_detail", args=[plan.pk])]
    if isinstance(item, PlanItem):
        above += [f"Butir {item.number}", reverse("planning:item_detail", args=[item.pk])]
    return crumbs(context, *above, here) if here else crumbs(context, *above[:-1])
