"""Leave, duty travel and study: the list for HR, and a small page for each person."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from personnel.models import CivilServant
from personnel.pages.editing import confirm_page, edit_page, sent
from personnel.pages.lists import page_of
from personnel.permissions import is_owner
from personnel.requests import Request
from personnel.templatetags.palu import angka, tanggal
from planning.permissions import people_of_hr
from training import absences, permissions
from training.forms.days_off import AbsenceFilter, AbsenceForm
from training.models import StaffAbsence

#: How many people a search offers.
FOUND = 10


@require_safe
def absence_list(request: Request) -> HttpResponse:
    """Who of one's people is away and when; a name that is sought also leads to that person's page."""
    if not permissions.may_keep_absences(request.user):
        raise Http404
    people = people_of_hr(request.user)
    form = AbsenceFilter(request.GET)
    rows = form.narrow(StaffAbsence.objects.filter(civil_servant__in=people))
    page = page_of(
        request, rows.select_related("civil_servant__unit").order_by("starts_on", "civil_servant__name", "pk")
    )
    found = list(people.filter(name__icontains=form.name).for_list()[:FOUND]) if form.name else []  # type: ignore[attr-defined]
    count = page.paginator.count
    context = {
        "form": form,
        "page_obj": page,
        "found": found,
        "result": f"{angka(count)} ketidakhadiran",
        "imports": permissions.may_organise(request.user),
    }
    return render(request, "training/absence_list.html", context)


@require_safe
def absence_person(request: Request, pk: int) -> HttpResponse:
    """All absences of one person: for their HR, and for themselves to read."""
    person = get_object_or_404(CivilServant.objects.select_related("unit", "position"), pk=pk)
    manages = permissions.may_record_absence(request.user, person)
    own = is_owner(request.user, person)
    if not manages and not own:
        raise Http404
    context = {
        "person": person,
        "page_obj": page_of(request, person.absences.order_by("-starts_on", "-pk")),
        "manages": manages,
        "own": own,
    }
    return render(request, "training/absence_person.html", context)


def _the_person(request: Request, pk: int) -> CivilServant:
    person = get_object_or_404(CivilServant.objects.select_related("unit"), pk=pk)
    if not permissions.may_record_absence(request.user, person):
        raise Http404
    return person


def _above(person: CivilServant) -> tuple[str, str]:
    return person.full_name, reverse("training:absence_person", args=[person.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def absence_new(request: Request, pk: int) -> HttpResponse:
    """Say that somebody is away."""
    person = _the_person(request, pk)
    form = AbsenceForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: absences.add(person, **form.cleaned_data, by=request.user),
        title=f"Catat ketidakhadiran {person.full_name}",
        act="Catat ketidakhadiran",
        above=_above(person),
        said="Ketidakhadiran tercatat.",
        lead="Pelatihan yang dijadwalkan pada hari itu akan diperingatkan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def absence_remove(request: Request, pk: int) -> HttpResponse:
    """Take out what was entered by mistake."""
    absence = get_object_or_404(StaffAbsence.objects.select_related("civil_servant__unit"), pk=pk)
    person = _the_person(request, absence.civil_servant_id)
    return confirm_page(
        request,
        lambda: absences.remove(absence, by=request.user),
        title=f"Hapus ketidakhadiran {person.full_name}?",
        act="Hapus ketidakhadiran",
        above=_above(person),
        said="Ketidakhadiran dihapus.",
        consequences=[
            (
                f"{absence.get_kind_display()} {tanggal(absence.starts_on)} sampai "
                f"{tanggal(absence.ends_on)} dihapus; pegawai dapat dijadwalkan lagi pada hari itu."
            )
        ],
    )
