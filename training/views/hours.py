"""The ledger of hours: one's own, and that of those whom one may see."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from personnel.models import CivilServant
from personnel.pages.lists import page_of
from personnel.pages.person import looked_at
from personnel.permissions import may_manage_people
from personnel.requests import Request
from planning.models import Cycle
from training import hours
from training.person_page import certificates_of, enrolments_of

PAGE = 50


@require_safe
def my_hours(request: Request) -> HttpResponse:
    """JP saya: year by year, every posting with what it rests on."""
    if request.user.civil_servant is None:
        raise Http404
    return _page(request, request.user.civil_servant)


@require_safe
def person_hours(request: Request, pk: int) -> HttpResponse:
    """The same of somebody in one's scope."""
    return _page(request, looked_at(request, pk, "buku JP"))


@never_cache
@require_safe
def person_training(request: Request, pk: int) -> HttpResponse:
    """Where somebody in one's scope had, has or awaits a place, and the certificates that came of it."""
    person = looked_at(request, pk, "pelatihan")
    context = {
        "person": person,
        "here": "Pelatihan",
        "page_obj": page_of(request, enrolments_of(request.user, person)),
        "certificates": certificates_of(request.user, person)[:PAGE],
    }
    return render(request, "training/person_training.html", context)


def _page(request: Request, person: CivilServant) -> HttpResponse:
    years = hours.years_of(person)
    asked = request.GET.get("tahun", "")
    year = next((row for row in years if str(row.year) == asked), years[0] if years else None)
    context = {
        "person": person,
        "is_own": person.pk == request.user.civil_servant_id,
        "sees_outside": person.pk == request.user.civil_servant_id
        or may_manage_people(request.user, person.unit),
        "years": years,
        "year": year,
        "cycle": Cycle.objects.filter(year=year.year).first() if year else None,
        "is_pns": person.employment in ("pns", "cpns"),
        "is_pppk": person.employment == "pppk",
        "page_obj": page_of(request, hours.entries_of(person, year.year), PAGE) if year else None,
    }
    return render(request, "training/hours.html", context)
