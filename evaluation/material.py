"""What the years before say to whoever draws up the plan of an OPD: findings, actions, what did not take
place, obstacles, and programmes with their evaluation. Sums only; no person is named."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from evaluation.models import Action, Finding, Obstacle, Wave
from evaluation.projects import sums
from personnel.models import Unit
from planning.models import Cycle, Programme
from planning.suppression import K
from training.models import Batch, CarriedLine, Enrolment, LineMissed

#: So many programmes and groups of lines stand on the page, the largest first.
MOST = 30


@dataclass(frozen=True)
class MissedGroup:
    """Lines of last year that are to go on, by activity and cause."""

    name: str
    cause: str
    lines: int
    carried: int


@dataclass(frozen=True)
class ProgrammeFacts:
    """A programme that people of the OPD took last year: how many, with what result, how it was judged."""

    programme: Programme
    people: int
    passed: int | None  # of those of whom it is known; None: too few to say
    known: int
    gain: Decimal | None
    waves: list[Wave]


def findings_for(cycle: Cycle, opd: Unit) -> QuerySet[Finding]:
    """Of the OPD or the city: what an action puts before this year, and what the year before found."""
    mine = Q(opd=None) | Q(opd=opd)
    before = Q(cycle__year=cycle.year - 1) | Q(cycle=cycle)
    meant = Exists(Action.objects.filter(finding=OuterRef("pk"), for_cycle=cycle))
    actions = Action.objects.select_related("owner__civil_servant", "for_cycle").order_by("due_on", "pk")
    return (
        Finding.objects.filter(mine)
        .filter(before | meant)
        .annotate(is_meant=meant)
        .select_related("programme", "batch__programme", "competency", "opd", "cycle")
        .prefetch_related(Prefetch("actions", queryset=actions))
        .order_by(F("is_meant").desc(), "-recorded_at", "-pk")
    )


def missed_lines(cycle: Cycle, opd: Unit) -> list[MissedGroup]:
    """Lines of the year before that HR takes on into this one, the most numerous first."""
    rows = (
        LineMissed.objects.filter(item__plan__unit=opd, item__plan__cycle__year=cycle.year - 1, goes_on=True)
        .annotate(is_carried=Exists(CarriedLine.objects.filter(missed=OuterRef("pk"))))
        .order_by()
        .values_list("item__name", "cause")
        .annotate(lines=Count("pk"), taken=Count("pk", filter=Q(is_carried=True)))
        .order_by("-lines", "item__name", "cause")
    )
    causes = dict(LineMissed.Cause.choices)
    return [MissedGroup(name, str(causes[cause]), n, carried) for name, cause, n, carried in rows[:MOST]]


def obstacles_for(cycle: Cycle, opd: Unit) -> list[tuple[str, int]]:
    """What stood in the way of the OPD's projects of the year before, by projects."""
    labels = dict(Obstacle.choices)
    return [(str(labels[row["obstacle"]]), row["projects"]) for row in sums.obstacles(cycle.year - 1, opd.pk)]


def programmes_for(cycle: Cycle, opd: Unit) -> list[ProgrammeFacts]:
    """What people of the OPD took part in the year before; results from ``K`` people on. Three queries."""
    seats = Enrolment.objects.filter(
        unit__opd=opd,
        batch__cycle__year=cycle.year - 1,
        batch__state__in=[Batch.State.RELEASED, Batch.State.FINISHED],
        attendances__is_present=True,
    )
    tested = Q(result__pre_test__isnull=False, result__post_test__isnull=False)
    of = Enrolment.objects.filter(pk__in=seats.values("pk"))
    rows: list[Any] = list(
        of.order_by()
        .values("batch__programme")
        .annotate(
            people=Count("civil_servant", distinct=True),
            known=Count("pk", filter=Q(result__has_passed__isnull=False)),
            passed=Count("pk", filter=Q(result__has_passed=True)),
            tested=Count("pk", filter=tested),
            gain=Avg(F("result__post_test") - F("result__pre_test"), filter=tested),
        )
        .order_by("-people", "batch__programme__name")[:MOST]
    )
    ids = [row["batch__programme"] for row in rows]
    programmes = Programme.objects.select_related("competency").in_bulk(ids)
    waves: dict[int, list[Wave]] = {}
    closed = Wave.objects.filter(
        state=Wave.State.CLOSED, batch__programme__in=ids, batch__cycle__year=cycle.year - 1
    )
    for wave in closed.select_related("version__instrument", "batch__programme").order_by("opens_on", "pk"):
        waves.setdefault(wave.batch.programme_id, []).append(wave)
    return [
        ProgrammeFacts(
            programmes[row["batch__programme"]],
            row["people"],
            row["passed"] if row["known"] >= K else None,
            row["known"],
            row["gain"] if row["tested"] >= K else None,
            waves.get(row["batch__programme"], []),
        )
        for row in rows
    ]
