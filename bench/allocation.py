"""The city's allocation by a worker's steps, beside HiGHS alone on the same choices, and beside the draft."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from bench import place
from bench.pages import holder
from bench.relaxation import relax
from bench.report import Line
from bench.size import Size
from jobs.queue import work_off
from personnel.models import CivilServant, RoleAssignment, Unit
from planning.allocation import start_allocation
from planning.allocation.outcome import outcomes
from planning.allocation.problem import load, worth
from planning.allocation.solve import solve
from planning.drafting import MAX_ITEMS
from planning.drafting.choice import Choice, Origin
from planning.models import Cycle, Plan
from planning.priority import PARTS, weights_of

#: The whole, in a worker; and what one worker may hold.
AIM = {"seconds": 60.0, "peak_mb": 600.0, "distance": 0.1}


def measure(_size: Size) -> list[Line]:
    """The city in a process of its own, HiGHS in another; the largest OPD against its own greedy draft."""
    taken, figures = place.beside("relax", "allocate")
    figures["distance"] = taken["distance"]
    people = CivilServant.objects.plan_targets().count()
    note = f"{taken['lines']:.0f} lines; ratio of CPU; floor: HiGHS alone, {taken['columns']:.0f} columns"
    return [Line("allocation", f"city, {people} people", figures, AIM, note), against_the_draft()]


def ceiling_of(cycle: Cycle, unit: Unit | None = None) -> Decimal:
    """What the plans may cost."""
    plans = Plan.objects.current().filter(cycle=cycle)
    plans = plans.filter(unit=unit) if unit else plans
    return Decimal(plans.aggregate(sum=Sum("budget_ceiling"))["sum"] or 0)


def allocate() -> dict[str, Any]:
    """From the request to the written lines, as a worker does it."""
    cycle = Cycle.objects.get(is_open=True)
    allocation = start_allocation(
        cycle,
        None,
        ceiling=ceiling_of(cycle),
        weights=dict(zip(PARTS, weights_of(cycle), strict=True)),
        by=holder(RoleAssignment.Role.CITY_HR),
    )
    assert allocation.job is not None
    work_off(allocation.job)
    allocation.refresh_from_db()
    value, bound = allocation.value or 0, allocation.bound or 1
    return {"distance": float(100 * (bound - value) / bound), "lines": allocation.lines.count()}


def only_relax() -> dict[str, Any]:
    """Only the building and solving of the linear programme, with everything read before."""
    cycle = Cycle.objects.get(is_open=True)
    problem = load(cycle, None, weights_of(cycle), MAX_ITEMS)
    started, cpu = time.perf_counter(), time.process_time()
    relaxed = relax(problem.people, int(ceiling_of(cycle)))
    assert relaxed is not None
    return {
        "seconds": time.perf_counter() - started,
        "cpu_seconds": time.process_time() - cpu,
        "columns": relaxed.columns,
    }


def against_the_draft() -> Line:
    """The largest OPD under its own ceiling: CPU and value, the draft's choice being the floor."""
    cycle = Cycle.objects.get(is_open=True)
    largest = (
        CivilServant.objects.plan_targets().values("unit__opd").annotate(n=Count("pk")).order_by("-n")[0]
    )
    plan = Plan.objects.current().select_related("unit", "cycle").get(unit=largest["unit__opd"], cycle=cycle)
    ceiling = ceiling_of(cycle, plan.unit)
    started = time.process_time()
    choice = Choice(plan, ceiling=ceiling, max_items=MAX_ITEMS)
    # As if nothing of the plan were there yet: the allocation, too, would replace the draft.
    choice.taken.clear()
    choice.spent = Decimal(0)
    for kept in (choice.jp_low, choice.jp_high, choice.count):
        kept.clear()
    choice.make()
    greedy = time.process_time() - started
    drafted = sum(
        worth(line.need.score, line.need, line.offer) for line in choice.lines if line.origin != Origin.DUTY
    )
    started = time.process_time()
    problem = load(cycle, plan.unit, weights_of(cycle), MAX_ITEMS)
    solution = solve(problem.people, int(ceiling))
    outcomes(problem, solution)
    seconds = time.process_time() - started
    distance = 100 * (solution.bound - solution.value) / (solution.bound or 1)
    return Line(
        "allocation",
        f"largest OPD, {largest['n']} people",
        {
            "cpu_seconds": seconds,
            "floor_cpu_seconds": greedy,
            "ratio": seconds / greedy,
            "distance": distance,
        },
        {"distance": 0.1},
        f"floor: the draft's choice; value {solution.value / drafted:.3f} times the draft's",
    )
