"""One office's step for many plans: choose, read what will happen, do it, and see what became of each."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from personnel.pages.choices import keys_in
from personnel.pages.editing import sent
from personnel.pages.many import done_page
from personnel.requests import Request
from personnel.shown import Cell, Figure
from personnel.templatetags.palu import angka, rupiah
from planning.forms.plans import StepForm
from planning.many_plans import many_steps, take_steps, waiting_for
from planning.models import Plan
from planning.reports.plans import PlanSum, plan_sums
from planning.steps import Step


@require_http_methods(["GET", "HEAD", "POST"])
def plan_steps(request: Request, step: str) -> HttpResponse:
    """The plans that wait for the step; those that are chosen are taken through it with one form."""
    row = next((one for one in many_steps(request.user) if one.step == step), None)
    if row is None:
        raise Http404
    keys = set(keys_in((request.POST if request.method == "POST" else request.GET).getlist("rencana")))
    form = StepForm(sent(request), step=row)
    if request.method == "POST" and form.is_valid():
        return _done(request, row, keys, form)
    waiting = plan_sums(waiting_for(request.user, row))
    chosen = [one for one in waiting if one.plan.pk in keys]
    context = {
        "step": row,
        "waiting": waiting,
        "chosen": chosen,
        "all": urlencode([("rencana", one.plan.pk) for one in waiting]),
        "keys": {one.plan.pk for one in chosen},
        "figures": _figures(chosen),
        "above": sum(one.is_above_ceiling for one in chosen),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "planning/plan_steps.html", context, status=status)


def _figures(sums: list[PlanSum]) -> list[Figure]:
    cost = sum((one.cost for one in sums), Decimal(0))
    return [
        Figure(angka(len(sums)), "rencana dipilih"),
        Figure(angka(sum(one.items for one in sums)), "butir"),
        Figure(rupiah(cost), "biaya seluruhnya"),
    ]


def _done(request: Request, row: Step, keys: set[int], form: StepForm) -> HttpResponse:
    """What became of each; those that were refused can be chosen again."""
    plans = Plan.objects.visible_to(request.user).filter(pk__in=keys)
    plans = plans.select_related("unit", "cycle").order_by("unit__name", "pk")
    outcomes = take_steps(plans, row, by=request.user, **form.cleaned_data)
    return done_page(
        request,
        row.verb,
        outcomes,
        named=lambda plan: Cell(plan.unit.name, reverse("planning:plan_detail", args=[plan.pk])),
        said=lambda done: done.get_to_status_display(),
        noun="rencana",
        above=("Rencana yang menunggu", reverse("planning:plan_steps", args=[row.step])),
    )
