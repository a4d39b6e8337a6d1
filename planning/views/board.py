"""The board: how far each OPD is in the stages of a year, and who has not acted yet."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from personnel.models import CivilServant, RoleAssignment, Unit, User
from personnel.pages.lists import page_of
from personnel.requests import Request
from planning import pending, permissions
from planning.forms.board import BoardFilter
from planning.models import Cycle, RatingSheet
from planning.reports.board import STAGES, BoardRow, board_rows
from planning.stages import Calendar, Stage

Hand = RatingSheet.Hand
NAMES = 50


@require_safe
def board(request: Request, year: int) -> HttpResponse:
    """All OPD that the person looks into, the late ones first."""
    user = request.user
    if not user.active_roles:
        raise Http404
    cycle = get_object_or_404(Cycle, year=year)
    calendar = Calendar(cycle)
    rows = board_rows(cycle, _opds_of(user), calendar)
    form = BoardFilter(request.GET)
    shown = [row for row in rows if form.is_valid() and _fits(row, **form.cleaned_data)]
    return render(
        request,
        "planning/board.html",
        {
            "cycle": cycle,
            "stages": [stage.label for stage in STAGES],
            "has_dates": bool(calendar),
            "form": form,
            "rows": shown,
            "total": len(shown),
            "late": sum(row.state == "late" for row in rows),
            "soon": sum(row.state == "soon" for row in rows),
            "on_time": sum(not row.state for row in rows),
            "manages": permissions.may_manage_cycles(user),
            "names_of": _opds_of_hr(user),
        },
    )


def _opds_of(user: User) -> QuerySet[Unit]:
    return Unit.objects.opds_of(user).active()


def _opds_of_hr(user: User) -> set[int] | None:
    """The OPD of whose people the person may read who has not acted; None: all."""
    if permissions.may_manage_cycles(user):
        return None
    role = RoleAssignment.Role.UNIT_HR
    return {r.unit.opd_id or 0 for r in user.active_roles if r.role == role and r.unit}


def _fits(row: BoardRow, q: str, state: str) -> bool:
    return q.strip().lower() in row.unit.name.lower() and state in {"", row.state}


# ---------------------------------------------------------------------------------------------- one OPD

#: The lists of names, in the order of the stages.
LISTS = ("mandiri", "atasan", "konsultasi")


@require_safe
def board_unit(request: Request, year: int, pk: int) -> HttpResponse:
    """One OPD: its stages, and by name who has not acted. For its HR and BKPSDMD."""
    user = request.user
    opds = _opds_of_hr(user)
    if opds is not None and pk not in opds:
        raise Http404
    cycle = get_object_or_404(Cycle, year=year)
    unit = get_object_or_404(Unit.objects.opd(), pk=pk)
    calendar = Calendar(cycle)
    rows = board_rows(cycle, Unit.objects.filter(pk=pk), calendar)
    wanted = request.GET.get("daftar", "")
    chosen = wanted if wanted in LISTS else _list_of_today(calendar, unit)
    waiting = _waiting(chosen, cycle, permissions.people_of_hr(user).filter(unit__opd=unit.pk))
    page = page_of(request, waiting, NAMES)
    if chosen == "atasan":
        _put_raters(page.object_list)
    return render(
        request,
        "planning/board_unit.html",
        {
            "cycle": cycle,
            "unit": unit,
            "row": rows[0] if rows else None,
            "lists": [(name, _title(name), name == chosen) for name in LISTS],
            "chosen": chosen,
            "title": _title(chosen),
            "page_obj": page,
            "manages": permissions.may_manage_cycles(user),
            "cells": [(cell, _pk_of(calendar, cell.stage)) for cell in rows[0].cells] if rows else [],
        },
    )


def _pk_of(calendar: Calendar, stage: Stage) -> int | None:
    row = calendar.stages.get(stage)
    return row.pk if row else None


def _title(name: str) -> str:
    return {
        "mandiri": "Belum mengirim penilaian mandiri",
        "atasan": "Belum menilai bawahannya",
        "konsultasi": "Belum menjawab konsultasi",
    }[name]


def _list_of_today(calendar: Calendar, unit: Unit) -> str:
    """Of the stage that runs, or ran last."""
    window = calendar.window(Stage.CONSULTATION, unit.pk)
    return "konsultasi" if window and window.state(timezone.localdate()) != "before" else "mandiri"


def _waiting(name: str, cycle: Cycle, people: QuerySet[CivilServant]) -> QuerySet[Any]:
    ids = people.values("pk")
    if name == "atasan":
        return pending.raters_awaited(pending.without_sheet(cycle, Hand.SUPERIOR).filter(pk__in=ids))
    if name == "konsultasi":
        waiting = pending.silent_people(cycle)
    else:
        waiting = pending.without_sheet(cycle, Hand.SELF)
    return waiting.filter(pk__in=ids).select_related("unit", "position").order_by("name", "pk")


def _put_raters(rows: Any) -> None:
    """The person behind each row of ``raters_awaited``."""
    listed = list(rows)
    people = CivilServant.objects.select_related("unit", "position").in_bulk([row["rater"] for row in listed])
    for row in listed:
        row["person"] = people.get(row["rater"])
