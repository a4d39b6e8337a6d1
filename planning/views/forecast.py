"""Will everybody reach 20 JP: the city or a unit, the people behind each number, and a file of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from personnel import audit
from personnel.models import Unit
from personnel.pages.choices import key_in
from personnel.pages.downloads import record_export, table
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.spreadsheets import CSV, Sheet
from planning import permissions
from planning.forms.fairness import OutlookFilter
from planning.models import Cycle
from planning.reports.forecast import FLOOR_STATES, Outlook, figures_of, forecast, quarters_left
from planning.reports.forecast_people import FILE_COLUMNS, People, PersonOutlook
from planning.reports.remedies import remedies
from planning.views.fairness import PER_PAGE, report_tabs, the_year

audit.name_acts({"forecast_exported": "Mengunduh prakiraan JP"})


def the_unit(request: Request, pk: int) -> Unit:
    units = Unit.objects.visible_to(request.user).select_related("parent", "opd")
    return get_object_or_404(units, pk=pk)


def ids_of(request: Request, unit: Unit | None) -> list[int] | None:
    """The units looked at: one with all below it, or all that the person sees; None: the whole city."""
    if unit is None and request.user.sees_city:
        return None
    units = Unit.objects.visible_to(request.user)
    if unit is not None:
        units = units.filter(path__startswith=unit.path)
    return list(units.values_list("pk", flat=True))


@require_safe
def forecast_city(request: Request, year: int) -> HttpResponse:
    """A row per OPD; for whoever acts for one unit, that unit."""
    cycle = the_year(request, year)
    if not request.user.sees_city and len(request.user.role_units) == 1:
        return forecast_unit(request, year, request.user.role_units[0].pk)
    facts = forecast(cycle, units=ids_of(request, None))
    return _page(request, cycle, None, facts.total, facts.by_opd())


@require_safe
def forecast_unit(request: Request, year: int, pk: int) -> HttpResponse:
    """A row per unit below."""
    cycle, unit = the_year(request, year), the_unit(request, pk)
    facts = forecast(cycle, units=ids_of(request, unit))
    rows = facts.below(unit)
    return _page(request, cycle, unit, facts.total, rows if len(rows) > 1 else [])


def _page(
    request: Request, cycle: Cycle, unit: Unit | None, total: Outlook, rows: Iterable[Outlook]
) -> HttpResponse:
    left = quarters_left(cycle)
    context = {
        "cycle": cycle,
        "tabs": report_tabs(request, cycle.year, unit.opd_id if unit else None),
        "unit": unit,
        "crumbs": _crumbs(request, cycle, unit),
        "total": total,
        "figures": figures_of(total, cycle),
        "rows": list(rows),
        "chart": [(state.label, total.states[state], state.tone) for state in FLOOR_STATES],
        "remedies": remedies(total, cycle) if total.missing else [],
        "time_left": _time_left(cycle, left),
        "quarters_left": left,
        "may_export": permissions.may_export_needs(request.user),
    }
    return render(request, "planning/forecast.html", context)


def _crumbs(request: Request, cycle: Cycle, unit: Unit | None) -> list[str]:
    """The city, then the unit above, as far as the person may open them: label and address of each."""
    above = unit.parent if unit else None
    city = ["Prakiraan", reverse("planning:forecast_city", args=[cycle.year])]
    if above and (request.user.sees_city or any(own.contains(above) for own in request.user.role_units)):
        return [*city, above.name, reverse("planning:forecast_unit", args=[cycle.year, above.pk])]
    return [*city, "", ""] if unit and request.user.sees_city else []


def _time_left(cycle: Cycle, left: int) -> str:
    if left == 0:
        return f"Tahun {cycle.year} sudah berakhir."
    if left == 4:
        return f"Keempat triwulan {cycle.year} masih tersedia."
    if left == 1:
        return f"Triwulan yang sedang berjalan adalah yang terakhir pada {cycle.year}."
    return f"Masih tersisa {left} triwulan pada {cycle.year}, termasuk yang sedang berjalan."


def _chosen(request: Request, data: Any) -> tuple[Unit | None, OutlookFilter]:
    wanted = data.get("unit", "")
    return (the_unit(request, key_in(wanted) or 0) if wanted else None), OutlookFilter(data)


def people_page(people: People, request: Request) -> Page[PersonOutlook]:
    return page_of(request, people, PER_PAGE)


@require_safe
def forecast_people(request: Request, year: int) -> HttpResponse:
    """The people behind the numbers, the most hours short first."""
    cycle = the_year(request, year)
    unit, form = _chosen(request, request.GET)
    values = form.values
    people = People(cycle, ids_of(request, unit), state=values["keadaan"], q=values["q"].strip())
    page = people_page(people, request)
    context = {
        "cycle": cycle,
        "unit": unit,
        "form": form,
        "page_obj": page,
        "rows": list(page.object_list),
        "may_export": permissions.may_export_needs(request.user),
        "values": values,
        "reset_url": f"?unit={unit.pk}" if unit else "?",
    }
    return render(request, "planning/forecast_people.html", context)


@require_POST
def forecast_export(request: Request, year: int) -> HttpResponseBase:
    """The chosen people as CSV."""
    cycle = the_year(request, year)
    if not permissions.may_export_needs(request.user):
        raise Http404
    unit, form = _chosen(request, request.POST)
    values = form.values
    people = People(cycle, ids_of(request, unit), state=values["keadaan"], q=values["q"].strip())
    record_export(request, "forecast_exported", on=unit or cycle, year=cycle.year, state=values["keadaan"])
    return table(
        request, f"prakiraan-jp-{cycle.year}", CSV, Sheet("Prakiraan", FILE_COLUMNS, people.file_rows())
    )
