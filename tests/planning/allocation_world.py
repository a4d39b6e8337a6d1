"""Allocations asked for and computed, and what they chose."""

from decimal import Decimal

from jobs.models import Job
from jobs.queue import work_off
from planning.allocation import start_allocation
from planning.models import (
    Allocation,
)
from planning.priority import PARTS
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    FormFactory,
    ProgrammeFactory,
)

D = Decimal
#: Only the gap counts, so that a score can be computed by hand: gap ÷ 5 × 100.
GAP_ONLY = dict.fromkeys(PARTS, D(0)) | {"gap": D(100)}


def start(cast, ceiling=10**9, unit="dinas_sosial", by=None, weights=GAP_ONLY, **options) -> Allocation:
    where = getattr(cast, unit) if unit else None
    by = by or cast.unit_hr
    return start_allocation(CycleFactory(), where, ceiling=D(ceiling), weights=weights, by=by, **options)


def allocate(cast, *args, **options) -> Allocation:
    allocation = start(cast, *args, **options)
    assert work_off(allocation.job).status == Job.Status.DONE, allocation.job.error
    allocation.refresh_from_db()
    return allocation


def taken(allocation):
    """(person, programme, reason) in the order of the ranks."""
    return list(
        allocation.lines.filter(is_taken=True)
        .order_by("rank")
        .values_list("civil_servant", "programme__name", "reason")
    )


def left(allocation):
    return {
        (line.civil_servant_id, line.competency.code): line.reason
        for line in allocation.lines.filter(is_taken=False).select_related("competency")
    }


def offer(code, name="program", form=None, **fields):
    return ProgrammeFactory(
        name=name, competency=CompetencyFactory(code=code), form=form or FormFactory(), **fields
    )
