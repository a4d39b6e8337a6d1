"""The button that asks for a document."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

register = template.Library()


@register.inclusion_tag("documents/_request_button.html", takes_context=True)
def request_document(context: Context, kind: str, label: str, **more: Any) -> dict[str, Any]:
    """``{% request_document "unit_plan" "Unduh PDF" object_id=plan.pk year=cycle.year %}``; ``style`` is the
    button's."""
    return {"kind": kind, "label": label, "csrf_token": context.get("csrf_token"), **more}
