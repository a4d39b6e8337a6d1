"""Who has nothing in the year's plans, and for how long they have gone without development."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from personnel.models import CivilServant
from planning.models import Cycle, DraftLeftover, LearningYear, PlanTarget

#: Filter value → words. Nothing recorded is a state of its own, neither long nor short.
SPANS = {
    "3": "3 tahun atau lebih",
    "2": "2 tahun",
    "1": "1 tahun",
    "0": "Mengikuti pengembangan tahun lalu",
    "unknown": "Riwayat tidak tercatat",
}


def left_out(people: QuerySet[CivilServant], cycle: Cycle, span: str = "") -> QuerySet[Any]:
    """Of ``people`` the active ones without a line in a current plan, with ``years`` without development
    before the year (None: nothing recorded), the longest first."""
    learned = LearningYear.objects.filter(civil_servant=OuterRef("pk"), year__lt=cycle.year)
    last = learned.filter(jp_counted__gt=0).order_by("-year").values("year")[:1]
    before_first = learned.order_by("year").annotate(before=F("year") - 1).values("before")[:1]
    listed: QuerySet[Any] = without_line(people, cycle).annotate(
        years=Value(cycle.year - 1)
        - Coalesce(Subquery(last), Subquery(before_first), output_field=IntegerField())
    )
    if span == "unknown":
        listed = listed.filter(years__isnull=True)
    elif span == "3":
        listed = listed.filter(years__gte=3)
    elif span:
        listed = listed.filter(years=int(span))
    return listed.order_by(F("years").desc(nulls_last=True), "name", "pk")


def without_line(people: QuerySet[CivilServant], cycle: Cycle) -> QuerySet[CivilServant]:
    """The active people for whom no current plan of the year holds anything: for a count on a home page."""
    lines = PlanTarget.objects.current().filter(civil_servant=OuterRef("pk"), plan__cycle=cycle)
    return people.filter(~Exists(lines), legal_state=CivilServant.LegalState.ACTIVE)


def reasons(people: Collection[int], cycle: Cycle) -> dict[int, str]:
    """Why the last draft left them out, as far as it said so. One query for a page of people (ids)."""
    rows = (
        DraftLeftover.objects.filter(civil_servant__in=people, plan__cycle=cycle, plan__is_current=True)
        .order_by()
        .values("civil_servant", "reason")
        .annotate(n=Count("pk"))
        .order_by("civil_servant", "n", "reason")
    )
    labels = dict(DraftLeftover.Reason.choices)
    # The commonest reason of each person comes last and stays.
    return {row["civil_servant"]: str(labels[row["reason"]]) for row in rows}
