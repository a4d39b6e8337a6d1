"""Sums over projects for boards and reports: set-based, one query each."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from evaluation.models import Project, ProjectNote


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


def obstacles(cycle_year: int, opd_id: int | None = None) -> QuerySet[Any]:
    """Rows ``obstacle, notes, projects``: what stood in the way, by code, the most frequent first."""
    rows = ProjectNote.objects.filter(
        kind=ProjectNote.Kind.OBSTACLE, project__enrolment__batch__cycle__year=cycle_year
    )
    if opd_id is not None:
        rows = rows.filter(project__opd=opd_id)
    return (
        rows.order_by()
        .values("obstacle")
        .annotate(notes=Count("pk"), projects=Count("project", distinct=True))
        .order_by("-projects", "-notes", "obstacle")
    )


def obstacles_by_opd(cycle_year: int) -> QuerySet[Any]:
    """Rows ``project__opd, obstacle, projects``: the same, apart for each OPD."""
    rows = ProjectNote.objects.filter(
        kind=ProjectNote.Kind.OBSTACLE, project__enrolment__batch__cycle__year=cycle_year
    )
    return (
        rows.order_by()
        .values("project__opd", "obstacle")
        .annotate(projects=Count("project", distinct=True))
        .order_by("project__opd", "obstacle")
    )
