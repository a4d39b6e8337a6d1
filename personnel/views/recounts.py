"""The last recount, for administrators."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from personnel import permissions, recounts
from personnel.requests import Request


@require_safe
def recount_detail(request: Request) -> HttpResponse:
    """What did not agree when every kept sum was last counted again."""
    if not permissions.may_read_audit(request.user):
        raise Http404
    last = recounts.last()
    context = {
        "last": last,
        "differences": last.differences if last else [],
        "no_sums": sorted(recounts.NO_SUMS.items()),
        "missed_a_night": last is not None and last.is_older_than(recounts.FRESH_FOR),
    }
    return render(request, "personnel/recount_detail.html", context)
