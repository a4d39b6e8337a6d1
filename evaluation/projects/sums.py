"""Sums over projects for boards and reports: set-based, one query each."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from evaluation.models import Project


def alive_by_opd(cycle_year: int) -> QuerySet[Any]:
    """Rows ``opd, alive, running, closed``: projects that follow up training of that year, by OPD.

    ``alive``: offered to reported; ``running``: of these, agreed to; ``closed``: ended with their reviews.
    """
    return (
        Project.objects.filter(enrolment__batch__cycle__year=cycle_year)
        .order_by()
        .values("opd")
        .annotate(
            alive=Count("pk", filter=Q(state__in=Project.ALIVE)),
            running=Count("pk", filter=Q(state__in=[Project.State.ACTIVE, Project.State.REPORTED])),
            closed=Count("pk", filter=Q(state=Project.State.CLOSED)),
        )
        .order_by("opd")
    )
