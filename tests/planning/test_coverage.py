"""Whom the plans carry over the 20 JP: the city is the sum of its OPD."""

import pytest

from personnel.models import CivilServant
from planning.reports.plans import coverage_by_opd, jp_coverage
from tests.factories import UnitFactory
from tests.planning.world import CycleFactory, ItemFactory, PlanFactory, TargetFactory, people

E = CivilServant.Employment


@pytest.mark.django_db
def test_city_and_opd_agree():
    cycle, opds = CycleFactory(), [UnitFactory() for _ in range(3)]
    for n, opd in enumerate(opds):
        below = UnitFactory(parent=opd)
        plan = PlanFactory(unit=opd, cycle=cycle)
        for number, jp in enumerate((12, 8, 25, None), start=1):
            item = ItemFactory(plan=plan, number=number, jp_counted=jp, jp_proposed=30)
            for employment in (E.PNS, E.CPNS, E.PPPK, E.PPPK_PART_TIME):
                for person in people(below if n % 2 else opd, 1, employment=employment):
                    TargetFactory(item=item, civil_servant=person)
        for person in people(below, 2):
            for item in plan.items.filter(number__lte=2):
                TargetFactory(item=item, civil_servant=person)
        people(opd, n)
        people(opd, 1, legal_state="pensiun")
    city = coverage_by_opd(cycle)
    assert city == {opd.pk: coverage_by_opd(cycle, [opd.pk])[opd.pk] for opd in opds}
    assert city == coverage_by_opd(cycle, [opd.pk for opd in opds])
    assert coverage_by_opd(cycle, [opd.pk for opd in opds[1:]]) == {opd.pk: city[opd.pk] for opd in opds[1:]}
    one = city[opds[0].pk]
    assert (one.pns, one.pns_reached, one.pppk, one.pppk_over, one.part_time) == (10, 4, 4, 2, 4)
    assert jp_coverage(None, cycle).pns == sum(10 + n for n in range(3))
