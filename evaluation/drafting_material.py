"""What the years before say to whoever draws up the plan of an OPD: findings, actions, what did not take
place, obstacles, and programmes with their evaluation. Sums only; no person is named."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from evaluation import impact
from evaluation.impact import Projects, Scope, Taken
from evaluation.models import Action, Finding, Wave
from personnel.models import Unit
from planning.models import Cycle, Programme
from training.models import CarriedLine, LineMissed

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
    """A programme that people of the OPD took last year: what is told of them, and how it was judged."""

    programme: Programme
    taken: Taken
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


def obstacles_for(cycle: Cycle, opd: Unit) -> Projects:
    """What stood in the way of the OPD's projects of the year before, as the page of its impact tells it."""
    return impact.projects_of(cycle.year - 1, Scope("opd", opd.pk))


def programmes_for(cycle: Cycle, opd: Unit) -> list[ProgrammeFacts]:
    """What people of the OPD took part in the year before, told in the leaves of impact. Three queries."""
    taken = impact.taken_by(opd.pk, cycle.year - 1)[:MOST]
    ids = [one.programme for one in taken]
    programmes = Programme.objects.select_related("competency").in_bulk(ids)
    waves: dict[int, list[Wave]] = {}
    closed = Wave.objects.filter(
        state=Wave.State.CLOSED, batch__programme__in=ids, batch__cycle__year=cycle.year - 1
    )
    for wave in closed.select_related("version__instrument", "batch__programme").order_by("opens_on", "pk"):
        waves.setdefault(wave.batch.programme_id, []).append(wave)
    return [ProgrammeFacts(programmes[one.programme], one, waves.get(one.programme, [])) for one in taken]
