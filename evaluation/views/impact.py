"""What training gave: the year at a glance, and one programme, batch or OPD level by level."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from evaluation import impact as rules
from evaluation import permissions
from evaluation.impact import Impact, Scope
from evaluation.impact.beside import beside_last_year
from evaluation.models import Finding
from evaluation.views.instruments import for_readers
from evaluation.ways import to_a_finding
from personnel.models import Unit
from personnel.pages.downloads import kind_asked, record_export, table
from personnel.pages.lists import page_of
from personnel.permissions import is_city_hr, is_ppk, is_pyb
from personnel.requests import Request
from personnel.shown import Tab, Tabs
from personnel.spreadsheets import Sheet
from planning.models import Cycle, Programme
from planning.suppression import K
from training.models import Batch


def _own_opds(request: Request) -> set[int] | None:
    """Which OPD stand in the tables of whoever looks; None: all."""
    if request.user.sees_city:
        return None
    return request.user.role_opds


@require_safe
def impact(request: Request) -> HttpResponse:
    """A year: the city, programmes and providers by name, and the OPD that the person may look at."""
    for_readers(request)
    years = rules.years()
    asked = request.GET.get("tahun", "")
    year = next((one for one in years if str(one) == asked), years[0] if years else None)
    tables = rules.tables_of(year, opds=_own_opds(request)) if year else None
    context = {
        "year_tabs": Tabs(
            "Tahun pelatihan", tuple(Tab(str(one), f"?tahun={one}", one == year) for one in years)
        ),
        "year": year,
        "tables": tables,
        "compared": beside_last_year(year, tables.city) if year and tables else None,
        "page_obj": page_of(request, tables.programmes if tables else []),
        "sees_city": request.user.sees_city,
        "asks_goals": any(may(request.user) for may in (is_city_hr, is_pyb, is_ppk)),
        "k": K,
    }
    return render(request, "evaluation/impact.html", context)


def _page(request: Request, found: Impact, about: dict[str, int], **context: Any) -> HttpResponse:
    """``about``: the words and rows of a finding that is written down from here."""
    findings = Finding.objects.visible_to(request.user).filter(cycle__year=found.year)
    cycle = Cycle.objects.get(year=found.year)
    shown = {
        "impact": found,
        "findings": findings.filter(**{found.scope.kind: found.scope.pk}).select_related("opd")[:K],
        "finding": to_a_finding(request.user, **about, siklus=cycle.pk),
        "k": K,
        **context,
    }
    return render(request, "evaluation/impact_detail.html", shown)


@require_safe
def impact_programme(request: Request, year: int, pk: int) -> HttpResponse:
    """One programme in a year, with its batches."""
    for_readers(request)
    programme = get_object_or_404(Programme.objects.select_related("competency", "provider"), pk=pk)
    batches = rules.batches_of(programme, year)
    if not batches:
        raise Http404
    return _page(
        request,
        rules.impact_of(Scope("programme", pk), year),
        programme=programme,
        batches=batches,
        title=f"Dampak: {programme.name}, {year}",
        kind="evaluation_programme",
        about={"program": pk},
    )


@require_safe
def impact_batch(request: Request, pk: int) -> HttpResponse:
    """One batch, with its waves."""
    for_readers(request)
    batches = Batch.objects.visible_to(request.user)
    batch = get_object_or_404(batches.select_related("programme__competency", "cycle", "provider"), pk=pk)
    return _page(
        request,
        rules.impact_of(Scope("batch", pk), batch.cycle.year, batch=batch),
        batch=batch,
        programme=batch.programme,
        title=f"Dampak: {batch}",
        kind="evaluation_batch",
        about={"program": batch.programme_id, "angkatan": pk},
    )


@require_safe
def impact_unit(request: Request, year: int, pk: int) -> HttpResponse:
    """One OPD in a year."""
    for_readers(request)
    opd = get_object_or_404(Unit.objects.opd(), pk=pk)
    if not permissions.may_see_impact_of(request.user, opd) or year not in rules.years():
        raise Http404
    return _page(
        request,
        rules.impact_of(Scope("opd", pk), year),
        opd=opd,
        title=f"Dampak: {opd.name}, {year}",
        kind="evaluation_unit",
        about={"opd": pk},
    )


@require_POST
def impact_export(request: Request, year: int) -> HttpResponseBase:
    """The tables that the person sees, as CSV or XLSX."""
    for_readers(request)
    cycle = get_object_or_404(Cycle, year=year)
    if year not in rules.years():
        raise Http404
    kind = kind_asked(request)
    rows = list(rules.file_rows(year, rules.tables_of(year, opds=_own_opds(request))))
    record_export(request, "impact_exported", on=cycle, year=year, rows=len(rows), form=kind)
    return table(request, f"dampak-{year}", kind, Sheet("Dampak", rules.FILE_COLUMNS, rows))
