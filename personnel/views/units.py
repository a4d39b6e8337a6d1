"""The tree of units: looked at by all who act for a unit, changed by BKPSDMD and administrators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from personnel import permissions, units
from personnel.forms.people import UnitChangeForm, UnitForm, UnitMoveForm
from personnel.models import Unit
from personnel.pages.choices import key_in
from personnel.pages.editing import confirm_page, edit_page, sent
from personnel.requests import Request
from personnel.templatetags.palu import angka


@require_safe
def unit_list(request: Request) -> HttpResponse:
    """The highest units in sight, with their numbers of people."""
    if not request.user.active_roles:
        raise Http404
    visible = list(_with_people(request))
    paths = {unit.path for unit in visible}
    tops = [
        unit
        for unit in visible
        if not any(path != unit.path and unit.path.startswith(path) for path in paths)
    ]
    below = _totals(visible, tops)
    context = {
        "rows": [(unit, below[unit.pk]) for unit in sorted(tops, key=lambda unit: unit.name)],
        "may_change": permissions.may_manage_units(request.user),
    }
    return render(request, "personnel/unit_list.html", context)


@require_safe
def unit_detail(request: Request, pk: int) -> HttpResponse:
    """One unit, what hangs below it, and how many people work there."""
    unit = _visible(request, pk)
    within = list(_with_people(request).filter(path__startswith=unit.path))
    children = sorted((row for row in within if row.parent_id == unit.pk), key=lambda row: row.name)
    totals = _totals(within, [unit, *children])
    context = {
        "unit": unit,
        "above": _above(request, unit),
        "rows": [(child, totals[child.pk]) for child in children],
        "total": totals[unit.pk],
        "own": next(row.people for row in within if row.pk == unit.pk),
        "may_change": permissions.may_manage_units(request.user),
        "may_issue": permissions.may_issue_first_passwords(request.user, unit),
    }
    return render(request, "personnel/unit_detail.html", context)


def _with_people(request: Request) -> QuerySet[Any]:
    return Unit.objects.visible_to(request.user).annotate(people=Count("civil_servants"))


def _totals(rows: Iterable[Any], units_: Iterable[Unit]) -> Counter[int]:
    """People in and below each of the units; the sum runs over units, not over people."""
    totals: Counter[int] = Counter()
    for unit in units_:
        totals[unit.pk] = sum(row.people for row in rows if row.path.startswith(unit.path))
    return totals


def _visible(request: Request, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(request.user).select_related("parent", "opd"), pk=pk)


def _above(request: Request, unit: Unit) -> list[Unit]:
    """The units above that the person may open too, from the root down."""
    ids = [int(part) for part in unit.path.rstrip(".").split(".")[:-1]]
    found = {row.pk: row for row in Unit.objects.visible_to(request.user).filter(pk__in=ids)}
    return [found[pk] for pk in ids if pk in found]


def _changeable(request: Request, pk: int) -> Unit:
    if not permissions.may_manage_units(request.user):
        raise Http404
    return _visible(request, pk)


@require_http_methods(["GET", "POST"])
def unit_new(request: Request) -> HttpResponse:
    """A new OPD, or a unit below ?induk=."""
    if not permissions.may_manage_units(request.user):
        raise Http404
    above = key_in(request.GET.get("induk"))
    parent = _visible(request, above) if above else None
    form = UnitForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: units.add_unit(**form.cleaned_data, parent=parent, by=request.user),
        title="Tambah unit",
        lead=f"Di bawah {parent.name}." if parent else "Sebagai OPD, yang menyusun rencananya sendiri.",
        act="Tambah unit",
        above=(parent.name, _page_of(parent)) if parent else ("Unit kerja", reverse("personnel:unit_list")),
        said=lambda unit: f"{unit.name} sudah ditambahkan.",
        then=_page_of,
    )


def _page_of(unit: Unit) -> str:
    return reverse("personnel:unit_detail", args=[unit.pk])


@require_http_methods(["GET", "POST"])
def unit_change(request: Request, pk: int) -> HttpResponse:
    """Another name or kind, or closing it."""
    unit = _changeable(request, pk)
    initial = {
        "name": unit.name,
        "kind": unit.kind,
        "telephone": unit.telephone,
        "is_active": unit.is_active,
    }
    form = UnitChangeForm(sent(request), initial=initial)
    return edit_page(
        request,
        form,
        lambda: units.change_unit(unit, **form.cleaned_data, by=request.user),
        title="Ubah unit",
        act="Simpan perubahan",
        above=(unit.name, _page_of(unit)),
        said="Unit sudah diubah.",
    )


@require_http_methods(["GET", "POST"])
def unit_move(request: Request, pk: int) -> HttpResponse:
    """Names what moves along before it is done."""
    unit = _changeable(request, pk)
    form = UnitMoveForm(sent(request), unit=unit, initial={"parent": unit.parent_id})
    within = Unit.objects.filter(path__startswith=unit.path).aggregate(
        people=Count("civil_servants"), units=Count("pk", distinct=True)
    )
    return confirm_page(
        request,
        lambda: units.move_unit(unit, parent=form.cleaned_data["parent"], by=request.user),
        form=form,
        field="parent",
        title=f"Pindahkan {unit.name}?",
        warning="Unit ini pindah bersama semua yang ada di bawahnya.",
        consequences=[
            (
                f"{angka(within['people'])} pegawai dan {angka(within['units'])} unit (termasuk unit ini) "
                "berada di bawah induk yang baru."
            ),
            "Peran pada induk lama tidak lagi menjangkau unit ini; peran pada induk baru menjangkaunya.",
            "Rencana yang sudah ditetapkan tidak berubah.",
        ],
        act="Pindahkan unit",
        above=(unit.name, _page_of(unit)),
        said="Unit sudah dipindahkan.",
    )
