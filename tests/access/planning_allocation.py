from decimal import Decimal

from planning.models import Allocation
from planning.priority import PARTS
from tests.access import Row
from tests.access.planning_plans import DRAFTERS, READERS, WITH_A_ROLE
from tests.planning.world import CycleFactory, PlanFactory

WEIGHTS = dict(zip((f"weight_{part}" for part in PARTS), (40, 15, 15, 15, 10, 5), strict=True))


def year(cast):
    CycleFactory()
    return {}


def make(cast, unit="dinas_sosial", **fields) -> Allocation:
    result = {"value": 1, "bound": 1, "cost": 0, "people": 1, "price": Decimal(0), "below_floor": 0}
    return Allocation.objects.create(
        **{"cycle": CycleFactory(), "unit": getattr(cast, unit) if unit else None, "ceiling": 100}
        | {"state": "ready", "created_by": cast.unit_hr}
        | result
        | WEIGHTS
        | fields
    )


def own(cast):
    return {"pk": make(cast).pk}


def city(cast):
    return {"pk": make(cast, None).pk}


def with_plan(cast):
    PlanFactory(unit=cast.dinas_sosial)
    return own(cast)


def form(cast):
    return {"unit": cast.dinas_sosial.pk, "ceiling": "1000", "max_items": "2", **WEIGHTS}


def another(cast):
    return {"dengan": make(cast).pk}


def another_of_the_city(cast):
    return {"dengan": make(cast, None).pk}


CITY = READERS - {"unit_hr", "unit_head"}

ROWS = [
    Row("planning:allocation_list", allowed=WITH_A_ROLE, args=year),
    Row("planning:allocation_new", allowed=DRAFTERS | {"stranger"}, args=year),
    Row("planning:allocation_new", allowed=DRAFTERS, args=year, method="post", answer=302, data=form),
    Row("planning:allocation_detail", allowed=READERS, args=own),
    Row("planning:allocation_detail", allowed=CITY, args=city, note="the city's"),
    Row("planning:allocation_compare", allowed=READERS, args=own, data=another),
    Row("planning:allocation_compare", allowed=CITY, args=city, data=another_of_the_city, note="the city's"),
    Row(
        "planning:allocation_compare", allowed=set(), args=own, data=another_of_the_city, note="of two scopes"
    ),
    Row("planning:allocation_compare", allowed=set(), args=own, note="with nothing to compare"),
    Row("planning:allocation_use", allowed=DRAFTERS, args=with_plan),
    Row("planning:allocation_use", allowed=DRAFTERS, args=with_plan, method="post", answer=302),
    Row("planning:allocation_use", allowed=set(), args=city, note="the city's"),
    Row("planning:allocation_use", allowed=set(), args=own, note="without a plan"),
]
