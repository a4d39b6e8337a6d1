from decimal import Decimal

from planning.models import Allocation, AllocationLine
from planning.priority import PARTS
from tests.access import Row
from tests.access.planning_plans import DRAFTERS, READERS, WITH_A_ROLE
from tests.planning.world import CompetencyFactory, CycleFactory, PlanFactory

WEIGHTS = dict(zip((f"weight_{part}" for part in PARTS), (40, 15, 15, 15, 10, 5), strict=True))


def year(cast):
    CycleFactory()
    return {}


def make(cast, unit="dinas_sosial", **fields) -> Allocation:
    result = {"value": 1, "bound": 1, "cost": 0, "people": 1, "price": Decimal(0), "below_floor": 0}
    allocation = Allocation.objects.create(
        **{"cycle": CycleFactory(), "unit": getattr(cast, unit) if unit else None, "ceiling": 100}
        | {"state": "ready", "created_by": cast.unit_hr}
        | result
        | WEIGHTS
        | fields
    )
    for rank, is_taken in enumerate((True, False), 1):
        AllocationLine.objects.create(
            allocation=allocation,
            civil_servant=cast.owner.civil_servant,
            opd=cast.dinas_sosial,
            competency=CompetencyFactory(code=f"M.0{rank}"),
            programme=None,
            is_taken=is_taken,
            reason="free" if is_taken else "funds",
            score=40,
            value=20,
            gap=2,
            closed=1,
            cost=0 if is_taken else 900,
            jp=20,
            rank=1,
        )
    return allocation


def own(cast):
    return {"pk": make(cast).pk}


def city(cast):
    return {"pk": make(cast, None).pk}


def with_plan(cast):
    PlanFactory(unit=cast.dinas_sosial)
    return own(cast)


def form(cast):
    return {"unit": cast.dinas_sosial.pk, "ceiling": "1000", "max_items": "2", **WEIGHTS}


def two(cast):
    make(cast)
    return own(cast)


def two_of_the_city(cast):
    make(cast, None)
    return city(cast)


def another_of_the_city(cast):
    return {"dengan": make(cast, None).pk}


CITY = READERS - {"unit_hr", "unit_head"}

ROWS = [
    Row("planning:allocation_list", allowed=WITH_A_ROLE, args=year),
    Row("planning:allocation_new", allowed=DRAFTERS | {"stranger"}, args=year),
    Row("planning:allocation_new", allowed=DRAFTERS, args=year, method="post", answer=302, data=form),
    Row("planning:allocation_detail", allowed=READERS, args=own),
    Row("planning:allocation_detail", allowed=CITY, args=city, note="the city's"),
    Row("planning:allocation_compare", allowed=READERS, args=two),
    Row("planning:allocation_compare", allowed=CITY, args=two_of_the_city, note="the city's"),
    Row(
        "planning:allocation_compare", allowed=set(), args=own, data=another_of_the_city, note="of two scopes"
    ),
    Row("planning:allocation_compare", allowed=set(), args=own, note="with nothing to compare"),
    Row("planning:allocation_use", allowed=DRAFTERS, args=with_plan),
    Row("planning:allocation_use", allowed=DRAFTERS, args=with_plan, method="post", answer=302),
    Row("planning:allocation_use", allowed=set(), args=city, note="the city's"),
    Row("planning:allocation_use", allowed=set(), args=own, note="without a plan"),
]
