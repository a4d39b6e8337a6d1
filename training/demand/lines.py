"""Which lines of the ratified plans ask for a place: those of a quarter that nothing carries out yet."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from personnel.models import Turn
from personnel.remembered import remembered
from planning.models import Cycle, PlanTarget, Programme
from training.models import Attendance, Batch, DemandRun, Enrolment, ProposedBatch, ProposedSeat


def lines_of(cycle: Cycle) -> QuerySet[PlanTarget]:
    """The lines of the year that are ratified, have a programme and a quarter, and are not carried out:
    nobody is enrolled for them, or sat in a batch that is over without ever being there."""
    was_there = Attendance.objects.filter(enrolment=OuterRef("pk"), is_present=True)
    enrolled = (
        Enrolment.objects.filter(
            item__key=OuterRef("item__key"),
            civil_servant=OuterRef("civil_servant"),
            state__in=Enrolment.LIVE,
        )
        .exclude(batch__state=Batch.State.CANCELLED)
        .filter(~Q(batch__state=Batch.State.FINISHED) | Exists(was_there))
    )
    return PlanTarget.objects.current().filter(
        ~Exists(enrolled),
        plan__cycle=cycle,
        plan__status="ratified",
        item__programme__isnull=False,
        item__quarter__isnull=False,
    )


def open_lines(run: DemandRun, replaced: Collection[int]) -> QuerySet[PlanTarget]:
    """What a run is about; ``replaced``: proposed batches that are as if they were not there."""
    meant = ProposedSeat.objects.filter(
        item__key=OuterRef("item__key"),
        civil_servant=OuterRef("civil_servant"),
        proposal__batch__state=Batch.State.PROPOSED,
    ).exclude(proposal__batch__in=replaced)
    lines = lines_of(run.cycle).filter(~Exists(meant), item__quarter=run.quarter)
    chosen = list(run.programmes.values_list("pk", flat=True))
    return lines.filter(item__programme__in=chosen) if chosen else lines


def replaceable(run: DemandRun) -> QuerySet[ProposedBatch]:
    """Proposals of the quarter that the run takes the place of: not confirmed, and touched by nobody."""
    rows = ProposedBatch.objects.filter(
        run__cycle=run.cycle_id,
        run__quarter=run.quarter,
        batch__state=Batch.State.PROPOSED,
        batch__version=1,
    )
    chosen = list(run.programmes.values_list("pk", flat=True))
    return rows.filter(batch__programme__in=chosen) if chosen else rows


def wanted_by_quarter(cycle: Cycle) -> dict[int, tuple[int, int]]:
    """For each quarter how many lines wait for a place, proposals not counted, and in how many programmes."""
    return remembered(lambda: _wanted(cycle), "wanted", cycle.pk, rests_on=RESTS_ON)


RESTS_ON = (Turn.Subject.PLANS, Turn.Subject.TRAINING)


def _wanted(cycle: Cycle) -> dict[int, tuple[int, int]]:
    rows = (
        lines_of(cycle)
        .order_by()
        .values("item__quarter")
        .annotate(n=Count("pk"), programmes=Count("item__programme", distinct=True))
    )
    return {row["item__quarter"] or 0: (row["n"], row["programmes"]) for row in rows}


def programmes_wanted(cycle: Cycle) -> QuerySet[Programme]:
    """Programmes of which the year's plans ask for anything."""
    items = PlanTarget.objects.current().filter(plan__cycle=cycle, plan__status="ratified")
    return Programme.objects.filter(pk__in=items.values("item__programme")).order_by("name")
