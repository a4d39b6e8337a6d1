"""The list of versions: each submission with what was decided about it. Constant queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from planning.differences import Side
from planning.models import PlanStep, VersionItem, VersionTarget

Kind = PlanStep.Step


@dataclass(frozen=True)
class VersionLine:
    """One side with its submission, the last step that followed it in its round, and the side before it."""

    side: Side
    former: Side | None
    submitted: PlanStep | None
    decided: PlanStep | None
    items: int | None
    people: int | None


def version_lines(sides: Sequence[Side]) -> list[VersionLine]:
    """The newest first. Three queries."""
    versions = [side.version.pk for side in sides if side.version]
    plans = [side.plan.pk for side in sides]
    decided: dict[tuple[int, int], PlanStep] = {}
    steps = PlanStep.objects.filter(plan__in=plans).exclude(step__in=[Kind.DRAFT, Kind.SUBMIT])
    for last in steps.select_related("by__civil_servant").order_by("at", "pk"):
        decided[last.plan_id, last.round] = last
    items = dict(
        VersionItem.objects.filter(version__in=versions)
        .order_by()
        .values_list("version")
        .annotate(n=Count("pk"))
    )
    people = dict(
        VersionTarget.objects.filter(version__in=versions)
        .order_by()
        .values_list("version")
        .annotate(n=Count("civil_servant", distinct=True))
    )
    lines = []
    for former, side in zip([None, *sides], sides, strict=False):
        version = side.version
        step = version.step if version else None
        lines.append(
            VersionLine(
                side=side,
                former=former,
                submitted=step,
                decided=None if step is None else decided.get((side.plan.pk, step.round)),
                items=items.get(version.pk, 0) if version else None,
                people=people.get(version.pk, 0) if version else None,
            )
        )
    return lines[::-1]
