"""Jejak kompetensi: the competencies of a person, and the whole trace of one of them."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from evaluation.trace import rows_of, trace_of
from personnel import audit
from personnel.models import CivilServant
from personnel.permissions import is_owner
from personnel.requests import Request
from planning.models import Competency


def _the_person(request: Request, pk: int) -> CivilServant:
    """Somebody whom one may see; looking at somebody else's is recorded."""
    rows = CivilServant.objects.visible_to(request.user).select_related("unit__opd", "position")
    person = get_object_or_404(rows, pk=pk)
    if not is_owner(request.user, person):
        with transaction.atomic():
            audit.record("view_person", by=request.user, on=person, subject=person, page="jejak kompetensi")
    return person


@require_safe
def trace_list(request: Request, pk: int | None = None) -> HttpResponse:
    """One's own competencies, or those of somebody one may see."""
    pk = pk or request.user.civil_servant_id
    if pk is None:  # an official has no competencies here
        return render(request, "evaluation/trace_none.html")
    person = _the_person(request, pk)
    hidden, rows = rows_of(person, user=request.user)
    context = {"person": person, "own": is_owner(request.user, person), "hidden": hidden, "rows": rows}
    return render(request, "evaluation/trace_list.html", context)


@require_safe
def trace(request: Request, person: int, competency: int) -> HttpResponse:
    """The chain of one competency, year by year."""
    who = _the_person(request, person)
    what = get_object_or_404(Competency, pk=competency)
    context = {
        "trace": trace_of(who, what, user=request.user),
        "person": who,
        "own": is_owner(request.user, who),
    }
    return render(request, "evaluation/trace.html", context)
