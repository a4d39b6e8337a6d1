"""The board: how far each OPD is in the stages of a year, and who has not acted yet."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from personnel.models import CivilServant, Unit, User
from personnel.pages.editing import confirm_page
from personnel.pages.tables import Table
from personnel.requests import Request
from personnel.templatetags.palu import angka
from planning import pending, permissions
from planning.forms.board import BoardFilter
from planning.models import Cycle, RatingSheet
from planning.pages.columns import NotActed, not_acted
from planning.reminders import may_remind, remind_by_hand
from planning.reports.board import STAGES, BoardRow, board_rows
from planning.stages import Calendar, Stage

Hand = RatingSheet.Hand


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
            "names_of": permissions.opds_of_hr(user),
        },
    )


def _opds_of(user: User) -> QuerySet[Unit]:
    return Unit.objects.opds_of(user).active()


def _fits(row: BoardRow, q: str, state: str) -> bool:
    return q.strip().lower() in row.unit.name.lower() and state in {"", row.state}


# ---------------------------------------------------------------------------------------------- one OPD

#: The lists of names, in the order of the stages.
LISTS = ("mandiri", "atasan", "konsultasi")


def _the_opd(request: Request, year: int, pk: int) -> tuple[Cycle, Unit]:
    opds = permissions.opds_of_hr(request.user)
    if opds is not None and pk not in opds:
        raise Http404
    return get_object_or_404(Cycle, year=year), get_object_or_404(Unit.objects.opd(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def board_unit(request: Request, year: int, pk: int) -> HttpResponseBase:
    """One OPD: its stages, and by name who has not acted; sent, they are taken out. For its HR and
    BKPSDMD."""
    user = request.user
    cycle, unit = _the_opd(request, year, pk)
    calendar = Calendar(cycle)
    rows = board_rows(cycle, Unit.objects.filter(pk=pk), calendar)
    wanted = request.GET.get("daftar", "")
    chosen = wanted if wanted in LISTS else _list_of_today(calendar, unit)
    waiting = _waiting(chosen, cycle, permissions.people_of_hr(user).filter(unit__opd=unit.pk))
    listed = _table(request, chosen, waiting)
    if request.method == "POST":
        return listed.download(request, f"belum-{chosen}", title=_title(chosen))
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
            "table": listed,
            "remind": reverse("planning:board_remind", args=[year, pk, chosen])
            if listed and may_remind(cycle)
            else "",
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


#: What is counted of each in a list.
LEFT = {"atasan": "Bawahan yang belum dinilai", "konsultasi": "Butir yang belum dijawab"}


def _table(request: Request, chosen: str, waiting: QuerySet[Any]) -> Table:
    of_raters = chosen == "atasan"
    return Table(
        request,
        not_acted(request.user, LEFT.get(chosen, ""), of_raters=of_raters),
        waiting,
        caption=_title(chosen),
        wrap=_raters if of_raters else _people,
        tie="rater" if of_raters else "pk",
    )


def _people(rows: list[Any]) -> list[NotActed]:
    return [NotActed(person, getattr(person, "left", 0)) for person in rows]


def _raters(rows: list[Any]) -> list[NotActed]:
    """The person behind each row of ``raters_awaited``."""
    people = CivilServant.objects.select_related("unit", "position").in_bulk([row["rater"] for row in rows])
    return [NotActed(people[row["rater"]], row["left"]) for row in rows if row["rater"] in people]


@require_http_methods(["GET", "HEAD", "POST"])
def board_remind(request: Request, year: int, pk: int, name: str) -> HttpResponse:
    """Remind everybody who stands in one of the lists, once a day."""
    cycle, unit = _the_opd(request, year, pk)
    if name not in LISTS or not may_remind(cycle):
        raise Http404
    here = f"{reverse('planning:board_unit', args=[year, pk])}?daftar={name}"
    count = _waiting(name, cycle, permissions.people_of_hr(request.user).filter(unit__opd=unit.pk)).count()
    return confirm_page(
        request,
        lambda: remind_by_hand(name, cycle, unit, by=request.user),
        title=f"Ingatkan {angka(count)} orang?",
        act="Ingatkan semua",
        warning=f"{_title(name)}, {unit.name}.",
        consequences=[
            "Setiap orang dalam daftar itu mendapat pemberitahuan di aplikasi, dan surel bila alamatnya ada.",
            "Yang sudah diingatkan hari ini tidak diingatkan lagi.",
            "Surel tidak dikirim pada malam hari dan hari Minggu; ia menunggu sampai pagi.",
        ],
        above=(unit.name, here),
        said=lambda told: (
            f"{angka(told)} orang diingatkan." if told else "Semuanya sudah diingatkan hari ini."
        ),
        danger=False,
    )
