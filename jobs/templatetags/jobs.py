"""``{% load jobs %}``: how far work in the background is."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from jobs.numbers import whole_number

register = template.Library()

#: Milliseconds until a page looks again at a job: soon at first, for most are short; patient later.
FIRST_LOOK, LAST_LOOK = 300, 10_000


@register.inclusion_tag("components/job_progress.html", takes_context=True)
def job_progress(
    context: Context, job: Any, url: str, title: str, unit_name: str = "", **more: Any
) -> dict[str, Any]:
    """How far a job is: ``{% job_progress job part_url "Penetapan" "angkatan" page_url=page_url %}``.

    Each look comes half as late again as the one before it, which the address tells.
    """
    request = getattr(context, "request", None)
    last = whole_number(request.GET.get("jeda")) if request else None
    poll = FIRST_LOOK if last is None else max(FIRST_LOOK, min(last * 3 // 2, LAST_LOOK))
    return {"job": job, "url": url, "title": title, "unit_name": unit_name, "poll": poll, **more}
