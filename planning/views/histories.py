"""What changed of a plan and its items, of a standard, and of what is known about a person."""

from __future__ import annotations

from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from personnel.history import Table, rows_of
from personnel.models import RowChange
from personnel.pages.history import acts_page, history_page
from personnel.pages.lists import page_of
from personnel.pages.person import record_look
from personnel.requests import Request
from planning.hidden_levels import ratings_shown
from planning.models import (
    PerformanceRating,
    Plan,
    PlanItem,
    PlanTarget,
    StandardRequirement,
    StandardVersion,
)
from planning.views.items import the_item
from planning.views.need_person import the_person
from planning.views.needs import the_cycle
from planning.views.plans import the_plan
from planning.views.standards import the_version

PER_PAGE = 50
PLAN = (
    Table(Plan),
    Table(PlanItem, ("number", "name")),
    Table(PlanTarget, ("civil_servant_id", "item_id")),
)
ITEM = (Table(PlanItem), Table(PlanTarget, ("civil_servant_id",)))
STANDARD = (
    Table(StandardVersion),
    Table(StandardRequirement, ("position_level", "position_id", "competency_id")),
)
PERFORMANCE = (Table(PerformanceRating, ("year",)),)


@require_safe
def plan_history(request: Request, pk: int) -> HttpResponse:
    """The plan, its items and their people: who changed what."""
    plan = the_plan(request, pk)
    above = [
        ("Rencana", reverse("planning:plan_list")),
        (str(plan), reverse("planning:plan_detail", args=[plan.pk])),
    ]
    return history_page(request, PLAN, rows_of(PLAN, plan.pk), of=str(plan), above=above)


@require_safe
def item_history(request: Request, pk: int) -> HttpResponse:
    """One item and the people in it, also those who are no longer."""
    item = the_item(request, pk)
    label = PlanTarget._meta.label_lower
    gone = RowChange.objects.filter(
        object_type=label, root_id=item.plan_id, kind=RowChange.Kind.REMOVED, changes__item_id=item.pk
    )
    people = Q(object_id__in=item.targets.values("pk")) | Q(object_id__in=gone.values("object_id"))
    its_own = Q(object_type=PlanItem._meta.label_lower, object_id=item.pk)
    rows = rows_of(ITEM, item.plan_id).filter(its_own | Q(object_type=label) & people)
    above = [
        (str(item.plan), reverse("planning:plan_detail", args=[item.plan_id])),
        (f"Butir {item.number}", reverse("planning:item_detail", args=[item.pk])),
    ]
    return history_page(request, ITEM, rows, of=str(item), above=above)


@require_safe
def standard_history(request: Request, number: int) -> HttpResponse:
    """A version of the standards: drafted, changed post by post, put in force, retired."""
    version = the_version(request, number)
    above = [
        ("Standar kompetensi", reverse("planning:standard_list")),
        (str(version), reverse("planning:standard_detail", args=[version.number])),
    ]
    return history_page(request, STANDARD, rows_of(STANDARD, version.pk), of=str(version), above=above)


@never_cache
@require_safe
def rating_history(request: Request, year: int, pk: int) -> HttpResponse:
    """Every rating of one person that the reader may know, and what became of the results of the years.

    A rating is never rewritten, so the ratings themselves are their history.
    """
    cycle, person = the_cycle(year), the_person(request, pk)
    record_look(request, person, "riwayat penilaian")
    ratings = ratings_shown(request.user, person, cycle).select_related(
        "competency", "rated_by__civil_servant", "source_import"
    )
    results, acts = acts_page(request, PERFORMANCE, rows_of(PERFORMANCE, person.pk), param="kinerja")
    above = [(person.full_name, reverse("planning:need_person", args=[cycle.year, person.pk]))]
    context = {
        "person": person,
        "above": above,
        "back": above[0][1],
        "page_obj": page_of(request, ratings.order_by(F("rated_on").desc(), "-pk"), PER_PAGE),
        "results": results,
        "acts": acts,
    }
    return render(request, "planning/rating_history.html", context)
