"""The Indeks Profesionalitas ASN as a simulation: of one person, and of the OPD in sight."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from personnel.models import CivilServant
from personnel.pages.person import looked_at
from personnel.requests import Request
from planning.models import Cycle
from training import professionalism


@never_cache
@require_safe
def person_index(request: Request, pk: int) -> HttpResponse:
    """Part by part, with its fact, and what the plan of the open year would add."""
    person = looked_at(request, pk, "IP ASN")
    row = professionalism.with_parts(CivilServant.objects.filter(pk=person.pk)).get()
    cycle = Cycle.objects.one_open()
    context = {
        "person": person,
        "own": person.pk == request.user.civil_servant_id,
        "lines": professionalism.lines_of(row),
        "least": row.index_least,
        "most": row.index_most,
        "categories": [professionalism.category(row.index_least), professionalism.category(row.index_most)],
        "cycle": cycle,
        "planned": professionalism.planned_hours(person, cycle.year) if cycle else None,
        "enough": professionalism.ENOUGH_JP,
    }
    return render(request, "training/person_index.html", context)


@require_safe
def index_by_opd(request: Request) -> HttpResponse:
    """The mean of each OPD in sight, from at least to at most."""
    if not request.user.active_roles:
        raise Http404
    people = CivilServant.objects.visible_to(request.user)
    return render(request, "training/index_by_opd.html", {"rows": professionalism.by_opd(people)})
