"""The versions of a unit's plan of a year, and what changed between two of them."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from documents.requests import request_document
from personnel.pages.lists import page_of
from personnel.requests import Request
from planning.differences import Side, choose, keep_comparison, sides_of, why
from planning.forms.revisions import SidesForm
from planning.models import Plan
from planning.reports.differences import Differences, ItemChange
from planning.reports.versions import version_lines
from planning.revision import family
from planning.views.plans import the_plan


def plan_versions(request: Request, pk: int) -> HttpResponse:
    """Each submission of the plan and its revisions: who, when, with what words, and what was decided."""
    plan = the_plan(request, pk)
    sides = sides_of(plan)
    return render(
        request,
        "planning/plan_versions.html",
        {"plan": plan, "lines": version_lines(sides), "family": family(plan)},
    )


def plan_differences(request: Request, pk: int) -> HttpResponse:
    """Two versions side by side: by default the newest and the one before it."""
    plan = the_plan(request, pk)
    sides = sides_of(plan)
    pair = _pair(sides, plan, request.GET.get("dari", ""), request.GET.get("ke", ""))
    if pair is None:
        return render(
            request, "planning/plan_differences.html", {"plan": plan, "form": _form(sides, None, request)}
        )
    older, newer = pair
    differences = Differences(sides, older, newer)
    item = request.GET.get("butir", "")
    return render(
        request,
        "planning/plan_differences.html",
        {
            "plan": plan,
            "form": _form(sides, pair, request),
            "older": older,
            "newer": newer,
            "sums": differences.sums,
            "why": why(sides, older, newer),
            "item": item,
            "page_obj": None if item else page_of(request, differences),
            "changes": _of_item(differences, item) if item else None,
            "query": urlencode({"dari": older.key, "ke": newer.key}),
        },
    )


def _pair(sides: list[Side], plan: Plan, older: str, newer: str) -> tuple[Side, Side] | None:
    try:
        return choose(sides, plan, older, newer)
    except KeyError as unknown:
        raise Http404 from unknown


def _form(sides: list[Side], pair: tuple[Side, Side] | None, request: Request) -> SidesForm:
    """The two as they are compared; of one version with itself, as they were asked for."""
    chosen = {"dari": request.GET.get("dari", ""), "ke": request.GET.get("ke", "")}
    if pair:
        chosen = {"dari": pair[0].key, "ke": pair[1].key}
    return SidesForm(sides=sides, initial=chosen)


def _of_item(differences: Differences, item: str) -> list[ItemChange]:
    try:
        changes = differences.of_item(UUID(item))
    except ValueError as garbage:
        raise Http404 from garbage
    if not changes:
        raise Http404
    return changes


@require_POST
def plan_differences_print(request: Request, pk: int) -> HttpResponse:
    """Ask for the comparison as a PDF, and look at its progress."""
    plan = the_plan(request, pk)
    sides = sides_of(plan)
    pair = _pair(sides, plan, request.POST.get("dari", ""), request.POST.get("ke", ""))
    if pair is None:
        raise Http404
    try:
        kept = keep_comparison(*pair, by=request.user)
        document = request_document(
            "plan_differences", object_id=kept.pk, year=plan.cycle.year, by=request.user
        )
    except PermissionDenied as refusal:
        raise Http404 from refusal
    if document.job is None:
        return redirect("documents:document_detail", code=document.check_code)
    return redirect("jobs:job_detail", key=document.job.key)
