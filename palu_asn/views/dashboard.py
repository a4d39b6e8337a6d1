"""The year at a glance: the city for those who see it, an OPD for those who act for it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from palu_asn.dashboard import Scope, dashboard_of, may_look
from personnel.models import Unit
from personnel.requests import Request
from planning.models import Cycle
from training.views.realisation import year_asked


@require_safe
def dashboard(request: Request) -> HttpResponse:
    """The city; for whoever acts for an OPD, that one."""
    return _page(request, None)


@require_safe
def dashboard_unit(request: Request, pk: int) -> HttpResponse:
    """One OPD into which the person looks."""
    return _page(request, pk)


def _page(request: Request, pk: int | None) -> HttpResponse:
    user = request.user
    if not may_look(user):
        raise Http404
    opds = list(Unit.objects.opds_of(user).order_by("name", "pk"))
    opd = next((one for one in opds if one.pk == pk), None)
    if pk is None and not user.sees_city:
        opd = next(iter(opds), None)
    if opd is None and not (pk is None and user.sees_city):
        raise Http404
    cycles = list(Cycle.objects.order_by("-year"))
    cycle = year_asked(cycles, request.GET.get("tahun", ""), timezone.localdate().year)
    shown = dashboard_of(Scope(user, cycle, cycles, opds, opd)) if cycle else None
    context = {
        "title": " ".join(
            ["Dasbor", opd.name if opd else "Kota Palu", *([str(cycle.year)] if cycle else [])]
        ),
        "opd": opd,
        "others": [one for one in opds if one != opd] if not user.sees_city else [],
        "cycle": cycle,
        "cycles": cycles,
        "planned": next((one for one in cycles if one.is_open and one != cycle), None),
        "shown": shown,
        "now": timezone.now(),
    }
    return render(request, "palu_asn/dashboard.html", context)
