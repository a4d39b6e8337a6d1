"""The competencies of one person with how far each has come: the way into the traces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from evaluation.models import Project
from personnel.models import CivilServant, User
from planning.hidden_levels import hides_target
from planning.models import Competency, CompetencyRating, Need, PlanTarget
from training.models import Batch, Enrolment


@dataclass(frozen=True)
class CompetencyRow:
    """One competency; ``need`` None: the post does not ask for it, or it is not to be told."""

    competency: Competency
    need: Need | None
    lines: int
    trainings: int
    projects: int


def rows_of(person: CivilServant, *, user: User) -> tuple[bool, list[CompetencyRow]]:
    """(whether levels are hidden, rows), those with the widest gap first. A constant number of queries."""
    hidden = hides_target(user, person)
    needs = {row.competency_id: row for row in Need.objects.current().filter(civil_servant=person)}
    lines = _counts(PlanTarget.objects.current().filter(civil_servant=person), "item__competency")
    taken = Enrolment.objects.attended().filter(
        civil_servant=person, batch__in=Batch.objects.visible_to(user)
    )
    trainings = _counts(taken, "batch__programme__competency")
    projects = _counts(Project.objects.visible_to(user).filter(leader=person), "competency")
    ratings = CompetencyRating.objects.filter(civil_servant=person)
    rated = set() if hidden else set(ratings.values_list("competency", flat=True))
    known = set(needs) | set(lines) | set(trainings) | set(projects) | rated
    rows = [
        CompetencyRow(
            competency,
            None if hidden else needs.get(competency.pk),
            lines.get(competency.pk, 0),
            trainings.get(competency.pk, 0),
            projects.get(competency.pk, 0),
        )
        for competency in Competency.objects.filter(pk__in=known).order_by("order", "code")
    ]
    return hidden, sorted(rows, key=lambda row: -(row.need.gap or 0) if row.need else 1)


def _counts(rows: QuerySet[Any], name: str) -> dict[int, int]:
    counted = rows.filter(~Q(**{name: None})).order_by().values_list(name)
    return dict(counted.annotate(n=Count("pk", distinct=True)))
