"""The commitment board: how far each OPD does its part, for its HR and for the city."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from evaluation import permissions
from evaluation.commitment import (
    FILE_COLUMNS,
    ORIGIN,
    Column,
    board_of,
    file_rows,
    rows_for,
    sorted_by,
)
from evaluation.forms.commitment import CommitmentFilter
from personnel.pages.downloads import record_export, table
from personnel.requests import Request
from personnel.spreadsheets import CSV, Sheet
from personnel.templatetags.palu import angka
from planning.models import Cycle
from planning.views.years import cycle_asked


def _ask(request: Request) -> None:
    if not permissions.may_see_commitment(request.user):
        raise Http404


@require_safe
def commitment(request: Request) -> HttpResponse:
    """Five shares of each OPD in a year, with the city above them."""
    _ask(request)
    cycles = Cycle.objects.every()
    cycle = cycle_asked(request, cycles)
    form = CommitmentFilter(request.GET)
    form.is_valid()
    board = board_of(cycle) if cycle else None
    rows = rows_for(request.user, board) if board else []
    q = form.cleaned_data.get("q", "").strip().lower()
    shown = [row for row in rows if row.unit and q in row.unit.name.lower()]
    column = form.cleaned_data.get("urut") or Column.LINES
    ordered = sorted_by(shown, column, lowest_first=form.cleaned_data.get("arah") == "naik")
    context = {
        "cycle": cycle,
        "cycles": cycles,
        "form": form,
        "columns": [(column.label, ORIGIN[column]) for column in Column],
        "rows": [board.city, *ordered] if board and ordered else [],
        "result": f"{angka(len(shown))} OPD",
        "sees_city": request.user.sees_city,
    }
    return render(request, "evaluation/commitment.html", context)


@require_POST
def commitment_export(request: Request, year: int) -> HttpResponseBase:
    """The rows that the person sees, as CSV."""
    _ask(request)
    cycle = get_object_or_404(Cycle, year=year)
    board = board_of(cycle)
    rows = [*rows_for(request.user, board), board.city]
    record_export(request, "commitment_exported", on=cycle, year=year, rows=len(rows))
    sheet = Sheet("Komitmen", FILE_COLUMNS, file_rows(cycle, rows))
    return table(request, f"komitmen-{cycle.year}", CSV, sheet)
