"""Jejak kompetensi: the competencies of a person, and the whole trace of one of them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from evaluation.trace import rows_of, trace_of
from personnel.pages.person import looked_at
from personnel.permissions import is_owner
from personnel.requests import Request
from planning.models import Competency


@require_safe
def trace_list(request: Request, pk: int | None = None) -> HttpResponse:
    """The list of one's own competencies, or those of somebody one may see."""
    pk = pk or request.user.civil_servant_id
    if pk is None:  # an official has no competencies here
        return render(request, "evaluation/trace_none.html")
    person = looked_at(request, pk, "jejak kompetensi")
    hidden, rows = rows_of(person, user=request.user)
    context = {"person": person, "own": is_owner(request.user, person), "hidden": hidden, "rows": rows}
    return render(request, "evaluation/trace_list.html", context)


@require_safe
def trace(request: Request, person: int, competency: int) -> HttpResponse:
    """The chain of one competency, year by year."""
    who = looked_at(request, person, "jejak kompetensi")
    what = get_object_or_404(Competency, pk=competency)
    context = {
        "trace": trace_of(who, what, user=request.user),
        "person": who,
        "own": is_owner(request.user, who),
    }
    return render(request, "evaluation/trace.html", context)
