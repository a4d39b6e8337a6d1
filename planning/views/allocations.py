"""Allocations: the list, a new one, one with its lines, two side by side, and into the plan."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from personnel.models import Unit
from personnel.pages.choices import keys_in
from personnel.pages.editing import confirm_page, edit_page, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.shown import Tab, Tabs
from personnel.templatetags.palu import angka, rupiah
from planning.allocation import start_allocation, use_allocation
from planning.approval import may_edit, may_edit_now
from planning.drafting import Replaced, replaced_by_draft
from planning.forms.allocations import CITY, AllocationForm, LineFilter, OtherForm
from planning.models import Allocation, AllocationLine, Cycle, Plan
from planning.permissions import may_allocate
from planning.priority import LABELS, PARTS
from planning.reports import allocation_page
from planning.reports.allocations import compare, only_in
from planning.views.plans import page_of_plan

LINES = 50
State = Allocation.State
#: The words of the two sides of the line.
ABOVE = {
    "order": "Yang memberi nilai terbanyak untuk biayanya lebih dahulu.",
    "reset_url": "?",
    "caption": "Butir yang diambil",
    "why": "Mengapa diambil",
}
BELOW = {
    "order": "Yang paling dekat dengan harga rupiah terakhir lebih dahulu; "
    "sesudahnya yang tidak diambil karena sebab lain.",
    "reset_url": "?garis=bawah",
    "caption": "Kebutuhan yang tidak diambil",
    "why": "Mengapa tidak diambil",
}


def the_allocation(request: Request, pk: int) -> Allocation:
    """One that the person may see; anything else is not there."""
    allocations = Allocation.objects.visible_to(request.user).select_related(
        "unit", "cycle", "job", "created_by__civil_servant"
    )
    return get_object_or_404(allocations, pk=pk)


def allocable(request: Request) -> QuerySet[Unit]:
    """OPD for which the person may compute one."""
    units = Unit.objects.opd().active().order_by("name")
    if may_allocate(request.user, None):
        return units
    mine = request.user.role_opds
    return units.filter(pk__in=[u.pk for u in units.filter(pk__in=mine) if may_allocate(request.user, u)])


def plan_to_fill(allocation: Allocation, request: Request) -> Plan | None:
    """The draft that the person may replace by this allocation."""
    if allocation.state != State.READY or not allocation.unit_id:
        return None
    plans = Plan.objects.on_the_way().filter(unit=allocation.unit_id, cycle=allocation.cycle_id)
    plan = plans.select_related("unit", "cycle").first()
    if plan is None or plan.consultation_opened_at or not may_edit_now(plan, request.user):
        return None
    return plan


def allocation_list(request: Request) -> HttpResponse:
    """Those that the person may see, the newest first."""
    if not request.user.active_roles:
        raise Http404
    allocations = Allocation.objects.visible_to(request.user).select_related(
        "unit", "cycle", "created_by__civil_servant"
    )
    return render(
        request,
        "planning/allocation_list.html",
        {
            "page_obj": page_of(request, allocations),
            "may_start": bool(_open_cycle() and allocable(request).exists()),
        },
    )


def _open_cycle() -> Cycle | None:
    return Cycle.objects.one_open()


def allocation_new(request: Request) -> HttpResponse:
    """The form: prefilled with the year's weights and the plan's ceiling."""
    cycle, units = _open_cycle(), allocable(request)
    whole_city = may_allocate(request.user, None)
    if cycle is None or not (whole_city or units.exists()):
        raise Http404
    form = AllocationForm(
        sent(request), units=units, whole_city=whole_city, initial=_initial(request, cycle, units)
    )
    if form.has_error("unit", "invalid_choice"):
        raise Http404  # an OPD of somebody else
    return edit_page(
        request,
        form,
        lambda: start_allocation(cycle, by=request.user, **form.values),
        title=f"Hitung alokasi {cycle.year}",
        act="Hitung",
        above=("Alokasi di bawah pagu", reverse("planning:allocation_list")),
        then=_page_of,
        template="planning/allocation_new.html",
    )


def _page_of(allocation: Allocation) -> str:
    return reverse("planning:allocation_detail", args=[allocation.pk])


def _initial(request: Request, cycle: Cycle, units: QuerySet[Unit]) -> dict[str, Any]:
    """From the plan of the OPD asked for, or the only one; for the city the sum of all ceilings."""
    unit = units.filter(pk__in=keys_in([request.GET.get("unit")])).first()
    if unit is None and not may_allocate(request.user, None):
        unit = units.first()
    plans = Plan.objects.current().filter(cycle=cycle)
    if unit:
        plans = plans.filter(unit=unit)
    ceiling = plans.aggregate(sum=Sum("budget_ceiling"))["sum"]
    weights = {f"weight_{part}": getattr(cycle, f"weight_{part}") for part in PARTS}
    return {"unit": unit.pk if unit else CITY, "ceiling": ceiling, **weights}


def allocation_detail(request: Request, pk: int) -> HttpResponse:
    """Its progress; then its figures and its lines, above or below the line."""
    allocation = the_allocation(request, pk)
    if allocation.state != State.READY:
        return render(
            request,
            "planning/allocation_progress.html",
            {
                "allocation": allocation,
                "new_url": _new_url(allocation),
                "mine": bool(allocation.job and allocation.job.requested_by_id == request.user.pk),
            },
        )
    below = request.GET.get("garis") == "bawah"
    form = LineFilter(request.GET, allocation=allocation, below=below)
    page = page_of(request, _lines(allocation, form, below=below), LINES)
    others = _others(allocation, request)
    return render(
        request,
        "planning/allocation_detail.html",
        {
            "allocation": allocation,
            "new_url": _new_url(allocation),
            "figures": allocation_page.figures_of(allocation),
            "tabs": Tabs(
                "Di atas atau di bawah garis",
                (
                    Tab("Diambil", "?#baris", not below),
                    Tab("Tepat di bawah garis", "?garis=bawah#baris", below),
                ),
            ),
            **(BELOW if below else ABOVE),
            "form": form,
            "result": f"{angka(page.paginator.count)} baris",
            "rows": allocation_page.rows_of(page.object_list, allocation, explained=True),
            "page_obj": page,
            "weights": [
                (LABELS[part], weight) for part, weight in zip(PARTS, allocation.weights, strict=True)
            ],
            "plan": plan_to_fill(allocation, request),
            "others": OtherForm(others=others) if others.exists() else None,
            "may_start": may_allocate(request.user, allocation.unit) and allocation.cycle.is_open,
        },
    )


def _new_url(allocation: Allocation) -> str:
    """Another one for the same unit."""
    unit = f"?unit={allocation.unit_id}" if allocation.unit_id else ""
    return reverse("planning:allocation_new") + unit


def _lines(allocation: Allocation, form: LineFilter, *, below: bool) -> QuerySet[AllocationLine]:
    lines = allocation.lines.filter(is_taken=not below).order_by("rank")
    if form.is_valid():
        values = form.cleaned_data
        if values["q"].strip():
            lines = lines.filter(civil_servant__name__icontains=values["q"].strip())
        for name in ("opd", "competency", "reason"):
            if values.get(name):
                lines = lines.filter(**{name: values[name]})
    return lines.select_related("civil_servant__unit", "competency", "programme", "opd")


def _others(allocation: Allocation, request: Request) -> QuerySet[Allocation]:
    """What it can be compared with: the same year and scope."""
    return (
        Allocation.objects.visible_to(request.user)
        .filter(cycle=allocation.cycle_id, unit=allocation.unit_id, state=State.READY)
        .exclude(pk=allocation.pk)
    )


def allocation_compare(request: Request, pk: int) -> HttpResponse:
    """What another ceiling or other weights would change."""
    first = the_allocation(request, pk)
    if first.state != State.READY:
        raise Http404
    second = _second(request, _others(first, request).select_related("unit", "cycle"))
    lost = request.GET.get("garis") == "keluar"
    lines = only_in(first, second) if lost else only_in(second, first)
    lines = lines.select_related("civil_servant__unit", "competency", "programme", "opd")
    page, comparison, address = page_of(request, lines, LINES), compare(first, second), f"?dengan={second.pk}"
    return render(
        request,
        "planning/allocation_compare.html",
        {
            "first": first,
            "second": second,
            "comparison": comparison,
            "tabs": Tabs(
                "Masuk atau keluar",
                (
                    Tab(f"Masuk ({angka(comparison.gained)})", f"{address}#baris", not lost),
                    Tab(f"Keluar ({angka(comparison.lost)})", f"{address}&garis=keluar#baris", lost),
                ),
            ),
            "rows": allocation_page.rows_of(page.object_list, first, explained=False),
            "page_obj": page,
        },
    )


def _second(request: Request, others: QuerySet[Allocation]) -> Allocation:
    """The one asked for, else the newest."""
    if "dengan" not in request.GET and (newest := others.first()):
        return newest
    form = OtherForm(request.GET, others=others)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data["dengan"]


def allocation_use(request: Request, pk: int) -> HttpResponse:
    """Asks before the draft of the plan is replaced, then replaces it."""
    allocation = the_allocation(request, pk)
    plan = plan_to_fill(allocation, request)
    if plan is None or not may_edit(plan, request.user):
        raise Http404
    replaced = replaced_by_draft(plan)
    try:
        return confirm_page(
            request,
            lambda: use_allocation(allocation, plan, by=request.user),
            title=f"Pakai alokasi ini sebagai draf {str(plan)[:1].lower() + str(plan)[1:]}?",
            warning="Sesudahnya draf dapat diubah butir demi butir seperti biasa.",
            consequences=_replacing(allocation, replaced),
            act="Pakai sebagai draf",
            danger=bool(replaced.items),
            above=(str(allocation), _page_of(allocation)),
            said=lambda result: (
                f"Draf tersusun dari alokasi: {angka(result.items)} butir "
                f"untuk {angka(result.people)} pegawai."
            ),
            then=page_of_plan(plan),
        )
    except PermissionDenied as refusal:
        raise Http404 from refusal


def _replacing(allocation: Allocation, replaced: Replaced) -> list[str]:
    """What becomes of the draft that is there."""
    consequences = [
        f"Pagu rencana menjadi {rupiah(allocation.ceiling)}.",
        "Yang tidak diambil ditulis di bawah garis rencana dengan sebabnya.",
    ]
    if replaced.kept:
        consequences.insert(
            0, f"{angka(replaced.kept)} butir yang dibuat atau diubah orang tetap seperti adanya."
        )
    if replaced.items:
        consequences.insert(
            0,
            f"{angka(replaced.items)} butir dari draf sebelumnya dengan {angka(replaced.lines)} "
            "sasaran diganti.",
        )
    return consequences
